"""The only writers of the agreements app."""
