"""The life of a cooperation: its ladder, what each step asks, how long it takes, where the portfolio has gaps."""
