"""The table of commands and what is made from it: menus, tool bar, palette, the sheet of keys."""
