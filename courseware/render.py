"""Show the verdicts of an answer, as HTML for a notebook and as text for a terminal; deciding is left to `courseware.verdict`."""

from __future__ import annotations

from collections.abc import Sequence

from courseware.spec import Spec, Verdict

Results = Sequence[tuple[Spec, Verdict]]


def report_html(results: Results) -> str:
    """A compact report on one exercise, safe to show as it is."""
    import html

    return f"<pre>{html.escape(report_text(results))}</pre>"


def report_text(results: Results) -> str:
    """The same report as plain text."""
    return "\n".join(f"{spec.exercise}: {spec.title}: {verdict.status}. {verdict.message}" for spec, verdict in results)
