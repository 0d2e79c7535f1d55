"""Files of the missions app."""
