"""Pages of the watch app."""
