"""Reads of the watch app."""
