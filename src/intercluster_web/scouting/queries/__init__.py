"""Reads of the scouting app: what pages and the API show."""
