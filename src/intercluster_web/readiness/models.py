"""Records of the readiness app."""
