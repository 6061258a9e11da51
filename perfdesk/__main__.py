"""Where perfdesk starts: `python -m perfdesk`, the `perfdesk` command, and the frozen program."""

import sys

from perfdesk.cli.main import run


def main() -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
