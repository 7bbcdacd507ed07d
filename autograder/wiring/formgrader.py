"""Formgrader's view of a submission: its Markdown and its names made safe, and a header that says what may run.

nbgrader's own template stays; what the judge wrote into the notebook is safe to show in it already.
"""

from __future__ import annotations

import html
import re
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.preprocessors import Preprocessor
from nbformat.notebooknode import NotebookNode
from tornado.web import OutputTransform

from autograder.markdown import to_html
from autograder.safe import CSP, safe_attachments

PAGE = re.compile(r"/formgrader/submissions/[^/]+/?$")
FILE = re.compile(r"/formgrader/submissions/(?!components/)[^/]+/(?!(?:next|prev)(?:_incorrect)?/?$).")
MATHJAX = "https://cdnjs.cloudflare.com"

# nbgrader's own template needs inline scripts and templates that it compiles; nothing is loaded from or sent elsewhere
PAGE_POLICY = (
    f"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' {MATHJAX}; "
    f"style-src 'self' 'unsafe-inline' {MATHJAX}; font-src 'self' data: {MATHJAX}; img-src data:; "
    "object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
FILE_POLICY = f"sandbox; {CSP}"


@pass_context
def prose(context: Context, text: str) -> str:
    """A Markdown cell, for ``HTMLExporter.filters``: formulas are set here, also where MathJax can't be loaded."""
    return to_html(text, safe_attachments(context.get("cell", {}).get("attachments")))


class EscapeNames(Preprocessor):  # type: ignore[misc]
    """Keeps a student's name from being read as HTML, which nbgrader's template would. For ``HTMLExporter``."""

    enabled = True

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        for key in ("student", "last_name", "first_name", "notebook_path"):
            if resources.get(key):
                resources[key] = html.escape(str(resources[key]))
        return nb, resources


class SubmissionPolicy(OutputTransform):
    """Adds a content security policy to formgrader's view of a submission, and one that runs nothing to its files.

    ``tornado.web.Application.add_transform`` takes it; Tornado makes one for each request.
    """

    def __init__(self, request: Any) -> None:
        self.policy = policy(request.path)

    def transform_first_chunk(self, status_code: int, headers: Any, chunk: bytes, finishing: bool) -> Any:
        if self.policy:
            headers["Content-Security-Policy"] = self.policy
        return status_code, headers, chunk


def policy(path: str) -> str:
    """The policy for an address; empty where Jupyter's own is left."""
    if PAGE.search(path):
        return PAGE_POLICY
    return FILE_POLICY if FILE.search(path) else ""


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Add the policy to a server that `autograder.lab` has not started, as on a JupyterHub; Jupyter calls this."""
    server.web_app.add_transform(SubmissionPolicy)
