"""What pages, files and the API say of members, and to whom."""
