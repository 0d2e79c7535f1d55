"""Whom to bring together at a meeting: pairs among those who come, each with reasons that can be checked."""
