"""Every crash and refusal of an editing session: what ours loses, stock TinyDB, and mistakes in ours."""

from tests.library.crashes import (
    LIES,
    MUTANTS,
    crash_everywhere,
    crash_stock_tinydb,
    mutant,
    refuse_everywhere,
)


def main(edits: int = 300) -> None:
    """Print the moments tried, the states of the disk opened, and what was lost in them."""
    print(f"  {edits} edits with foldings, closings and openings")
    print(f"  perfdesk       {crash_everywhere(edits, deep_every=50)}")
    print(f"  stock TinyDB   {crash_stock_tinydb(edits)}")
    print(f"  each call refused, once and from there on: {refuse_everywhere(60)}")
    print("  mistakes that have to be seen, 60 edits")
    for name, lies in LIES.items():
        print(f"  {name:36} {crash_everywhere(60, lies=lies)}")
    for name in MUTANTS:
        with mutant(name):
            print(f"  {name:36} {crash_everywhere(60)}")
