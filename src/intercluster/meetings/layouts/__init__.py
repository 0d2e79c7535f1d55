"""File layouts of timetable problems."""
