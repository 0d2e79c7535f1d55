"""What agreements say: on pages, in files, in calendars."""
