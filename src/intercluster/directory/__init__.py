"""Organisations of any kind, their labels, memberships, successions and cooperations (W3C ORG terms)."""
