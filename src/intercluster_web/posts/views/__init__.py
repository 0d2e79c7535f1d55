"""Pages of the posts app."""
