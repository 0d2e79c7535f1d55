"""Files people take away from the governance of a cooperation."""
