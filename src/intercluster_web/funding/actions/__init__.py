"""The only writers of the funding app."""
