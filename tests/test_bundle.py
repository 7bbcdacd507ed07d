"""A student's zip works by itself and holds the answers to earlier notebooks only."""

from __future__ import annotations

import ast
import io
import json
import subprocess
import sys
import sysconfig
import zipfile

import nbformat
import numpy as np
import pytest

from autograder import bundle as bundles
from autograder import course as places
from autograder import leaks
from autograder.cli import main
from autograder.course import NOTEBOOKS, ROOT, Course, CourseError, assignments, earlier_solutions, topic_of

every_assignment = pytest.mark.parametrize("assignment", assignments())
ALONE = """
import importlib, json, os, sys
folder, packages, names, missing = json.loads(sys.argv[1])
sys.path[:0] = [folder, packages]  # -I -S: nothing of this repository is on the path
os.chdir(folder)
for name in names:
    exec(name, {})
assert sys.modules["courseware"].__file__.startswith(folder)
for name in missing:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        continue
    raise SystemExit(f"{name} can be imported")
"""


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "course")


def imports(assignment: str) -> list[str]:
    cells = nbformat.read(NOTEBOOKS / f"{assignment}.ipynb", as_version=4).cells
    trees = [ast.parse(cell.source) for cell in cells if cell.cell_type == "code"]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return [ast.unparse(node) for node in nodes]


