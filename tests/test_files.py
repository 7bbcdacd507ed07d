"""A submission may bring a notebook: nothing else of it is read, copied, followed or waited for."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import tarfile
import zipfile
from pathlib import Path

import nbformat
import pytest
from commands import nbgrader
from marks import NAME, totals

from autograder import archives, cli
from autograder.archives import unpack
from autograder.course import CourseError
from autograder.files import SubmissionError, copy_folder, read_bytes
from autograder.job import Job
from autograder.record import fingerprint
from autograder.source import _expand
from autograder.wiring.folders import read_stamp

SECRET = "the secret of somebody else"
MB = 1_000_000


def sparse(path: Path, size: int) -> None:
    with open(path, "wb") as file:
        file.truncate(size)


def bind(path: Path) -> None:
    """Leave a socket's name in the file system; its path must be short."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def device(path: Path) -> None:
    os.mknod(path, 0o666 | 0o020000, os.makedev(1, 5))  # another name of /dev/zero


ODD_FILES = {
    "link": (lambda path, secret: path.symlink_to(secret), "it is a link"),
    "link to nothing": (lambda path, secret: path.symlink_to("nowhere"), "it is a link"),
    "link to a device": (lambda path, secret: path.symlink_to("/dev/zero"), "it is a link"),
    "hard link": (lambda path, secret: os.link(secret, path), "hard link"),
    "pipe": (lambda path, secret: os.mkfifo(path), "not a plain file"),
    "folder": (lambda path, secret: path.mkdir(), "not a plain file"),
    "socket": (lambda path, secret: bind(path), "can't be read"),
    "200 MB": (lambda path, secret: sparse(path, 200 * MB), "has 200 MB; the limit is 20 MB"),
    "a terabyte of nothing": (lambda path, secret: sparse(path, 10**12), "the limit is 20 MB"),
    "other name": (lambda path, secret: path.with_name("01_softmax (1).ipynb").write_text("{}"), "rename it"),
    "nothing": (lambda path, secret: None, "There is no file"),
}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path


@pytest.mark.parametrize("kind", ODD_FILES)
def test_a_file_that_is_none_is_refused_with_a_sentence(tmp_path, secret, kind):
    folder = tmp_path / "submitted" / "ada" / NAME
    folder.mkdir(parents=True)
    make, reason = ODD_FILES[kind]
    make(folder / f"{NAME}.ipynb", secret)
    with pytest.raises(SubmissionError, match=reason) as caught:
        read_bytes(folder / f"{NAME}.ipynb", tmp_path / "submitted")
    assert str(caught.value).endswith(".")
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a device")
def test_a_device_is_refused(tmp_path):
    device(tmp_path / "x.ipynb")
    with pytest.raises(SubmissionError, match=r"plain file|can't be read"):
        read_bytes(tmp_path / "x.ipynb")


@pytest.mark.parametrize("which", ["ada", f"ada/{NAME}"])
def test_a_folder_that_is_a_link_is_not_followed(tmp_path, which):
    real = tmp_path / "elsewhere" / NAME
    real.mkdir(parents=True)
    (real / f"{NAME}.ipynb").write_text("{}")
    link = tmp_path / "submitted" / which
    link.parent.mkdir(parents=True)
    link.symlink_to(real if "/" in which else real.parent)
    with pytest.raises(SubmissionError, match="link"):
        read_bytes(tmp_path / "submitted" / "ada" / NAME / f"{NAME}.ipynb", tmp_path / "submitted")


@pytest.mark.parametrize("text", ["", "soon", "9" * 40, "\x00", "2026-13-45", "x" * 5000])
def test_a_time_stamp_that_is_none_is_as_if_it_were_not_there(tmp_path, text):
    (tmp_path / "timestamp.txt").write_text(text)
    assert read_stamp(tmp_path) is None


def hand_in_odd_files(classroom, secret) -> None:
    for number, (make, _) in enumerate(ODD_FILES.values()):
        path = classroom.path(f"s{number:02}")
        path.parent.mkdir(parents=True)
        make(path, secret)


