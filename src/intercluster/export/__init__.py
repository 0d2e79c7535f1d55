"""Files people take away: spreadsheets and documents, safe to open."""
