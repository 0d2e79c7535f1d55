"""Reads of the alliances app."""