def test_every_odd_file_gets_its_row_and_the_class_goes_on(course, classroom, full_answers, secret, capsys):
    classroom.hand_in("ada", full_answers)
    hand_in_odd_files(classroom, secret)
    assert cli.main(["grade", NAME, "--json", "--jobs", "1", "--course", str(course.root)]) == 0
    *rows, last = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert last["failed"] == len(ODD_FILES)
    scores = {row["student"]: row["score"] for row in rows}
    assert scores.pop("ada") > 0
    assert set(scores.values()) == {0}
    for row in rows:
        if row["student"] != "ada":
            reason = ODD_FILES[list(ODD_FILES)[int(row["student"][1:])]][1]
            assert any(reason in note for note in row["notes"])


@pytest.mark.pipeline
def test_nbgraders_own_autograde_follows_and_copies_nothing_either(course, classroom, full_answers, secret):
    classroom.hand_in("ada", full_answers)
    hand_in_odd_files(classroom, secret)
    beside = classroom.hand_in("zoe", full_answers).parent
    os.mkfifo(beside / "timestamp.txt")
    os.mkfifo(beside / "pipe")
    (beside / "numpy.py").write_text("raise SystemExit")
    (beside / "sitecustomize.py").write_text("raise SystemExit")
    (beside / "gradebook.txt").symlink_to(secret)
    (beside / "zero").symlink_to("/dev/zero")
    (beside / "up").symlink_to(course.root)
    (beside / "folder").mkdir()
    (beside / "folder" / "more.txt").write_text(SECRET)
    nbgrader("autograde", NAME, course=course)
    kept = totals(course)
    assert len(kept) == len(ODD_FILES) + 2
    assert kept.pop("ada") == kept.pop("zoe") > 0
    assert set(kept.values()) == {0}
    for number, (_, reason) in enumerate(ODD_FILES.values()):
        graded = nbformat.read(course.autograded(f"s{number:02}", NAME), as_version=4)
        assert reason in graded.cells[0].source
    assert os.listdir(course.autograded("zoe", NAME).parent) == [f"{NAME}.ipynb"]
    texts = [path.read_bytes() for path in (course.root / "autograded").rglob("*") if path.is_file()]
    assert not any(SECRET.encode() in text for text in texts)


@pytest.fixture
def listing(course):
    """The course's release, with two files listed that students hand in beside the notebook."""
    path = course.release(NAME)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].metadata["files"] = ["scores.csv", "notes.txt"]
    path.chmod(0o644)
    nbformat.write(notebook, path)
    return course


LOOK = "import os\nprint([name for name in os.listdir() if name[0] != '.'], open('scores.csv').read())\n"


def hand_in_with_files(classroom, full_answers, secret):
    answers = {**full_answers, "softmax": LOOK + full_answers["softmax"]}
    folder = classroom.hand_in("ada", answers).parent
    (folder / "scores.csv").write_text("1,2,3")
    (folder / "notes.txt").symlink_to(secret)
    (folder / "numpy.py").write_text("raise SystemExit")


def printed(notebook) -> str:
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))


def test_a_file_that_the_assignment_lists_is_there_and_no_other(listing, classroom, full_answers, secret):
    hand_in_with_files(classroom, full_answers, secret)
    result = Job.prepare(classroom.path("ada"), listing, NAME, "ada").run(classroom.worker)
    assert "['scores.csv'] 1,2,3" in printed(result.notebook)
    assert result.score == result.max_score
    assert any("notes.txt can't be read: it is a link" in note for note in result.notes)


def test_another_content_of_a_listed_file_is_graded_again(listing, classroom, full_answers, secret):
    hand_in_with_files(classroom, full_answers, secret)
    before = fingerprint(listing, NAME, "ada")
    (classroom.path("ada").parent / "numpy.py").write_text("")
    assert fingerprint(listing, NAME, "ada") == before
    (classroom.path("ada").parent / "scores.csv").write_text("4")
    assert fingerprint(listing, NAME, "ada") != before


