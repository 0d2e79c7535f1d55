"""Specialisation of zones and fields: location quotients, relatedness, density, complexity, complementarity.

Pure NumPy and SciPy in float64; rows are zones (or clusters, organisations), columns are fields.
"""
