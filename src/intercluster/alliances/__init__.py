"""How an alliance of clusters is governed: which form, whose turn it is, what a vote decided, what a merger costs."""
