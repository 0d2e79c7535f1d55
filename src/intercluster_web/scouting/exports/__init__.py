"""What people take away from scouting: workbooks, notes, messages."""
