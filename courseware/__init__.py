"""What a student's kernel may import: the self-check, the widgets and their data. Nothing here imports a solution."""

from courseware.check import check

__all__ = ["check"]
