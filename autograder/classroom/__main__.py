"""``python -m autograder.classroom``: serve the gallery until Ctrl-C; arguments are Voilà's, such as ``--port=9000``."""

import sys

from autograder.classroom.serve import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
