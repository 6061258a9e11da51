"""The form where it looks like the paper: table view, editors, and what is done with cells and rows."""
