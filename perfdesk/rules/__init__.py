"""The review: judges documents, refuses nothing, changes nothing."""
