"""The only writers of the posts app."""
