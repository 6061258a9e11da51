"""Where perfdesk starts: `python -m perfdesk`, the `perfdesk` command, and the frozen program."""

import sys

from perfdesk.worker import FLAG, WORKERS, serve


def main() -> None:
    """Run the command line and leave with its exit status; a worker hears of nothing else."""
    if len(sys.argv) == 3 and sys.argv[1] == FLAG and sys.argv[2] in WORKERS:
        sys.exit(serve(sys.argv[2]))
    from perfdesk.cli.main import run  # noqa: PLC0415

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
