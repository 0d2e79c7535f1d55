"""Pages of the agreements app."""
