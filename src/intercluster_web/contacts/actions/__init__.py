"""The only writers of the contacts app."""
