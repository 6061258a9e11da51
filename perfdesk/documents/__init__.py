"""A filled form: texts, rows, marks, edits, and the sheet it is laid out on."""
