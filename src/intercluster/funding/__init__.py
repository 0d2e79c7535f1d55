"""Support programmes: who may take part, checked condition by condition."""
