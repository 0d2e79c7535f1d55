"""Forms of the alliances app."""
