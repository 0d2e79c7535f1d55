"""Records of the operations app."""
