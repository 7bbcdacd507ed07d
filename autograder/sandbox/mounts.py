"""What is seen behind the walls, listed once for bubblewrap and for our own namespaces.

Only this: the system's programs and libraries, a few files of /etc, the Python installation, `courseware`, the folder
`inside` and the named solutions. All of it is read-only. The repository is not, wherever the virtual environment lies.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from glob import glob
from pathlib import Path
from typing import NamedTuple

from .inside.settings import LAB, SCRATCH

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent
LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
ETC = ("alternatives", "fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "mime.types", "matplotlibrc")
LIBRARIES = ("site-packages", "dist-packages")
OURS = ("autograder", "solutions")
# What would compute an answer instead of the student, or belongs to the grader; notebooks need none of it.
OTHERS = (
    "autograd", "jax", "jaxlib", "keras", "mpmath", "nbgrader", "scipy", "sklearn", "sympy", "tensorflow", "torch",
)  # fmt: skip


class Mount(NamedTuple):
    """One line of the list: a read-only "bind", a "symlink", an empty "tmpfs" or "dir", "proc" or "dev"."""

    kind: str
    source: str
    target: str


def mounts(solutions: Sequence[Path] = ()) -> list[Mount]:
    """List what a worker sees, in the order in which it is to be mounted."""
    system = [Mount("proc", "", "/proc"), Mount("dev", "", "/dev")]
    system += [Mount("tmpfs", "", SCRATCH), Mount("dir", "", "/tmp")]
    for path in map(Path, LINKS):
        if path.is_symlink():
            system.append(Mount("symlink", os.readlink(path), str(path)))
        elif path.is_dir():
            system.append(Mount("bind", str(path), str(path)))
    system += [Mount("bind", f"/etc/{name}", f"/etc/{name}") for name in ETC if os.path.exists(f"/etc/{name}")]
    ours = [Mount("bind", str(source), target) for source, target in _lab(solutions)]
    return _with_parents([*_nested(_installation(), _hidden()), *system, *ours])


def _with_parents(given: Sequence[Mount]) -> list[Mount]:
    """Name the folders around every mount too: bubblewrap would make some that only root may enter."""
    made: dict[str, Mount] = {}
    for mount in given:
        for parent in reversed(Path(mount.target).parents[:-1]):
            around = [made[str(path)].kind for path in (parent, *parent.parents) if str(path) in made]
            if "bind" not in around:
                made.setdefault(str(parent), Mount("dir", "", str(parent)))
        made[mount.target] = mount
    return list(made.values())


def _lab(solutions: Sequence[Path]) -> list[tuple[Path, str]]:
    cache = _font_cache()
    return [
        (ROOT / "courseware", f"{LAB}/courseware"),
        (PACKAGE / "sandbox" / "inside", f"{LAB}/inside"),
        *((path.resolve(), f"{LAB}/solutions/{path.name}") for path in solutions),
        *((path, f"{SCRATCH}/.matplotlib/{path.name}") for path in cache),
    ]


def import_path() -> list[str]:
    """List the folders of the standard library and of installed packages, as this process imports from them."""
    ours = {str(ROOT), os.getcwd(), ""}
    standard = {str(Path(os.__file__).parent), str(Path(os.__file__).parent / "lib-dynload")}
    return [path for path in sys.path if path not in ours and (path in standard or Path(path).name in LIBRARIES)]


def _installation() -> set[Path]:
    """Find where Python is: its prefixes, the folders it imports from, and every link that leads to its program."""
    found = {"/usr", sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix, *import_path()}
    program = Path(sys.executable)
    while os.path.islink(program):
        program = program.parent / os.readlink(program)
        found.add(str(program.parent.parent))
    paths = {Path(os.path.abspath(path)) for path in found} | {Path(path).resolve() for path in found}
    return {path for path in paths if os.path.isdir(path) and len(path.parts) > 1}


def _hidden() -> set[Path]:
    """List what must not be seen even where it lies within the installation."""
    folders = [Path(path) for path in import_path()]
    own = {ROOT} if ROOT.name not in LIBRARIES else set()
    names = (*OURS, *OTHERS)
    return own | {path for folder in (*folders, ROOT) for name in names if os.path.isdir(path := folder / name)}


def _nested(shown: Iterable[Path], hidden: Iterable[Path]) -> list[Mount]:
    """Bind what is to be shown and cover what is to be hidden, outer folders first."""
    made: dict[Path, Mount] = {}
    for path, kind in sorted([*((p, "bind") for p in shown), *((p, "tmpfs") for p in hidden)], key=_depth):
        around = next((made[parent].kind for parent in path.parents if parent in made), "tmpfs")
        if around != kind:
            made[path] = Mount(kind, str(path) if kind == "bind" else "", str(path))
    return list(made.values())


def _depth(entry: tuple[Path, str]) -> tuple[int, str, str]:
    return len(entry[0].parts), str(entry[0]), entry[1]


def _font_cache() -> list[Path]:
    """Find Matplotlib's list of fonts, if this user has one: making it takes a new worker seconds."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return [Path(path) for path in sorted(glob(f"{base}/matplotlib/fontlist-*.json")) if os.access(path, os.R_OK)]
