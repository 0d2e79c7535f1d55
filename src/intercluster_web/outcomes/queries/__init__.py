"""Reads of the outcomes app: who sees which need, offer, interest, contract and benefit."""
