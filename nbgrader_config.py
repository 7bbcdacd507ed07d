"""nbgrader's configuration: wiring only. What it sets is in autograder/wiring/__init__.py."""

from autograder.wiring import configure

configure(get_config())  # noqa: F821  (nbgrader defines it)
