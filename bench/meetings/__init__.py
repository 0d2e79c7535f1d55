"""Benchmarks of the timetables of meetings."""
