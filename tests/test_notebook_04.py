"""Notebook 04 teaches every row of its part of the inventory, and keeps to what the course promises of a notebook."""

import re
from itertools import pairwise
from pathlib import Path

import jupytext
import numpy as np
import pytest

from autograder import checks
from courseware import golden

SOURCE = Path(__file__).parents[1] / "notebooks" / "source" / "04_gradient_check.py"
CELLS = jupytext.reads(SOURCE.read_text("utf-8"), fmt="py:percent").cells
TEXT = "\n".join(cell.source for cell in CELLS)
MARKDOWN = [cell.source for cell in CELLS if cell.cell_type == "markdown"]
FUNCTIONS = ["numerical_gradient", "relative_error", "gradient_check", "check_network", "complex_step"]

ROWS = {
    "4.1 the central difference as a program": r'exercise="numerical_gradient"',
    "4.2 x is moved in place": r"### 1\. Move x in place, and put it back",
    "4.3 x comes back exactly": r"Keep the old value in a variable[\s\S]*bit for bit[\s\S]*assert np\.array_equal",
    "4.3 measured: three times in four": r"predict_restore[\s\S]*Three times in four",
    "4.4 the random state before each call": r"### 2\. The same random numbers[\s\S]*before \*\*every\*\* call",
    "4.5 Taylor in one dimension": r"\*\*Taylor's theorem\*\*",
    "4.5 Taylor in many dimensions": r"d\^\\top H d",
    "4.5 central against forward": r'exercise="taylor_error"',
    "4.6 the definition of the derivative": r"\\lim_\{h \\to 0\}",
    "4.6 a relative difference": r'exercise="relative_error"',
    "4.6 the quotient of norms": r"sum of their norms[\s\S]*predict_norm",
    "4.7 debug only": r"\*\*For debugging only\.\*\*",
    "4.7 look at each dW and db": r"look at each `dW` and `db`",
    "4.7 remember the regularisation": r"### Regularisation: on[\s\S]*predict_reg",
    "4.7 not with dropout": r"### Dropout: off",
    "4.7 at a random initialisation": r"\*\*At a random point\*\*",
    "4.8 parameters flattened into the checker": r"def flatten\([\s\S]*gradient_check\(flat_loss, theta\)",
    "E2 o(h) is too weak": r"### Find the bug in the note[\s\S]*o\(h\)[\s\S]*predict_order[\s\S]*The correction",
}


def with_markers() -> str:
    return SOURCE.read_text("utf-8").replace("\n# ", "\n")


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_inventory_has_a_cell(row: str) -> None:
    assert re.search(ROWS[row], with_markers()), row


def test_all_rows_of_the_inventory_are_listed() -> None:
    assert {row.split()[0] for row in ROWS} == {f"4.{k}" for k in range(1, 9)} | {"E2"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_exercise_is_a_function_with_shapes_and_an_example(name: str) -> None:
    (cell,) = [cell for cell in CELLS if cell.metadata.get("exercise") == name]
    for part in (f"def {name}(", "Parameters\n", "Returns\n", "Example\n", ">>> "):
        assert part in cell.source


@pytest.mark.parametrize("name", sorted({c.metadata["exercise"] for c in CELLS if "exercise" in c.metadata}))
def test_an_exercise_is_followed_by_its_checks(name: str) -> None:
    at = next(k for k, cell in enumerate(CELLS) if cell.metadata.get("exercise") == name)
    assert name in [cell.metadata.get("checks") for cell in CELLS[at + 1 : at + 4]]


def test_there_are_at_most_eight_gaps_before_the_optional_part() -> None:
    core, optional = TEXT.split("## 4.10 Optional")
    assert core.count("### BEGIN SOLUTION") - core.count("# ### BEGIN SOLUTION") <= 10
    assert len([cell for cell in CELLS if "exercise" in cell.metadata]) <= 8
    assert "### BEGIN SOLUTION" not in optional


def test_every_solution_region_is_one_call_of_the_shared_module() -> None:
    regions = re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", TEXT, re.DOTALL)
    code = [region for region in regions if "import solutions" in region]
    assert len(code) == 7
    assert all(len([line for line in region.splitlines() if line.strip()]) == 2 for region in code)


def test_the_minutes_add_up_to_at_most_75() -> None:
    table = re.findall(r"^\| 4\.\d+ [^|]*\| (\d+) \|$", MARKDOWN[0], re.MULTILINE)
    assert len(table) == 10
    assert 45 <= sum(map(int, table[:-1])) <= 75


def test_every_prediction_comes_before_its_outcome_and_is_used() -> None:
    cells = [cell.source for cell in CELLS if "prediction" in cell.metadata]
    names = [name for source in cells for name in re.findall(r"^(\w+) =", source, re.MULTILINE)]
    assert len(names) >= 6
    for name in names:
        later = TEXT.split(f'{name} = ""', 1)[1]
        assert re.search(rf"reveal\(\s*{name}", later), name


def test_there_is_one_title_and_no_heading_level_is_skipped() -> None:
    levels = [len(marks) for source in MARKDOWN for marks in re.findall(r"^(#+) ", source, re.M)]
    levels = [level for level in levels if level <= 3]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_section_has_a_shape_line_where_it_has_code() -> None:
    assert TEXT.count("**Shapes:**") >= 5


def test_nothing_that_belittles_stands_in_the_text() -> None:
    words = r"\b(simply|just|obviously|trivial|trivially|of course|clearly|easy|easily)\b"
    assert not re.findall(words, "\n".join(MARKDOWN), re.IGNORECASE)


def test_nothing_is_fetched_from_the_network() -> None:
    code = "\n".join(cell.source for cell in CELLS if cell.cell_type == "code")
    assert not re.search(r"https?://|urllib|requests|!\w|%pip", code)


def test_no_picture_goes_without_a_text() -> None:
    code = "\n".join(cell.source for cell in CELLS if cell.cell_type == "code")
    assert "plt." not in code
    assert code.count("figure(") == code.count("show(fig, ") == 3


def test_public_data_do_not_show_which_gradients_are_wrong() -> None:
    for grade_id, (_, cases) in golden.load("gradient_check").items():
        if "planted_bugs" in grade_id:
            assert cases[0].expected.value is None


def test_what_a_checker_is_given_looks_alike_whether_the_gradient_is_right_or_not() -> None:
    """A driver builds the function from plain data; nothing in them says what the verdict should be."""
    for property in ("verdicts", "planted"):
        check = checks.find(f"check-gradient_check-{property}")
        for case in check.cases(np.random.default_rng(0)):
            kind, a, b, x, options, seed, wanted = case.args
            assert isinstance(kind, str)
            assert a.shape == b.shape == x.shape
            assert set(options) <= {"h", "tol"}
            assert seed is None
            assert wanted == ["passed"]
