"""Missions: who goes where with whom, on what programme, at whose cost."""
