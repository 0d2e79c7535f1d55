"""Forms of the missions app."""