@pytest.mark.pipeline
def test_nbgraders_own_autograde_takes_listed_files_too(listing, classroom, full_answers, secret):
    hand_in_with_files(classroom, full_answers, secret)
    nbgrader("autograde", NAME, course=listing)
    graded = nbformat.read(listing.autograded("ada", NAME), as_version=4)
    assert "['scores.csv'] 1,2,3" in printed(graded)


@pytest.mark.parametrize("names", ["../x", "a/b.csv", ".hidden", "x.ipynb", "/etc/passwd"])
def test_a_listed_file_has_a_plain_name(names):
    with pytest.raises(CourseError, match="without folders"):
        list(_expand(nbformat.v4.new_markdown_cell("Hand in.", metadata={"files": names})))


def test_a_cell_of_a_source_lists_files():
    (cell,) = _expand(nbformat.v4.new_markdown_cell("Hand in.", metadata={"files": "a.csv b_2.tar.gz"}))
    assert cell.metadata["files"] == ["a.csv", "b_2.tar.gz"]


@pytest.mark.pipeline
def test_a_newer_submission_is_graded_again_and_an_older_one_is_not(course, classroom, full_answers):
    stamp = classroom.hand_in("ada", {}).parent / "timestamp.txt"
    stamp.write_text("2026-01-01 10:00:00 UTC")
    nbgrader("autograde", NAME, course=course)
    assert totals(course)["ada"] == 0
    classroom.hand_in("ada", full_answers)
    nbgrader("autograde", NAME, course=course)
    assert totals(course)["ada"] == 0
    stamp.write_text("2026-01-02 10:00:00 UTC")
    nbgrader("autograde", NAME, course=course)
    assert totals(course)["ada"] > 0


@pytest.mark.pipeline
def test_collect_takes_plain_files_and_follows_no_link(course, classroom, full_answers, secret):
    inbound = course.root / "exchange" / "backprop-lab" / "inbound"
    handed_in = classroom.hand_in("ada", full_answers)
    for student in ("ada", "mallory", "oscar"):
        (inbound / f"{student}+{NAME}+2026-01-01 10:00:00 UTC").mkdir(parents=True)
    for student in ("ada", "oscar"):
        shutil.copy(handed_in, inbound / f"{student}+{NAME}+2026-01-01 10:00:00 UTC")
    shutil.rmtree(course.root / "submitted")
    hostile = inbound / f"mallory+{NAME}+2026-01-01 10:00:00 UTC"
    (hostile / f"{NAME}.ipynb").symlink_to(course.source(NAME))
    (hostile / "notes.txt").symlink_to(secret)
    (hostile / "course").symlink_to(course.root)
    os.mkfifo(hostile / "pipe")
    sparse(inbound / f"oscar+{NAME}+2026-01-01 10:00:00 UTC" / "huge.bin", 10**12)
    for odd in (
        f"eve+{NAME}+never",
        f"..+{NAME}+2026-01-01 10:00:00 UTC",
        os.fsdecode(b"\xff+" + NAME.encode() + b"+1"),
    ):
        (inbound / odd).mkdir()
    told = nbgrader("collect", NAME, course=course)
    assert "never" in told
    assert not (course.root / NAME).exists()
    assert "it is a link" in told
    assert sorted(path.name for path in (course.root / "submitted").iterdir()) == ["ada", "mallory", "oscar"]
    files = sorted(path for path in (course.root / "submitted").rglob("*") if not path.is_dir())
    assert files == [course.submitted(student, NAME) / f"{NAME}.ipynb" for student in ("ada", "oscar")]
    nbgrader("autograde", NAME, course=course)
    kept = totals(course)
    assert kept["ada"] == kept["oscar"] > kept["mallory"] == 0


