r"""TeX in what a student wrote: set as MathML in our pages, and harmless where nbgrader hands it to MathJax.

A command stays when the maths library knows it and it neither defines, moves, sizes nor colours anything: a formula
may not cover the page, hide a word in it or carry a link.
"""

from __future__ import annotations

import re
from functools import lru_cache

from math_core import LatexError, LatexToMathML

MAX_TEX = 1500
COMMAND = re.compile(r"(?<!\\)((?:\\\\)*)\\([A-Za-z@]+)")  # after an even number of backslashes, which are row ends
STRUCTURE = {"begin", "end", "left", "right", "middle", "limits", "nolimits", "hline"}
REFUSED = {
    *("def", "gdef", "edef", "xdef", "let", "global", "newcommand", "renewcommand", "providecommand", "require"),
    *("DeclareMathOperator", "csname", "endcsname", "newenvironment", "input", "include", "includegraphics"),
    *("href", "url", "style", "class", "cssId", "id", "data", "html", "htmlData", "bbox", "mmlToken", "unicode"),
    *("color", "textcolor", "colorbox", "fcolorbox", "definecolor", "phantom", "hphantom", "vphantom", "smash"),
    *("kern", "mkern", "mskip", "hskip", "vskip", "hspace", "vspace", "mspace", "rule", "Rule", "strut", "Space"),
    *("raise", "lower", "raisebox", "moveleft", "moveright"),
    *("llap", "rlap", "clap", "mathllap", "mathrlap", "mathclap"),
    *("Huge", "huge", "LARGE", "Large", "large", "tiny", "scriptsize", "footnotesize", "small", "normalsize"),
    *("above", "abovewithdelims", "genfrac", "buildrel"),
    *("tag", "label", "ref", "eqref", "toggle", "texttip", "tooltip"),
}
ROW_GAP = re.compile(r"(\\\\\s*)\[\s*[-+]?[\d.]+\s*[a-z]*\s*\]")
INERT = "\N{REVERSE SOLIDUS OPERATOR}"  # looks like a backslash and begins no command

_set = LatexToMathML(fancy_error=False, max_expansions=1).convert_with_local_state


def tame(text: str) -> str:
    """The same text, in which MathJax finds no command but those of ordinary mathematics."""
    if "\\" not in text:
        return text
    text = ROW_GAP.sub(r"\1", text)
    return COMMAND.sub(lambda found: found[0] if is_ordinary(found[2]) else found[1] + INERT + found[2], text)


def mathml(tex: str, *, display: bool) -> str | None:
    """Set a formula as MathML, or None where it can't be read."""
    if len(tex) > MAX_TEX:
        return None
    return _mathml(tex, display)


@lru_cache(4096)
def is_ordinary(name: str) -> bool:
    """Tell whether a command, named without its backslash, is one of ordinary mathematics."""
    if name in REFUSED or len(name) > 40:
        return False
    return name in STRUCTURE or any(map(_can_be_set, (name, name + "{x}", name + "{x}{y}", name + "(")))


@lru_cache(4096)
def _mathml(tex: str, display: bool) -> str | None:
    try:
        return _set(tame(tex), displaystyle=display)
    except LatexError:
        return None


def _can_be_set(command: str) -> bool:
    try:
        _set("\\" + command, displaystyle=False)
    except LatexError:
        return False
    return True
