"""Scouting, comparing and preparing cooperation between innovation clusters: the pure library.

Tables and dataclasses in, results with their explanations out. Nothing here knows the web.
"""

__version__ = "0.1.0"
