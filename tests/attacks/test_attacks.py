"""No attack gains a point, reads or changes what it should not, touches its neighbour, or leaves anything behind."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from autograder.sandbox import IsolationRefused, choose

from .arena import SOLUTION, Arena, left_behind, scores, shown
from .attack import CANARY, THREATS, Attack
from .catalogue import CATALOGUE

# What would run, restyle or load when a graded notebook is opened
TAGS = {"script", "style", "iframe", "object", "embed", "svg", "form", "link", "meta", "base", "input", "button"}
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Page(HTMLParser):
    """Collects tags and attributes that run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag in TAGS else []
        self.found += [name for name, value in attrs if name.startswith("on") or name in ("srcdoc", "formaction")]
        self.found += [value for name, value in attrs if value and re.match(r"\s*(java|data:text|//|http)", value)]


def running(html: str) -> list[str]:
    page = Page()
    page.feed(html)
    return page.found


def best() -> str:
    for kind in ("bubblewrap", "namespaces"):
        try:
            choose(kind)
            return kind
        except IsolationRefused:
            continue
    return "bubblewrap"


def chosen() -> list[object]:
    """All behind the best walls that stand here; behind the others the core, or all with LAB_ATTACKS=all."""
    whole = os.environ.get("LAB_ATTACKS") == "all"
    return [
        pytest.param(kind, each, id=f"{kind}-{each.threat.split()[0]}-{each.name}".replace(" ", "-"))
        for kind in ("bubblewrap", "namespaces")
        for each in CATALOGUE
        if whole or kind == best() or each.core
    ]


@pytest.mark.parametrize(("kind", "attack"), chosen())
def test_an_attack_gains_nothing_and_leaves_nothing(
    arena_behind: Callable[[str], Arena], kind: str, attack: Attack
) -> None:
    arena = arena_behind(kind)
    honest, before = arena.honest(attack), arena.snapshot()

    result = arena.judge(attack)

    gained = {name: score for name, score in scores(result).items() if score > honest[name]}
    assert gained == {}
    assert scores(result).keys() == honest.keys()
    told = [*result.notes, *(mark.message for mark in result.marks if mark.score < mark.points)]
    assert all(told), "every row says why"
    assert re.search(attack.says, "\n".join(told) + shown(result)), (attack.says, told[:5])

    assert arena.snapshot() == before
    assert not arena.listeners.reached()
    secrets = (CANARY, SOLUTION, (arena.course.root / "secret").read_text())
    assert [secret for secret in secrets if secret in shown(result)] == []
    assert re.findall("(?:WROTE|REACHED|GOT|FOUND|CHANGED|LEASED|RAISED) .*", shown(result).replace("\\n", "\n")) == []
    for cell in result.notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            assert running(data.get("text/html", "")) == []
            assert not UNSEEN.search(output.get("text", "") + data.get("text/plain", ""))

    assert arena.standing() == arena.idle
    assert left_behind(arena.course, arena.outside) == []
    assert arena.neighbour() == arena.alone


def test_every_class_of_attack_has_several() -> None:
    counted = Counter(attack.threat for attack in CATALOGUE)
    assert set(counted) == set(THREATS)
    assert min(counted.values()) >= 8
    assert len(CATALOGUE) > 100
