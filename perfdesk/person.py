"""Who sits at this computer, as the system knows them; locks, packages and history name them."""

from getpass import getuser


def person() -> str:
    """The name of the user; empty on a system that has none for them."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):  # ImportError: Windows without a name in the environment
        return ""
