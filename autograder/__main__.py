"""``python -m autograder``: see `autograder.cli`."""

import sys

from autograder.quick import leave_out_unused

leave_out_unused()

from autograder.cli import main  # noqa: E402  (what it loads is the matter)

if __name__ == "__main__":
    sys.exit(main())
