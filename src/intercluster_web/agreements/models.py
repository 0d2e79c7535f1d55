"""Records of the agreements app."""
