"""What goes wrong on a machine ends in one plain sentence and a way on, and nothing is lost."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from helpers.lab import Lab, notebook, write_notebook

from course_tools import cli
from course_tools.authoring.build import write_files
from course_tools.authoring.readability import reading_grade
from course_tools.cli import app, log
from course_tools.journal import Answer, append, read
from course_tools.lab import launch
from course_tools.problem import CourseProblem

ROOT = Path(__file__).parents[2]
SPACE = 256 * 1024


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_course(tmp_path / "course")


def a_course(folder: Path) -> Path:
    lesson = notebook(["# Lesson", "from course_tools.lesson import progress", "progress()"])
    write_notebook(folder / "notebooks/0-start-here.ipynb", lesson)
    return folder


@pytest.fixture
def mount() -> Iterator[Callable[..., None]]:
    """Mounts at a folder until the test ends. Only root may: without, these tests are skipped."""
    with ExitStack() as mounted:

        def mount_at(folder: Path, *options: str) -> None:
            done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip(f"mount is not allowed here: {done.stderr.strip()}")
            mounted.callback(subprocess.run, ["umount", str(folder)], check=True)

        yield mount_at


@pytest.fixture
def small_disk(tmp_path: Path, mount: Callable[..., None]) -> Path:
    """A disk of its own of 256 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount(folder, "-t", "tmpfs", "-o", f"size={SPACE}", "none")
    return folder


@pytest.fixture
def read_only(root: Path, mount: Callable[..., None]) -> Path:
    """A course in a folder that is read-only, for root too."""
    mount(root, "--bind", "-o", "ro", str(root))
    return root


def fill(folder: Path) -> Path:
    """Fill a disk to its last byte."""
    filler = folder / "filler"
    with pytest.raises(OSError, match="No space left"):
        filler.write_bytes(b"\0" * 2 * SPACE)
    return filler


def answer(item: str, text: str = "a") -> Answer:
    return Answer(quiz="practice/purpose", item=item, version="0" * 12, answer=text)


def course(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from course_tools.cli import main; main()", *arguments]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def told(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a user read."""
    assert done.returncode == 2
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


# The disk


def test_on_a_full_disk_an_answer_is_refused_in_words_and_the_next_one_counts(small_disk):
    path = small_disk / "my-progress/practice.jsonl"
    append(path, answer("first"))
    filler = fill(small_disk)
    with pytest.raises(CourseProblem, match=r"could not be saved in practice\.jsonl .*disk is not full, then save"):
        append(path, answer("second", "long" * 2000))
    assert [kept.item for kept in read(path).answers] == ["first"]
    filler.unlink()
    append(path, answer("third"))
    assert [kept.item for kept in read(path).answers] == ["first", "third"]


def test_on_a_full_disk_a_command_says_so(small_disk):
    a_course(small_disk / "course")
    fill(small_disk)
    home = small_disk / "home"
    done = course("lab", "--no-browser", cwd=small_disk / "course", HOME=str(home), TMPDIR=str(small_disk))
    assert told(done) == "The disk is full. Make room on it, then run this again. What was saved before is safe."


def test_on_a_full_disk_a_built_file_stays_as_it_was_and_no_half_one_is_left(small_disk):
    write_files(small_disk, {"built/lesson.json": b"old"})
    fill(small_disk)
    with pytest.raises(OSError, match="No space left"):
        write_files(small_disk, {"built/lesson.json": b"new" * 3000})
    assert [p.name for p in (small_disk / "built").iterdir()] == ["lesson.json"]
    assert (small_disk / "built/lesson.json").read_bytes() == b"old"


def test_a_folder_that_is_read_only_refuses_an_answer_in_words(read_only):
    with pytest.raises(CourseProblem, match=r"\(Read-only file system\).*Check that the folder can be written to"):
        append(read_only / "my-progress/practice.jsonl", answer("first"))


def test_a_folder_that_is_read_only_still_opens(read_only):
    with Lab(read_only) as lab:
        assert lab.api("GET", "contents/notebooks/0-start-here.ipynb?content=0")["type"] == "notebook"


def test_a_command_that_may_not_write_names_the_file(monkeypatch, capsys):
    def stop() -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "/srv/course/file")

    monkeypatch.setattr(app, "app", stop)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert "/srv/course/file cannot be written to. Ask its owner, or copy the course" in capsys.readouterr().err


