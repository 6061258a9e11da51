"""What a form is: its layout, its words, the kinds of its cells."""
