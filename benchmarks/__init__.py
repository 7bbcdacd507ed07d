"""Speed, always as a ratio of two things that were measured in the same run; ``make bench`` runs all of it."""
