"""On paper: sheets to PDF pages."""
