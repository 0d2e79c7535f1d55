"""From an objective to ranked partners, every score recomputable from the reasons shown."""
