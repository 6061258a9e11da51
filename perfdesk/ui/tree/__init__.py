"""The projects at the left: their order and groups, what is selected, and what is done with it."""
