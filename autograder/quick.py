"""Leave out of this process what takes long to load and is not used in it."""

from __future__ import annotations

import sys

# With it, jsonschema would check internationalised web addresses. Notebooks have none, and reading its grammar takes
# most of a second: more than all else that a judge process loads.
UNUSED = ("rfc3987_syntax",)


def leave_out_unused() -> None:
    """Make the import of these modules fail, which their users are prepared for; to be called before all else."""
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
