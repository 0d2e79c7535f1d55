"""What people take away: workbooks, letters, notes, calendars. All made of the views of ``presentation.sight``."""
