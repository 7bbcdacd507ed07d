"""Start quickly: leave out of this process what takes long to load or to begin, and is not used in it."""

from __future__ import annotations

import os
import sys

# With it, jsonschema would check internationalised web addresses. Notebooks have none, and reading its grammar takes
# most of a second: more than all else that a judge process loads.
UNUSED = ("rfc3987_syntax",)
# For arrays as small as a course's, threads of the linear algebra cost time and give none.
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "BLIS", "NUMEXPR")}


def start_quickly() -> None:
    """Make the import of unused modules fail, which their users are prepared for; to be called before all else."""
    os.environ.update(ONE_THREAD)
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
