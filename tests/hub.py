"""A machine with JupyterHub as docs/jupyterhub.md sets it up: environment, folders, course, and the hub itself."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from browser import free_port
from users import INSTRUCTOR, STUDENTS, as_user, home, made_users

from autograder.course import ROOT, Course

NAME = "01_softmax"
SETUP = ROOT / "docs" / "jupyterhub"
PROXY = ROOT / ".hub" / "node_modules" / ".bin"  # `make hub` installs configurable-http-proxy there
ENVIRONMENT = "BACKPROP_LAB_HUB_ENV"  # a ready environment, for who runs this more than once
PASSWORD = "a word for the test"
RELEASE = f"""
from autograder.build import make_releases
from autograder.course import Course
make_releases(Course(), ["{NAME}"])
"""


@dataclass
class Hub:
    """A running hub.

    Parameters
    ----------
    base : Path
        What docs/jupyterhub.md calls ``/srv/backprop-lab``.
    address : str
        Without a slash at the end.
    """

    base: Path
    address: str

    @property
    def python(self) -> Path:
        return self.base / "env" / "bin" / "python"

    @property
    def repository(self) -> Path:
        return home(self.base, INSTRUCTOR) / "backprop-lab"

    @property
    def course(self) -> Course:
        return Course(self.repository / "course")

    def server(self, user: str) -> str:
        return f"{self.address}/user/{user}"


def missing() -> str:
    """What this machine lacks for a hub; empty where nothing is missing."""
    needed = {"useradd": "useradd", "runuser": "runuser", "git": "git", "node": "Node.js"}
    lacks = [name for program, name in needed.items() if not shutil.which(program)]
    if os.geteuid() != 0:
        return "it makes Unix users, so it has to be started by root"
    if lacks:
        return f"not installed: {', '.join(lacks)}"
    return "" if (PROXY / "configurable-http-proxy").exists() else "configurable-http-proxy is not there: `make hub`"


@contextmanager
def running_hub() -> Iterator[Hub]:
    """Set everything up, run the hub, and remove it all again."""
    base = Path(tempfile.mkdtemp(prefix="backprop-hub-"))
    base.chmod(0o755)
    try:
        with made_users(base):
            _environment(base)
            _folders(base)
            _course(base)
            with _running(base) as address:
                yield Hub(base, address)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _environment(base: Path) -> None:
    """Make an environment with the course's requirements and JupyterHub in it, and not with the course."""
    ready = os.environ.get(ENVIRONMENT)
    if ready:
        (base / "env").symlink_to(ready)
        return
    base_python = Path(sys.base_prefix) / "bin" / "python3"
    everybody = all(part.stat().st_mode & 0o005 == 0o005 for part in [*base_python.resolve().parents])
    python = str(base_python) if everybody else "/usr/bin/python3"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    subprocess.run([python, "-m", "venv", base / "env"], check=True)
    install = [base / "env" / "bin" / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["hub"]]
    subprocess.run([*install, *needed], check=True, cwd=base)


def _folders(base: Path) -> None:
    for kind in ("student", "instructor"):
        shutil.copytree(SETUP / kind, base / kind)
    (base / "server").mkdir()
    shutil.copy(ROOT / "autograder" / "prompt.py", base / "server")
    (base / "exchange").mkdir()
    (base / "exchange").chmod(0o777)
    (base / "hub").mkdir(mode=0o700)


def _course(base: Path) -> None:
    """Give the instructor the repository with a built course, and everybody the bundle's code."""
    repository = home(base, INSTRUCTOR) / "backprop-lab"
    repository.mkdir()
    with subprocess.Popen(["git", "-C", ROOT, "archive", "HEAD"], stdout=subprocess.PIPE) as archive:
        subprocess.run(["tar", "-x", "-C", repository], stdin=archive.stdout, check=True)
    (repository / "course").mkdir(mode=0o700)
    subprocess.run(["chown", "-R", f"{INSTRUCTOR}:", repository], check=True)
    python = base / "env" / "bin" / "python"
    as_user(base, INSTRUCTOR, python, "-c", RELEASE, cwd=str(repository))
    settings = repository / "course" / "nbgrader_config.py"
    settings.write_text(settings.read_text("utf-8") + f'c.Exchange.root = "{base / "exchange"}"\n', "utf-8")
    as_user(base, INSTRUCTOR, python, "-m", "autograder", "bundle", NAME, cwd=str(repository))
    with zipfile.ZipFile(repository / "course" / "bundles" / f"{NAME}.zip") as archive_file:
        archive_file.extractall(base / "unpacked")
    (base / "unpacked" / NAME).rename(base / "shared")


@contextmanager
def _running(base: Path) -> Iterator[str]:
    port, inner, proxy = free_port(), free_port(), free_port()
    address = f"http://127.0.0.1:{port}"
    command = [base / "env" / "bin" / "jupyterhub", "-f", SETUP / "jupyterhub_config.py"]
    command += [f"--JupyterHub.bind_url={address}", f"--JupyterHub.hub_port={inner}"]
    command += [f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{proxy}"]
    with (base / "hub" / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=base / "hub", env=_hub_environment(base), stdout=log, stderr=subprocess.STDOUT
        )
    try:
        _wait(f"{address}/hub/api/", process, base / "hub" / "log")
        yield address
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _hub_environment(base: Path) -> Mapping[str, str]:
    return {
        "PATH": os.pathsep.join([str(base / "env" / "bin"), str(PROXY), os.environ.get("PATH", os.defpath)]),
        "HOME": str(base / "hub"),
        "LANG": "C.UTF-8",
        "BACKPROP_LAB_HUB": str(base),
        "BACKPROP_LAB_INSTRUCTORS": INSTRUCTOR,
        "BACKPROP_LAB_STUDENTS": " ".join(STUDENTS),
        "BACKPROP_LAB_HUB_PASSWORD": PASSWORD,
    }


def _wait(address: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.3)
    raise RuntimeError(f"JupyterHub did not start:\n{log.read_text()}")
