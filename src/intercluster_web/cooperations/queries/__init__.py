"""Reads of the cooperations app."""
