"""Print the figures: `python -m tests.benchmarks [NAME]...`; all of them without a name."""

import sys
from importlib import import_module

NAMES = (
    "importing",
    "merging",
    "reading",
    "writing",
    "reviewing",
    "mutations",
    "printing",
    "start",
    "tree",
    "enter",
    "editing",
)
"""Those that take minutes run by name only: crashes, kills."""

for name in sys.argv[1:] or NAMES:
    print(f"== {name}")
    import_module(f"tests.benchmarks.{name}").main()
