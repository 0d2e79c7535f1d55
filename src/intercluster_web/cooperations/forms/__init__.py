"""Forms of the cooperations app."""
