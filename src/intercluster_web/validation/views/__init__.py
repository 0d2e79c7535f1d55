"""Pages of the validation app."""
