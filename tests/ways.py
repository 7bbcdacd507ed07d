"""The student's and the instructor's way through JupyterLab, step by step as they click, on any server."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass

from browser import code_cell, run, write
from playwright.sync_api import Locator, Page, expect

NAME = "01_softmax"
LONG = 120_000  # milliseconds: several servers may be at work on this machine


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

    def work(self, prediction: str, answers: Mapping[str, tuple[str, str]], text: tuple[str, str]) -> dict[str, str]:
        """Open the notebook, predict, implement, check, play, explain and save.

        Parameters
        ----------
        prediction : str
            Goes into ``predict_shift``, before the widget is played with.
        answers : mapping
            For each exercise a text that its cell holds, and the answer.
        text : (str, str)
            A line of the cell that a person marks, and what is written there.

        Returns
        -------
        dict of str to str
            What each self-check said, and the widget under "widget".
        """
        page, said = self.page, {}
        page.goto(f"{self.server}/lab/tree/{NAME}/{NAME}.ipynb?reset")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=LONG)
        page.locator(".jp-NotebookPanel .jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=LONG)
        run(page, code_cell(page, "from courseware import check"))
        for name, (holds, source) in answers.items():
            answer, check = code_cell(page, holds), code_cell(page, f'check("{name}", {name}')
            write(page, answer, source)
            run(page, answer)
            run(page, check)
            said[name] = check.locator(".jp-OutputArea-output").first.inner_text()
        guess, panel = code_cell(page, "predict_shift ="), code_cell(page, "softmax_demo(softmax")
        write(page, guess, f"predict_shift = {prediction!r}")
        run(page, guess)
        run(page, panel)
        panel.get_by_role("slider").first.press("ArrowRight")
        expect(panel.get_by_text(prediction)).to_be_visible()
        said["widget"] = panel.locator("[role=status]").first.inner_text()
        line, explanation = text
        cell = page.locator(".jp-MarkdownCell", has_text=line).first
        cell.scroll_into_view_if_needed()
        cell.dblclick()
        write(page, cell, explanation)
        page.keyboard.press("Control+Enter")
        page.keyboard.press("Control+S")
        expect(page.locator(".jp-NotebookPanel .jp-DirtyIndicator, .jp-mod-dirty")).to_have_count(0)
        page.wait_for_timeout(1000)
        return said

    def submit(self) -> None:
        listed = self.assignments()
        listed.get_by_role("button", name="Submit").click()
        expect(listed.get_by_text(re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")).first).to_be_visible(timeout=LONG)

    def read_feedback(self) -> str:
        """Fetch the feedback and open the page as the list offers it; its text."""
        listed = self.assignments()
        listed.get_by_role("button", name="Fetch Feedback").click()
        view = listed.get_by_role("link", name=re.compile("feedback", re.IGNORECASE)).first
        expect(view).to_be_visible(timeout=LONG)
        folder = self.page.request.get(f"{self.server}/api/contents/{NAME}/feedback").json()["content"][0]["path"]
        self.page.goto(f"{self.server}/files/{folder}/{NAME}.html")
        return self.page.locator("body").inner_text()


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
        for grade_id, value in points.items():
            field = self.page.locator(f"input.score[id='{grade_id}']")
            with self.page.expect_response(re.compile("/formgrader/api/grade/")):
                field.fill(f"{value:g}")
                field.press("Tab")
            box = self.page.locator(f"textarea[id='{grade_id}-comment']")
            with self.page.expect_response(re.compile("/formgrader/api/comment/")):
                box.fill(comment)
                box.press("Tab")

    def release_feedback(self) -> None:
        self.press("manage_assignments", NAME, ".generate-feedback", "Successfully generated")
        self.press("manage_assignments", NAME, ".release-feedback", "Successfully released")
