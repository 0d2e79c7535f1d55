"""Native local search for timetables: a complete start at once, then annealing over chains of swapped slots."""
