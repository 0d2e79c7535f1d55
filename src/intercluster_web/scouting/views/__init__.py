"""Pages of the scouting app."""
