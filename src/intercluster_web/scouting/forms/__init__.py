"""Forms of the scouting app: they check what people type; the actions write it."""
