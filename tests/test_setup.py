"""The set-up: what is generated is fresh, the documents name what is there, and the lab starts everywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import lab, requirements
from autograder.course import ROOT, Course

DOCUMENTS = ("README.md", "CONTRIBUTING.md")


def tracked() -> list[Path]:
    """Every text file in the repository."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    paths = [ROOT / line for line in listed.stdout.splitlines()]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


@pytest.mark.parametrize("name", ["requirements.txt", "environment.yml"])
def test_what_pyproject_says_is_in_the_files_for_pip_and_conda(name):
    assert (ROOT / name).read_text("utf-8") == requirements.files()[name], "run `make requirements`"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_only_targets_of_the_makefile(name):
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_only_commands_of_the_grader(name):
    text = (ROOT / name).read_text("utf-8")
    known = set(re.findall(r'add_parser\(\s*"(\w+)"', (ROOT / "autograder" / "cli.py").read_text()))
    assert set(re.findall(r"python -m autograder (\w+)", text)) <= known


@pytest.mark.parametrize("name", [*DOCUMENTS, "CHANGELOG.md"])
def test_a_document_points_only_to_files_that_are_there(name):
    text = (ROOT / name).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    paths = re.findall(r"`((?:notebooks|solutions|courseware|autograder|tests|demo|docs)/[\w/.]*)`", text)
    examples = re.compile("TOPIC|STUDENT|NAME")
    assert [path for path in [*links, *paths] if not examples.search(path) and not (ROOT / path).exists()] == []


def test_no_file_names_a_place_on_somebodys_machine():
    private = re.compile(r"(?<![\w.])/(?:work|root/\.pyenv|home/\w+|Users/\w+)/")
    found = {str(path.relative_to(ROOT)): private.search(path.read_text("utf-8")) for path in tracked()}
    assert {name: match[0] for name, match in found.items() if match} == {}


def test_no_file_names_the_host_of_a_package_registry():
    hosts = "|".join(["pypi", r"files\.pythonhosted", r"deb\.debian", r"registry\.npmjs", r"download\.pytorch"])
    registry = re.compile(rf"\b(?:{hosts})\.org\b", re.IGNORECASE)
    assert [str(path.relative_to(ROOT)) for path in tracked() if registry.search(path.read_text("utf-8"))] == []


def test_the_lab_opens_the_first_notebook(tmp_path):
    for name in ("02_b.ipynb", "01_a.ipynb", "notes.ipynb"):
        (tmp_path / "notebooks" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "notebooks" / name).touch()
    assert "--LabApp.default_url=/lab/tree/notebooks/01_a.ipynb" in lab.options(tmp_path)


def test_the_lab_needs_no_display(tmp_path, monkeypatch):
    monkeypatch.setattr(lab.sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", "")
    monkeypatch.setenv("WAYLAND_DISPLAY", "")
    assert "--no-browser" in lab.options(tmp_path)
    monkeypatch.setenv("DISPLAY", ":0")
    assert "--no-browser" not in lab.options(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="only POSIX knows root")
@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_the_lab_says_that_it_is_root_only_when_it_is(user, allowed, tmp_path, monkeypatch):
    monkeypatch.setattr(lab.os, "geteuid", lambda: user)
    assert ("--allow-root" in lab.options(tmp_path)) is allowed


def test_a_second_start_builds_nothing(tmp_path, monkeypatch):
    built = []
    monkeypatch.setattr("autograder.build.make_releases", lambda course, names: built.append(names))
    course = Course(tmp_path / "course")
    lab.prepare(course)
    lab.prepare(course)
    assert len(built) == 1


def test_a_newer_source_is_built_again(tmp_path, monkeypatch):
    built = []
    monkeypatch.setattr("autograder.build.make_releases", lambda course, names: built.append(names))
    course = Course(tmp_path / "course")
    lab.prepare(course)
    os.utime(course.root / ".built", (0, 0))
    lab.prepare(course)
    assert len(built) == 2


def test_students_on_windows_can_start_the_lab():
    """Our modules import without what Windows lacks; the libraries see to themselves."""
    program = """
import sys
import IPython, ipykernel, jupyterlab.labapp, matplotlib.pyplot, nbgrader.apps, nbgrader.converters, rich.progress
sys.modules.update(dict.fromkeys(["fcntl", "grp", "pwd", "resource", "termios"]))
import autograder.build, autograder.cli, autograder.lab, autograder.wiring.preprocessors, courseware.widgets
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
