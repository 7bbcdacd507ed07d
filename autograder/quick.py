"""Start quickly: leave out of this process what takes long to load or to begin, and is not used in it."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

# With these, jsonschema would check internationalised web addresses and durations. Notebooks have none, and reading the
# grammar of addresses takes most of a second: more than all else that a judge process loads.
UNUSED = ("rfc3987_syntax", "isoduration")
# It loads its extensions of Jupyter's server as a whole, which none of its other modules needs.
BARE = "nbgrader"
BETWEEN_COLLECTIONS = 50_000  # new objects; by itself Python would look for circular garbage after 700
# For arrays as small as a course's, threads of the linear algebra cost time and give none.
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "BLIS", "NUMEXPR")}


def start_quickly() -> None:
    """Leave out what is not used: modules, threads, and most searches for garbage; to be called before all else.

    The import of an unused module fails, which its users are prepared for.
    """
    os.environ.update(ONE_THREAD)
    gc.set_threshold(BETWEEN_COLLECTIONS)
    atexit.register(gc.freeze)  # what is left at the end ends with the process, and need not be looked through
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    if BARE not in sys.modules and (spec := PathFinder.find_spec(BARE)):
        sys.modules[BARE] = module_from_spec(spec)  # its modules can be imported; what it says itself is not run
