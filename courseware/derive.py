"""The comparison of derivations and typed answers, as checks use it, and a student's lines shown as mathematics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from courseware import answers, golden
from courseware.derivation import RTOL, Finding, examine, lines_of
from courseware.expressions import ExpressionError, parse
from courseware.latex import latex

if TYPE_CHECKING:
    from courseware.compare import Difference
    from courseware.outcome import Outcome
    from courseware.spec import Case

GIVEN, FOLLOWS, UNFINISHED = "given", "\N{CHECK MARK} follows", "\N{CHECK MARK} follows, not yet the end"
STOPS, LATER = "\N{MULTIPLICATION X} look here", "\N{MIDDLE DOT} not looked at yet"
COLOURS = {GIVEN: "#595959", FOLLOWS: "#00734f", UNFINISHED: "#00734f", STOPS: "#b34700", LATER: "#595959"}


def show(exercise: str, answer: Any) -> None:
    """Show a derivation as mathematics, line by line, each with what the check says of it.

    Parameters
    ----------
    exercise : str
        Its name, such as ``"shift_invariance"``.
    answer : list of str, or a dict of such lists
    """
    from IPython.display import display

    blocks = [(spec.title, *_block(answer, spec.options, cases[0])) for spec, cases in _specs(exercise)]
    html = "".join(f"<p><strong>{escape(title)}</strong></p>{_table(rows, note)}" for title, rows, note in blocks)
    text = "\n\n".join(
        "\n".join([title, *(f"{mark}:  {line}" for line, _, mark in rows), note]) for title, rows, note in blocks
    )
    display({"text/html": html, "text/plain": text}, raw=True)


def derivation(case: Case, outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    """Compare an answer with another one: both right, or both with the same mistake, is no difference.

    The case's argument is the seed of the values drawn. Where no derivation is expected, any right one is.
    """
    from courseware.compare import Difference

    found = _examine(outcome.value, options, case)
    wanted = Finding() if case.expected.value is None else _examine(case.expected.value, options, case)
    if _same(found, wanted):
        return None
    return Difference(found.kind or "value", found.message or "This is another derivation.", found.details)


def _examine(answer: Any, options: Mapping[str, Any], case: Case) -> Finding:
    return answers.examine(answer, options) if "conditions" in options else examine(answer, options, int(case.args[0]))


def _same(found: Finding, wanted: Finding) -> bool:
    if found.kind != wanted.kind or found.kind == "unwritten" or len(found.values) != len(wanted.values):
        return False
    if not found.values:
        return found.message == wanted.message
    pairs = zip(found.values, wanted.values, strict=True)
    return all(a.shape == b.shape and np.allclose(a, b, rtol=RTOL, atol=1e-12, equal_nan=True) for a, b in pairs)


def _specs(exercise: str) -> Iterator[tuple[Any, Any]]:
    topic = golden.topics().get(exercise)
    if topic is None:
        raise LookupError(f"there is no derivation '{exercise}'")
    return (entry for entry in golden.load(topic).values() if entry[0].exercise == exercise)


def _block(answer: Any, options: Mapping[str, Any], case: Case) -> tuple[list[tuple[str, str, str]], str]:
    """The lines of one derivation with their LaTeX and mark, and a closing sentence."""
    finding = _examine(answer, options, case)
    try:
        lines = lines_of(answer, options.get("part"))
    except ExpressionError:
        return [], finding.message
    rows = []
    for number, line in enumerate(lines, 1):
        rows.append((line, _mathematics(line, options), _mark(number, finding, given="derivative" not in options)))
    return rows, finding.message or "Every line follows, and the last has the form asked for."


def _mark(number: int, finding: Finding, given: bool) -> str:
    if number == finding.line:
        return UNFINISHED if finding.kind == "form" and number > 1 else STOPS
    if 0 < finding.line < number:
        return LATER
    return GIVEN if given and number == 1 else FOLLOWS


def _mathematics(line: str, options: Mapping[str, Any]) -> str:
    try:
        return latex(parse(line), options["symbols"])
    except ExpressionError:
        return ""


def _table(rows: list[tuple[str, str, str]], note: str) -> str:
    cells = []
    for number, (line, maths, mark) in enumerate(rows, 1):
        equals = "= " if number > 1 else ""
        shown = rf"\(\displaystyle {equals}{escape(maths)}\)" if maths else f"<code>{escape(line)}</code>"
        cells.append(
            f"<tr><th scope='row' style='text-align:right'>{number}</th><td style='text-align:left'>{shown}</td>"
            f"<td style='text-align:left;color:{COLOURS[mark]}'>{mark}</td></tr>"
        )
    return f"<table><tbody>{''.join(cells)}</tbody></table><p>{escape(note)}</p>"
