"""What a browser may do with a student's submission in formgrader, said in a header that the server adds."""

from __future__ import annotations

import re
from typing import Any

from tornado.web import OutputTransform

from autograder.safe import CSP

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
