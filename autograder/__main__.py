"""``python -m autograder``: see `autograder.cli`."""

import sys

from autograder.quick import start_quickly

start_quickly()

from autograder.cli import main  # noqa: E402  (what it loads is the matter)

if __name__ == "__main__":
    sys.exit(main())
