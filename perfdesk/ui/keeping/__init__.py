"""Keeping what was typed: slow disks, drafts, rest, history, the bin, backups and status."""
