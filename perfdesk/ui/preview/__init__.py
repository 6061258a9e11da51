"""The printed page beside the form."""
