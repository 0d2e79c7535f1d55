"""Timetables of meetings: which meetings to hold, when, at which table, with proof of how good the timetable is."""
