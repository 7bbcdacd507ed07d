"""Speed, always as a ratio of two things that were measured in the same run; ``make bench`` runs all of it."""

import os

ENVIRONMENT = dict(os.environ)  # for the commands that are measured: they choose for themselves
for _library in ("OPENBLAS", "OMP", "MKL", "BLIS", "NUMEXPR"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"  # as in judge processes, before NumPy is loaded
