"""Zone x field arithmetic: location quotients, relatedness, density, complexity, complementarity."""
