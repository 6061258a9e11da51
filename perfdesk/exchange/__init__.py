"""In and out: other programs' files into documents, documents into files."""
