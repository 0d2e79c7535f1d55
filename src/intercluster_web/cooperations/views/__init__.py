"""Pages of the cooperations app."""