def test_a_defect_on_a_full_disk_is_still_one_sentence(monkeypatch, capsys):
    def stop() -> None:
        raise ZeroDivisionError

    def full(_: BaseException) -> Path:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(app, "app", stop)
    monkeypatch.setattr(log, "write_log", full)
    with pytest.raises(SystemExit):
        cli.main()
    said = capsys.readouterr().err
    assert "did not expect (ZeroDivisionError). Your files are as they were." in said
    assert said.count("\n") == 1


# No browser


def test_without_a_browser_the_address_is_what_to_open(root, monkeypatch, capsys):
    """The launcher's own lines; the server ends at once, as by Ctrl-C."""

    def close(self: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(launch.webbrowser, "open", lambda _: False)
    monkeypatch.setattr(launch, "_is_up", lambda *_: True)
    monkeypatch.setattr(subprocess.Popen, "wait", close)
    assert launch.open_course(root, port=9400) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("The course is open at http://127.0.0.1:")
    assert second == "No browser was found here. Open that address in one."


# An installation that was stopped

PIP = """#!/bin/bash
case "$*" in
  *"install"*)
    echo "$*" >> "$(dirname "$0")/../../installs"
    if [ -e "$(dirname "$0")/../../stop" ]; then touch "$(dirname "$0")/../half"; kill -9 $PPID; exit 1; fi
    printf '#!/bin/bash\\necho The course is open, %s\\n' "$(pwd)" > "$(dirname "$0")/course"
    chmod +x "$(dirname "$0")/course";;
esac
"""
PYTHON = """#!/bin/bash
if [ "$1 $2" = "-m venv" ]; then
  [ "$3" = "--clear" ] && rm -rf "$4"
  mkdir -p "$4/bin" && cp "$(dirname "$0")/pip" "$4/bin/python" && chmod +x "$4/bin/python"
fi
"""


@pytest.fixture(params=["Makefile", "course_tools/edition/trainee/trainee.mk"])
def made(request, tmp_path) -> Path:
    """A folder for `make lab`, where small scripts stand in for Python and pip."""
    folder = tmp_path / "course"
    (folder / "programs").mkdir(parents=True)
    shutil.copy(ROOT / request.param, folder / "Makefile")
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    for name, text in {"pip": PIP, **dict.fromkeys(("python3", "python3.13", "python3.12"), PYTHON)}.items():
        (folder / "programs" / name).write_text(text, encoding="utf-8")
        (folder / "programs" / name).chmod(0o755)
    return folder


def make_lab(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{folder / 'programs'}:/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run(["make", "lab"], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_first_installation_killed_halfway_is_made_anew_by_the_same_command(made):
    (made / "stop").touch()
    assert make_lab(made).returncode != 0
    assert (made / ".venv/half").exists()
    (made / "stop").unlink()
    again = make_lab(made)
    assert (again.returncode, "The course is open" in again.stdout) == (0, True), again.stderr
    assert not (made / ".venv/half").exists()


def test_once_installed_it_opens_without_installing(made):
    make_lab(made)
    assert "The course is open" in make_lab(made).stdout
    assert len((made / "installs").read_text(encoding="utf-8").splitlines()) == 1


def test_a_folder_that_was_moved_opens(made):
    make_lab(made)
    moved = made.rename(made.with_name("my course"))
    assert f"The course is open, {moved}" in make_lab(moved).stdout


# Two courses at once


@pytest.mark.parametrize("same", [False, True], ids=["two folders", "one folder twice"])
def test_two_courses_open_side_by_side(tmp_path, same):
    first = a_course(tmp_path / "first")
    second = first if same else a_course(tmp_path / "second")
    (first / "notebooks/only-in-first.txt").touch()
    with Lab(first) as one, Lab(second) as two:
        assert one.port != two.port
        names = [{e["name"] for e in lab.api("GET", "contents/notebooks")["content"]} for lab in (one, two)]
        assert ["only-in-first.txt" in found for found in names] == [True, same]
        two.stop()
        assert one.api("GET", "status")["started"]


# What an author lacks


def test_without_the_authors_library_the_check_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "textstat", None)
    with pytest.raises(CourseProblem, match=r"textstat, .* is not installed\. .* --editable '\.\[author\]'"):
        reading_grade("A short text.")
