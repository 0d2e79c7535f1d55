"""Records of the validation app."""
