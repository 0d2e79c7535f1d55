"""Records of the alliances app."""
