"""The pictures of a report as SVG, in the course's colours, each with a text that says the same."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from statistics import median
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder.report.classroom import ClassRoom
from autograder.report.summary import STATUSES, Exercise, Tally, counted
from courseware.render import LOOKS

BLUE = "#0072B2"
INK = "#010203"  # stands for the page's own colour, which is another one in the dark
STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    **{f"{part}.color": INK for part in ("text", "xtick", "ytick")},
    **{f"axes.{part}color": INK for part in ("edge", "label", "title")},
}
WIDTH = 10.4  # inches of 72 units, as wide as the page's text
BINS = 13


@dataclass(frozen=True)
class Chart:
    """An SVG element, and the text for who cannot see it."""

    svg: str
    alt: str


def marks(room: ClassRoom) -> Chart:
    """How the marks are spread: the judge's, and beside them the final ones where nothing is left to mark."""
    judged = room.judged
    panels = [("By the judge", [each.auto for each in judged], room.max_auto)]
    final = [each.total for each in judged if not each.is_open]
    entries = [entry for each in judged for entry in each.entries.values()]
    if any(entry.auto is None and not entry.open for entry in entries):
        panels.append(("In all, where everything is marked", final, room.max_total))
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(WIDTH, 2.7), layout="constrained")
        for axes, panel in zip(fig.subplots(1, len(panels), squeeze=False)[0], panels, strict=True):
            _histogram(axes, *panel)
        alt = " ".join(_spread(*panel) for panel in panels)
        return Chart(_svg(fig, "marks", alt), alt)


def statuses(found: Sequence[Exercise]) -> Chart:
    """For each exercise, how many submissions have passed it, and what is between the others and that."""
    tallies = [each.whole for each in found]
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(WIDTH, 0.55 + 0.32 * len(tallies)), layout="constrained")
        axes = fig.subplots()
        for row, tally in enumerate(tallies):
            _bar(axes, row, tally)
        axes.set_yticks(range(len(tallies)), [tally.name for tally in tallies])
        axes.set(xlim=(0, 1), ylim=(len(tallies) - 0.4, -0.6), xticks=[])
        axes.tick_params(left=False)
        axes.spines[:].set_visible(False)
        alt = " ".join(f"{tally.name}: {counted(tally)}." for tally in tallies)
        return Chart(_svg(fig, "statuses", alt), alt)


def _histogram(axes: Any, title: str, values: Sequence[float], maximum: float) -> None:
    width = max(1, -(-int(maximum) // BINS))
    edges = [*range(0, int(maximum) + 1, width)]
    edges = [edge - 0.5 for edge in [*edges, edges[-1] + width]]
    counts, _, bars = axes.hist(values, bins=edges, color=BLUE, rwidth=0.86)
    axes.bar_label(bars, [f"{count:.0f}" if count else "" for count in counts], padding=2, color=INK)
    if values:
        axes.plot(median(values), 0.93, "v", transform=axes.get_xaxis_transform(), color=LOOKS["fail"].colour)
        place = {"xycoords": axes.get_xaxis_transform(), "textcoords": "offset points", "va": "center"}
        axes.annotate(f"median {median(values):g}", (median(values), 0.93), (-7, 0), ha="right", **place)
    axes.set_xlabel(f"points of {maximum:g}")
    axes.set_title(title, loc="left", fontsize=10, fontweight="bold")
    axes.set(xlim=(edges[0], edges[-1]), ylim=(0, max([*counts, 1]) * 1.35), ylabel="submissions")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))


def _spread(title: str, values: Sequence[float], maximum: float) -> str:
    if not values:
        return f"{title}: no marks yet."
    return (
        f"{title}: {len(values)} submissions from {min(values):g} to {max(values):g} points of {maximum:g}, "
        f"the median is {median(values):g}."
    )


def _bar(axes: Any, row: int, tally: Tally) -> None:
    left, total = 0.0, max(1, sum(tally.statuses.values()))
    for status in STATUSES:
        share = tally.statuses[status] / total
        look = LOOKS[status]
        axes.barh(row, share, left=left, height=0.74, color=look.colour, edgecolor="white", linewidth=0.8)
        if share >= 0.04:
            label = f"{look.symbol} {tally.statuses[status]}"
            axes.text(left + share / 2, row, label, ha="center", va="center_baseline", color="black", fontsize=9)
        left += share


def _svg(fig: Figure, name: str, alt: str) -> str:
    """An SVG element for the inside of a page: without a head, without names that two pictures would share."""
    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": name}):
        fig.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :].replace(INK, "currentColor")
    text = re.sub(r'<g id="[^"]*"', "<g", re.sub(r"<(metadata|style).*?</\1>", "", text, flags=re.DOTALL))
    box = re.search(r'viewBox="[^"]*"', text)
    return f'<svg {box[0] if box else ""} role="img" aria-label="{escape(alt)}">{text[text.index(">") + 1 :]}'
