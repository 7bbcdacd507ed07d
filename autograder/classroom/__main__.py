"""``python -m autograder.classroom``: serve the gallery until Ctrl-C; arguments go to Voilà."""

import sys

from autograder.classroom.serve import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
