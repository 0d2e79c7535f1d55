"""Pages of the alliances app."""
