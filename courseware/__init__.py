"""What a student's kernel may import: the self-check, the widgets and their data. It knows no reference and no solution."""

from courseware.check import check

__all__ = ["check"]
