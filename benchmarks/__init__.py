"""Speed, always as a ratio of two things that were measured in the same run; ``make bench`` runs all of it."""

import os
import sysconfig

from autograder.quick import ONE_THREAD

# For the commands that are measured: as in an activated environment, where nbgrader finds what it calls
ENVIRONMENT = {**os.environ, "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])}
os.environ.update(ONE_THREAD)  # as in judge processes, before NumPy is loaded
