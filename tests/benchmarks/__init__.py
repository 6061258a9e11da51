"""Figures, never asserted: `python -m tests.benchmarks` prints them, ratios taken inside one run."""
