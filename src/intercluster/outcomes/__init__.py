"""What a cooperation brings to members: needs and offers, who fits whom and why, what contracts should settle, what
distance costs, and indicators of the outcome."""
