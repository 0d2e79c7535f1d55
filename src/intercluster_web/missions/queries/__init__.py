"""Reads of the missions app."""
