"""Pages of the missions app."""