def archive_of(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return data.getvalue()


def link_in_zip(name: str, target: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as zipped:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = 0o120777 << 16
        zipped.writestr(entry, target)
    return data.getvalue()


@pytest.mark.pipeline
def test_zip_collect_unpacks_a_class_and_nothing_outside_its_folder(course, classroom, full_answers, tmp_path):
    notebook = classroom.hand_in("ada", full_answers).read_bytes()
    shutil.rmtree(course.root / "submitted")
    downloads = course.root / "downloaded" / NAME / "archive"
    downloads.mkdir(parents=True)
    (downloads / f"ada_{NAME}.ipynb").write_bytes(notebook)
    hostile = {f"../../../../grace_{NAME}.ipynb": notebook, f"/tmp/heidi_{NAME}.ipynb": notebook}
    (downloads / "class.zip").write_bytes(
        archive_of(
            **{
                f"bob_{NAME}.ipynb": notebook,
                "carol.zip": archive_of(**{f"carol_{NAME}.ipynb": notebook}),
                "dave.zip": b"no archive at all",
                "erin.zip": archive_of(**{f"erin_{NAME}.ipynb": bytes(300 * MB // 2)}),
                "frank.zip": link_in_zip(f"frank_{NAME}.ipynb", "/etc/passwd"),
                **hostile,
            }
        )
    )
    (downloads / f".._{NAME}.ipynb").write_bytes(notebook)
    (downloads / "broken.zip").write_bytes(b"PK\x03\x04" + b"x" * 100)
    pattern = rf".*/(?P<student_id>[^/]+?)_(?P<file_id>{NAME})"
    told = nbgrader("zip_collect", NAME, f"--FileNameCollectorPlugin.named_regexp={pattern}", course=course)
    assert "leads elsewhere" in told
    assert "broken.zip can't be unpacked" in told
    assert "does not name a student" in told
    assert not (course.root / NAME).exists()
    assert sorted(path.name for path in (course.root / "submitted").iterdir()) == ["ada", "bob", "carol"]
    assert not list(tmp_path.rglob("grace*"))
    nbgrader("autograde", NAME, course=course)
    assert len(set(totals(course).values())) == 1


def test_a_tar_brings_plain_files_only(tmp_path):
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as tarred:
        for name, kind in (("fine.txt", tarfile.REGTYPE), ("link", tarfile.SYMTYPE), ("pipe", tarfile.FIFOTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            tarred.addfile(member)
    reasons = unpack(tmp_path / "a.tar.gz", tmp_path / "out", [".gz"])
    assert os.listdir(tmp_path / "out") == ["fine.txt"]
    assert len(reasons) == 2


def test_an_archive_that_grows_beyond_its_size_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_FILE", 1000)
    (tmp_path / "bomb.zip").write_bytes(archive_of(**{str(number): bytes(900) * 9 for number in range(99)}))
    with pytest.raises(SubmissionError, match="has more than"):
        unpack(tmp_path / "bomb.zip", tmp_path / "out", [".zip"])
    assert not (tmp_path / "out").exists()


def test_an_archive_within_archives_is_opened_twice_and_no_more(tmp_path):
    data = archive_of(core=b"x")
    for _ in range(5):
        data = archive_of(**{"more.zip": data})
    (tmp_path / "onion.zip").write_bytes(data)
    unpack(tmp_path / "onion.zip", tmp_path / "out", [".zip"])
    assert [path.name for path in (tmp_path / "out").rglob("*")] == ["more", "more.zip"]


def test_a_folder_is_copied_within_its_limits(tmp_path):
    source = tmp_path / "source"
    (source / "deep").mkdir(parents=True)
    for name in ("a", "deep/b"):
        (source / name).write_bytes(bytes(60))
    (source / "link").symlink_to("/etc")
    reasons = copy_folder(source, tmp_path / "copy", max_file=100, max_bytes=100)
    assert sorted(path.name for path in (tmp_path / "copy").rglob("*")) == ["a", "deep"]
    assert len(reasons) == 1


@pytest.mark.parametrize("name", [b"\xff", b"a\nb", b"\xe2\x80\xaeb"])
def test_a_folder_that_no_student_is_called_is_an_error_that_names_it(course, classroom, name, capsys):
    classroom.hand_in("ada", {})
    (course.root / "submitted" / os.fsdecode(name) / NAME).mkdir(parents=True)
    assert cli.main(["grade", NAME, "--json", "--course", str(course.root)]) == 2
    assert "Rename it" in capsys.readouterr().err
