"""Keeps documents: one TinyDB file, durable when the call returns."""
