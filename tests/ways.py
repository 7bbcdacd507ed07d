"""The student's and the instructor's way through JupyterLab, step by step as they click, on any server."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from browser import code_cell, open_notebook, run, write
from playwright.sync_api import Locator, Page, expect
from students import right_answers

NAME = "01_softmax"
MISTAKE = "global-max"  # what a mistaken answer to softmax does, by the name of its hint
MISTAKEN = """\
def softmax(x):
    e = np.exp(x - np.max(x))
    return e / e.sum(axis=-1, keepdims=True)
"""
EXPLAIN = "YOUR ANSWER HERE"  # stands in the cells that a person marks, until the student writes there
LONG = 60_000  # milliseconds: several servers may be at work on this machine


def answered(*exercises: str, mistaken: bool = False) -> dict[str, str]:
    """Right answers to some exercises of 01; or, to softmax, an answer with a mistake in it."""
    given = right_answers()
    chosen = {name: given[name] for name in exercises}
    return {**chosen, "softmax": MISTAKEN} if mistaken else chosen


@dataclass
class Student:
    """A student in a browser.

    Parameters
    ----------
    page : Page
        Signed in.
    server : str
        The address of the student's own server, without a slash at the end.
    """

    page: Page
    server: str

    def assignments(self) -> Locator:
        """Open nbgrader's list of assignments."""
        self.page.goto(f"{self.server}/lab?reset")
        self.page.get_by_role("menuitem", name="Nbgrader").click(timeout=LONG)
        self.page.get_by_role("menuitem", name="Assignment List").click()
        listed = self.page.locator("#nbgrader-assignment-list")
        expect(listed.get_by_text(NAME).first).to_be_visible(timeout=LONG)
        return listed

    def fetch(self) -> None:
        listed = self.assignments()
        listed.get_by_role("button", name="Fetch", exact=True).click()
        expect(listed.get_by_role("button", name="Submit")).to_be_visible(timeout=LONG)

    def work(self, prediction: str, answers: Mapping[str, str], explanations: Sequence[str]) -> dict[str, str]:
        """Open the notebook, predict, implement, check, play, explain and save.

        Parameters
        ----------
        prediction : str
            Goes into ``predict_shift``, before the widget is played with.
        answers : mapping
            The answer to each exercise that is a function.
        explanations : sequence of str
            Go into the cells that a person marks, from the top.

        Returns
        -------
        dict of str to str
            What each self-check said, and the widget under "widget before" (the key) and "widget".
        """
        page, said = self.page, {}
        open_notebook(page, f"{self.server}/lab/tree/{NAME}/{NAME}.ipynb?reset")
        run(page, code_cell(page, "from courseware import check"))
        for name, source in answers.items():
            answer, check = code_cell(page, f"def {name}("), code_cell(page, f'check("{name}", {name}')
            write(page, answer, source)
            run(page, answer)
            run(page, check)
            said[name] = check.locator(".jp-OutputArea").first.inner_text()
        guess, panel = code_cell(page, "predict_shift ="), code_cell(page, "softmax_demo(softmax")
        write(page, guess, f"predict_shift = {prediction!r}")
        run(page, guess)
        run(page, panel)
        readout = panel.locator("[role=status]").first
        expect(panel.get_by_text(prediction)).to_be_visible(timeout=LONG)
        before = said["widget before"] = readout.inner_text()
        panel.get_by_role("slider").first.press("ArrowRight")
        expect(readout).not_to_have_text(before, timeout=LONG)
        said["widget"] = readout.inner_text()
        for explanation in explanations:
            cell = page.locator(".jp-MarkdownCell", has_text=EXPLAIN).first
            cell.scroll_into_view_if_needed()
            cell.dblclick()
            write(page, cell, explanation)
            page.keyboard.press("Control+Enter")
        page.keyboard.press("Control+S")
        expect(page.locator(".jp-NotebookPanel .jp-DirtyIndicator, .jp-mod-dirty")).to_have_count(0)
        page.wait_for_timeout(1000)
        return said

    def console(self, source: str) -> str:
        """Run code in a new kernel, in a console, and give what it printed."""
        page = self.page
        page.goto(f"{self.server}/lab?reset")
        page.locator(".jp-LauncherCard[data-category=Console]").first.click(timeout=LONG)
        panel = page.locator(".jp-CodeConsole")
        expect(panel.locator(".jp-CodeConsole-banner")).to_contain_text("Python", timeout=LONG)
        panel.locator(".jp-CodeConsole-input .cm-content").click()
        page.keyboard.insert_text(source)
        page.keyboard.press("Shift+Enter")
        output = panel.locator(".jp-CodeConsole-content .jp-OutputArea-output").last
        expect(output).to_contain_text("]", timeout=LONG)
        return output.inner_text().strip() + "\n"

    def submit(self) -> None:
        listed = self.assignments()
        listed.get_by_role("button", name="Submit").click()
        expect(listed.get_by_text(re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")).first).to_be_visible(timeout=LONG)

    def read_feedback(self) -> str:
        """Fetch the feedback, follow the list to it and open the page in JupyterLab; its text."""
        listed = self.assignments()
        listed.get_by_role("button", name="Fetch Feedback").click()
        view = listed.locator("a", has_text="view feedback").first
        expect(view).to_be_visible(timeout=LONG)
        view.click()
        entry = self.page.locator(".jp-DirListing-item", has_text=f"{NAME}.html")
        entry.dblclick(timeout=LONG)
        body = self.page.frame_locator(".jp-HTMLViewer iframe").locator("body")
        expect(body).to_contain_text("points", timeout=LONG)
        return body.inner_text()


@dataclass
class Instructor:
    """An instructor at formgrader.

    Parameters
    ----------
    page : Page
        Signed in.
    server : str
        The address of the instructor's server, without a slash at the end.
    """

    page: Page
    server: str

    def press(self, path: str, row: str, button: str, done: str) -> None:
        """Press a button of a row, read what it says, and close that."""
        self.page.goto(f"{self.server}/formgrader/{path}")
        self.page.locator("tr", has_text=row).locator(f"{button} a").first.click(timeout=LONG)
        expect(self.page.locator(".modal")).to_contain_text(done, timeout=LONG)
        self.page.locator(".modal .close").first.click()
        expect(self.page.locator(".modal")).to_be_hidden()

    def release(self) -> None:
        self.press("manage_assignments", NAME, ".release", "Successfully released")

    def collect(self) -> None:
        self.press("manage_assignments", NAME, ".collect", "Successfully collected")

    def mark_by_hand(self, student: str, points: Mapping[str, float], comment: str) -> None:
        """Give points to the cells that a person marks, on formgrader's page of a student's notebook."""
        self.page.goto(f"{self.server}/formgrader/gradebook/{NAME}/{NAME}")
        link = self.page.locator("#main-table a.name-shown", has_text=student)
        link.wait_for(state="attached", timeout=LONG)
        self.page.goto(urllib.parse.urljoin(self.server, link.get_attribute("href") or ""))
        self.page.wait_for_load_state("networkidle")  # the boxes save nothing before the marks are there
        for grade_id, value in points.items():
            field = self.page.locator(f"input.score[id='{grade_id}']")
            with self.page.expect_response(re.compile("/formgrader/api/grade/")):
                field.fill(f"{value:g}")
                field.press("Tab")
            box = self.page.locator(f"textarea[id='{grade_id}-comment']")
            with self.page.expect_response(re.compile("/formgrader/api/comment/")):
                box.fill(comment)
                box.press("Tab")
            box.scroll_into_view_if_needed()

    def release_feedback(self) -> None:
        self.press("manage_assignments", NAME, ".generate-feedback", "Successfully generated")
        self.press("manage_assignments", NAME, ".release-feedback", "Successfully released")
