"""Show verdicts, as HTML for a notebook and as text for a terminal; deciding is left to `courseware.verdict`.

Nothing depends on colour: every status has a symbol and a word. Text that came from a student is escaped and cut.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from courseware.spec import Hint, Spec, Verdict

Results = Sequence[tuple[Spec, Verdict]]
MAX_LETTERS = 600


class Look(NamedTuple):
    """How a status is shown; the colours are those of Okabe and Ito, readable with every kind of colour vision."""

    symbol: str
    word: str
    colour: str


LOOKS = {
    "pass": Look("\N{CHECK MARK}", "Passed", "#009E73"),
    "fail": Look("\N{MULTIPLICATION X}", "Not yet", "#D55E00"),
    "crashed": Look("!", "Stopped", "#CC79A7"),
    "timeout": Look("\N{INFINITY}", "Not finished", "#E69F00"),
    "missing": Look("\N{WHITE CIRCLE}", "To do", "#56B4E9"),
    "blocked": Look("\N{HORIZONTAL ELLIPSIS}", "Waiting", "#999999"),
}
LEAD = "What we see:"
ONE_LINE = ("missing", "blocked")
_ORDINALS = ("A hint", "Another hint", "One more hint", "And another")


def report_html(results: Results) -> str:
    """A compact report on one exercise, safe to show as it is."""
    results = _together(results)
    parts = "".join(_part(spec, verdict) for spec, verdict in results)
    return f'<div style="max-width:56em;line-height:1.45">{_heading(results)}{parts}</div>'


def report_text(results: Results) -> str:
    """The same report as plain text."""
    results = _together(results)
    lines = [_summary(results)] if len(results) > 1 else []
    for spec, verdict in results:
        look = LOOKS[verdict.status]
        line = f"{look.symbol} {look.word}: {_name(spec)}"
        lines.append(f"{line}. {clean(verdict.message)}" if verdict.status in ONE_LINE else line)
        if verdict.status not in ONE_LINE:
            message = () if verdict.status == "pass" else (verdict.message,)
            lines += [f"    {clean(text)}" for text in (*message, *verdict.details)]
        if verdict.hint:
            lines.append(f"    {LEAD} {verdict.hint.title}.")
            lines += [f"      {number}. {step}" for number, step in enumerate(verdict.hint.steps, 1)]
    return "\n".join(lines)


def clean(text: str) -> str:
    """Bound a text and take out what could hide or reorder the letters around it, or steer a terminal."""
    kept = text[: 2 * MAX_LETTERS]
    if not kept.isprintable():
        kept = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in kept)
    kept = " ".join(kept.split())
    return kept if len(kept) <= MAX_LETTERS else f"{kept[:MAX_LETTERS]} ..."


def _together(results: Results) -> Results:
    """One line for an exercise that is not written yet, whatever it is checked for."""
    missing = all(verdict.status == "missing" for _, verdict in results)
    return [(replace(results[0][0], title=""), results[0][1])] if missing and results else results


def _name(spec: Spec, quote: str = "") -> str:
    title = f" \N{EN DASH} {spec.title}" if spec.title else ""
    return f"{quote}{spec.exercise}{quote}{title}"


def _heading(results: Results) -> str:
    return f'<div style="margin-bottom:2px">{_inline(_summary(results))}</div>' if len(results) > 1 else ""


def _summary(results: Results) -> str:
    passed = [spec for spec, verdict in results if verdict.status == "pass"]
    points = sum(spec.points for spec in passed), sum(spec.points for spec, _ in results)
    name = results[0][0].exercise
    if len(passed) == len(results):
        return f"`{name}`: everything passed, {points[1]} points."
    return f"`{name}`: {len(passed)} of {len(results)} passed, {points[0]} of {points[1]} points."


def _part(spec: Spec, verdict: Verdict) -> str:
    look = LOOKS[verdict.status]
    head = (
        f'<span style="font-weight:bold">{look.symbol} {look.word}</span>: '
        f"{_inline(_name(spec, '`'))}"
    )
    if verdict.status in ONE_LINE:
        head += f'. <span style="opacity:0.8">{_inline(clean(verdict.message))}</span>'
    body = "" if verdict.status in ONE_LINE else _body(verdict)
    style = f"border-left:5px solid {look.colour};padding:2px 0 2px 10px;margin:4px 0"
    return f'<div style="{style}">{head}{body}</div>'


def _body(verdict: Verdict) -> str:
    message = "" if verdict.status == "pass" else f"<div>{_inline(clean(verdict.message))}</div>"
    details = "".join(f"<li>{_inline(clean(detail))}</li>" for detail in verdict.details)
    listed = f'<ul style="margin:2px 0;padding-left:1.4em">{details}</ul>' if details else ""
    hint = _hint(verdict.hint) if verdict.hint else ""
    return f"{message}{listed}{verdict.picture}{hint}"


def _hint(hint: Hint) -> str:
    """The name of the mistake, and hints that unfold one after another."""
    unfolded = ""
    for number, step in reversed(list(enumerate(hint.steps))):
        label = _ORDINALS[min(number, len(_ORDINALS) - 1)]
        unfolded = (
            f'<details style="margin-left:{min(number, 1)}em">'
            f'<summary style="display:list-item;cursor:pointer">{label}</summary>'
            f'<div style="margin-left:1em">{_inline(step)}</div>{unfolded}</details>'
        )
    return f"<div>{LEAD} <strong>{_inline(hint.title)}.</strong></div>{unfolded}"


def _inline(text: str) -> str:
    """Escape a text; what stands between backticks is code."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(text))
