"""Files of the events app."""
