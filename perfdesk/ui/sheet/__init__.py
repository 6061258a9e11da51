"""The form where it looks like the paper: the table view, its editors, and what is done with cells and rows."""
