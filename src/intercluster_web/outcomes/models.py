"""Records of the outcomes app."""
