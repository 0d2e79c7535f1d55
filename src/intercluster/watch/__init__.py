"""What is new for a need: the evidence before and after an import, compared."""
