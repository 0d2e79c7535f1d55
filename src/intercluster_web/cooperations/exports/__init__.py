"""Files people take away from their cooperations."""
