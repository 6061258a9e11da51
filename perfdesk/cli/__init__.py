"""The command line: journeys through the rooms, without a window."""
