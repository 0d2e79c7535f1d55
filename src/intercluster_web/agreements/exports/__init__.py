"""Files of the agreements app."""