@every_assignment
def test_the_unpacked_zip_works_by_itself_and_has_no_answer_to_its_own_notebook(assignment, course, tmp_path):
    bundles.bundle(course, assignment, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / assignment
    later = [topic_of(name) for name in assignments() if name >= assignment]
    missing = ["autograder", *(f"solutions.{topic}" for topic in later)]
    given = json.dumps([str(folder), sysconfig.get_path("purelib"), imports(assignment), missing])
    done = subprocess.run([sys.executable, "-I", "-S", "-c", ALONE, given], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]


@every_assignment
def test_a_zip_holds_the_data_of_topics_so_far_and_the_answers_of_earlier_ones(assignment, course, tmp_path):
    names = bundles.bundle(course, assignment, tmp_path / "a.zip")
    so_far = {f"courseware/golden/{topic_of(name)}.npz" for name in assignments() if name <= assignment}
    so_far.add("courseware/golden/widgets.npz")
    assert {name for name in names if name.startswith("courseware/golden/")} == so_far
    given = {str(path.relative_to(ROOT)) for path in earlier_solutions(assignment)}
    assert {name for name in names if name.startswith("solutions/")} == given
    assert {"README.txt", "requirements.txt", "LICENSE", f"{assignment}.ipynb", "courseware/check.py"} <= set(names)
    assert not [name for name in names if "__pycache__" in name or name.startswith(("autograder", "tests"))]


def test_the_same_course_gives_the_same_bytes(course, tmp_path):
    for name in ("a", "b"):
        bundles.bundle(course, "01_softmax", tmp_path / name / "c.zip")
    assert (tmp_path / "a" / "c.zip").read_bytes() == (tmp_path / "b" / "c.zip").read_bytes()


def test_the_notebook_in_the_zip_is_the_one_that_was_handed_out(course, tmp_path):
    release = course.release("01_softmax")
    release.parent.mkdir(parents=True)
    notebook = nbformat.read(NOTEBOOKS / "01_softmax.ipynb", as_version=4)
    notebook.cells[0].source += "\n\nHand in by Friday."
    nbformat.write(notebook, release)
    bundles.bundle(course, "01_softmax", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("01_softmax/01_softmax.ipynb") == release.read_bytes()


def test_the_readme_tells_how_to_start_and_the_requirements_name_no_tool_of_the_instructor(course, tmp_path):
    bundles.bundle(course, "01_softmax", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        readme, needed = (archive.read(f"01_softmax/{name}.txt").decode() for name in ("README", "requirements"))
    assert "pip install -r requirements.txt" in readme
    assert "jupyter lab 01_softmax.ipynb" in readme
    assert "solutions/" not in readme
    assert {line.split(">=")[0] for line in needed.split()} == set(bundles.requirements.STUDENTS)


def packed(array: np.ndarray) -> bytes:
    data = io.BytesIO()
    np.savez(data, document=array)
    return data.getvalue()


def leaky_notebook(line: str) -> bytes:
    cell = nbformat.v4.new_code_cell("pass", outputs=[nbformat.v4.new_output("stream", text=f"{line}\n")])
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode()


@pytest.mark.parametrize(
    ("name", "wrapped"),
    [
        ("courseware/words.py", lambda line: f"def f():\n    {line}  # as above\n".encode()),
        ("courseware/data/README.md", lambda line: line.replace(" ", "").encode()),
        ("01_softmax.ipynb", leaky_notebook),
        ("courseware/golden/softmax.npz", lambda line: packed(np.frombuffer(line.encode(), np.uint8))),
        ("courseware/golden/softmax.npz", lambda line: packed(np.array([line]))),
    ],
)
def test_a_file_with_a_line_of_the_solution_is_refused(name, wrapped):
    line = "probs = e / e.sum(axis=-1, keepdims=True)"
    assert line in leaks.solution_lines("softmax")
    with pytest.raises(CourseError, match=f"{name} would show a line"):
        bundles.refuse_leaks("01_softmax", {name: wrapped(line)})
    bundles.refuse_leaks("01_softmax", {name: wrapped("probs = np.array([0.25, 0.75])")})


def test_nothing_is_written_when_something_would_leak(course, tmp_path, monkeypatch):
    monkeypatch.setattr(bundles, "README", "return (loss, X.T @ dscores / N + 2 * reg * W) {assignment} {solutions}")
    with pytest.raises(CourseError, match=r"README\.txt"):
        bundles.bundle(course, "01_softmax", tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()


def test_what_an_earlier_solution_shows_is_no_secret(monkeypatch, tmp_path):
    line = "probs = e / e.sum(axis=-1, keepdims=True)"
    (tmp_path / "numpy_warmup.py").write_text(f"def f(e):\n    {line}\n    return probs\n")
    monkeypatch.setattr(bundles, "earlier_solutions", lambda assignment: [tmp_path / "numpy_warmup.py"])
    bundles.refuse_leaks("01_softmax", {"solutions/numpy_warmup.py": line.encode()})


def test_the_command_writes_where_it_is_told(course, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("BACKPROP_LAB_COURSE", str(course.root))
    assert main(["bundle", "01_softmax", "--output", str(tmp_path / "b" / "mine.zip")]) == 0
    assert main(["bundle", "01_softmax"]) == 0
    assert (tmp_path / "b" / "mine.zip").read_bytes() == (course.root / "bundles" / "01_softmax.zip").read_bytes()
    assert "mine.zip" in capsys.readouterr().out
    assert main(["bundle", "1_softmax"]) == 2


@pytest.fixture
def three_topics(tmp_path, monkeypatch):
    for name in ("01_first", "02_second", "03_third"):
        (tmp_path / f"{name}.py").touch()
    folder = tmp_path / "solutions"
    folder.mkdir()
    for name in ("__init__", "first", "first_derivations", "second", "second_helpers", "third", "secondary"):
        (folder / f"{name}.py").touch()
    monkeypatch.setattr(places, "SOURCES", tmp_path)
    monkeypatch.setattr(places, "SOLUTIONS", folder)


@pytest.mark.usefixtures("three_topics")
@pytest.mark.parametrize(
    ("assignment", "names"),
    [
        ("01_first", []),
        ("02_second", ["__init__", "first", "first_derivations"]),
        ("03_third", ["__init__", "first", "first_derivations", "second", "second_helpers"]),
        ("04_fourth", []),
    ],
)
def test_solutions_open_up_as_the_course_goes_on(assignment, names):
    assert [path.stem for path in earlier_solutions(assignment)] == names
