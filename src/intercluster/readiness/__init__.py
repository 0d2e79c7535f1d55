"""How ready a cluster is for cooperation abroad: the four keys, the three hypotheses, what to do first."""
