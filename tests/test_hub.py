"""A class on a real JupyterHub: two students and an instructor as Unix users of their own. `make hub` runs it."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import blocked, chromium_page, find_chromium
from hub import NAME, PASSWORD, Hub, missing, running_hub
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Page, expect
from users import INSTRUCTOR, STUDENTS, as_user, home
from ways import LONG, MISTAKE, Instructor, Student, answered

from autograder import checks

pytestmark = pytest.mark.hub

ADA, BEN = STUDENTS  # ada is right, ben mistaken
EXPLANATIONS = ("What {} thinks of the mean.", "What {} thinks of the logarithm.")
COMMENT = "A word to {}."
POINTS = {ADA: {"explain-shift": 2.0, "explain-log": 1.5}, BEN: {"explain-shift": 0.5, "explain-log": 1.0}}
PICTURES = os.environ.get("BACKPROP_LAB_PICTURES")  # a folder: what the steps look like


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    if missing():
        pytest.skip(f"No hub on this machine: {missing()}")
    if not find_chromium():
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    with running_hub() as running:
        yield running


@dataclass
class People:
    """Everybody at a browser of their own, signed in."""

    students: Mapping[str, Student]
    instructor: Instructor


@contextmanager
def signed_in(hub: Hub) -> Iterator[People]:
    with chromium_page() as first:
        browser = first.context.browser
        assert browser is not None
        pages = {user: sign_in(browser, hub, user) for user in (INSTRUCTOR, *STUDENTS)}
        students = {user: Student(pages[user], hub.server(user)) for user in STUDENTS}
        try:
            yield People(students, Instructor(pages[INSTRUCTOR], hub.server(INSTRUCTOR)))
        finally:
            for user, page in pages.items():
                look(page, f"hub-end-{user}")


def sign_in(browser: Browser, hub: Hub, user: str) -> Page:
    """Go through the login page to the server of a user, in a browser that knows nobody else."""
    page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    page.set_default_timeout(LONG)
    blocked(page)
    page.goto(hub.address)
    page.fill("#username_input", user)
    page.fill("#password_input", PASSWORD)
    look(page, f"hub-login-{user}")
    page.click("#login_submit")
    page.wait_for_url(f"**/user/{user}/lab**", timeout=2 * LONG)
    return page


def look(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def in_terminal(page: Page, server: str, command: str, result: Path) -> str:
    """Type a command into JupyterLab's terminal, and give what it wrote and its exit status."""
    page.goto(f"{server}/lab?reset")
    page.locator(".jp-LauncherCard", has_text="Terminal").click(timeout=LONG)
    terminal = page.locator(".jp-Terminal .xterm-helper-textarea")
    terminal.wait_for(state="attached", timeout=LONG)
    expect(page.locator(".jp-Terminal .xterm-screen")).to_be_visible(timeout=LONG)
    page.wait_for_timeout(2000)  # the shell's own start
    terminal.focus()
    draft = f"{result}.part"
    page.keyboard.insert_text(f"({command}) > {draft} 2>&1; echo status $? >> {draft}; mv {draft} {result}")
    page.keyboard.press("Enter")
    for _ in range(LONG // 250):
        if result.exists():
            return result.read_text()
        page.wait_for_timeout(250)
    look(page, "hub-terminal")
    raise TimeoutError(f"The terminal did not finish: {command}")


def test_two_students_and_an_instructor_go_all_the_way_and_each_sees_their_own(hub: Hub, tmp_path: Path) -> None:
    with signed_in(hub) as people:
        instructor, ada, ben = people.instructor, people.students[ADA], people.students[BEN]
        instructor.release()
        look(instructor.page, "hub-release")
        for user, student in people.students.items():
            student.fetch()
            answers = answered("softmax", "log_softmax", mistaken=user == BEN)
            said = student.work("all stay", answers, [text.format(user) for text in EXPLANATIONS])
            assert (title() in said["softmax"]) == (user == BEN)
            assert said["widget"] != said["widget before"]
            look(student.page, f"hub-work-{user}")
            student.submit()

        instructor.collect()
        graded = in_terminal(
            instructor.page, instructor.server, f"cd {hub.repository} && {hub.python} -m autograder grade {NAME} && "
            f"{hub.python} -m autograder report {NAME}", home(hub.base, INSTRUCTOR) / "graded",
        )  # fmt: skip
        assert graded.endswith("status 0\n"), graded
        judged = scores(hub)
        assert judged[ADA] > judged[BEN] > 0
        for user, points in POINTS.items():
            instructor.mark_by_hand(user, points, COMMENT.format(user))
        look(instructor.page, "hub-by-hand")
        policy = instructor.page.request.get(instructor.page.url).headers["content-security-policy"]
        assert "frame-src 'none'" in policy  # ours, and not the one that Jupyter gives every page
        instructor.release_feedback()
        expected = {user: judged[user] + sum(POINTS[user].values()) for user in STUDENTS}
        assert scores(hub) == expected
        assert exported(hub) == expected

        pages = {ADA: ada.read_feedback(), BEN: ben.read_feedback()}
        look(ben.page, "hub-feedback")
        for user, other in ((ADA, BEN), (BEN, ADA)):
            assert f"{expected[user]:g} of" in pages[user]
            assert COMMENT.format(user) in pages[user]
            assert EXPLANATIONS[0].format(user) in pages[user]
            assert other not in pages[user]
        assert title() in pages[BEN]
        assert title() not in pages[ADA]


def test_a_students_terminal_and_kernel_reach_nothing_that_is_not_theirs(hub: Hub) -> None:
    secret = [
        hub.course.root, hub.course.gradebook, hub.repository / "solutions" / "softmax.py",
        hub.course.source(NAME), home(hub.base, BEN), hub.base / "exchange" / "backprop-lab" / "inbound",
        hub.base / "exchange" / "backprop-lab" / "feedback", hub.base / "hub",
    ]  # fmt: skip
    secret = [path for path in secret if path.exists()]  # the exchange fills as the class goes on
    assert hub.course.root in secret
    shared = hub.base / "shared" / "courseware"
    probe = f"""
import importlib.util, os
import courseware
for path in {[str(path) for path in (*secret, shared)]}:
    try:
        os.listdir(path) if os.path.isdir(path) else open(path).close()
    except OSError as error:
        print(type(error).__name__)
    else:
        print("read", path, os.access(path, os.W_OK))
print([importlib.util.find_spec(name) is None for name in ("autograder", "solutions")])
"""
    expected = "PermissionError\n" * len(secret) + f"read {shared} False\n[True, True]\n"
    (home(hub.base, ADA) / "probe.py").write_text(probe, "utf-8")
    (home(hub.base, ADA) / "probe.py").chmod(0o644)
    with signed_in(hub) as people:
        ada = people.students[ADA]
        terminal = in_terminal(ada.page, ada.server, f"{hub.python} probe.py", home(hub.base, ADA) / "seen")
        assert terminal == expected + "status 0\n"
        assert ada.console(probe) == expected
        answer = ada.page.request.get(f"{hub.server(BEN)}/api/contents")
        assert answer.status in (403, 404)
        assert ada.page.request.get(f"{ada.server}/formgrader").status == 404


def title() -> str:
    return checks.find("check-softmax-stability").spec.hints[MISTAKE].title


def scores(hub: Hub) -> dict[str, float]:
    with Gradebook(f"sqlite:///{hub.course.gradebook}") as gradebook:
        return {each.student.id: float(each.score) for each in gradebook.assignment_submissions(NAME)}


def exported(hub: Hub) -> dict[str, float]:
    """The marks as `nbgrader export` writes them for the instructor."""
    as_user(hub.base, INSTRUCTOR, hub.python, "-m", "nbgrader", "export", cwd=str(hub.repository))
    with (hub.repository / "grades.csv").open(newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
