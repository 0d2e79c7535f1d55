"""The only writers of the validation app."""
