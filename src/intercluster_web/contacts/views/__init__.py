"""Pages of the contacts app."""
