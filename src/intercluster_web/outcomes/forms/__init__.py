"""Forms of the outcomes app: they check what people type; the actions write it."""
