"""Opening the course where something is in the way: one plain sentence, or a way around."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.lab import Lab, notebook, write_notebook

from course_tools.lab import launch
from course_tools.problem import CourseProblem

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path):
    write_notebook(
        tmp_path / "notebooks/0-start-here.ipynb",
        notebook(["# Lesson", "from course_tools.lesson import progress", "progress()"]),
    )
    return tmp_path


def test_a_taken_port_is_skipped(root):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with Lab(root, port=port) as lab:
            assert lab.port > port
            assert lab.line.count("\n") == 1
            assert lab.api("GET", "status")["started"]


def test_a_folder_that_cannot_be_written_to_still_opens(root):
    (root / ".course").write_text("a file where the logs would go")
    with Lab(root) as lab:
        assert lab.api("GET", "status")["started"]


@pytest.mark.parametrize("port", [0, 80, -1, 65536])
def test_a_port_that_is_none_is_a_sentence(root, port):
    with pytest.raises(CourseProblem, match="A port is a number from 1024 to 65535"):
        launch.open_course(root, port=port, browser=False)


def test_a_folder_without_lessons_is_a_sentence(tmp_path):
    with pytest.raises(CourseProblem, match="There are no lessons in"):
        launch.open_course(tmp_path, browser=False)


def test_a_python_that_is_too_old_is_a_sentence(root, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 9))
    with pytest.raises(CourseProblem, match=r"Python 3\.11 or later"):
        launch.open_course(root, browser=False)


def make_lab(folder: Path, stubs: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """`make lab` in a folder with only the course's makefile, where these programs stand in for Python."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    programs = folder / "programs"
    programs.mkdir()
    for name, text in stubs.items():
        (programs / name).write_text(f"#!/bin/bash\n{text}\n")
        (programs / name).chmod(0o755)
    return subprocess.run(
        ["make", "lab"],
        cwd=folder,
        env={"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


PYTHONS = ("python3", "python3.13", "python3.12", "python3.11", "python")


def test_make_lab_without_a_new_enough_python_says_so(tmp_path):
    done = make_lab(tmp_path, dict.fromkeys(PYTHONS, "exit 1"))
    assert done.returncode != 0
    assert "This course needs Python 3.11 or later, and found none." in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_an_installation_that_stops_says_how_to_go_on_and_goes_on(tmp_path):
    # A Python whose venv holds a Python that installs nothing, as without a connection.
    venv = (
        'if [ "$1 $2" = "-m venv" ]; then mkdir -p $4/bin; '
        'printf "#!/bin/bash\\nexit 1\\n" > $4/bin/python; chmod +x $4/bin/python; fi'
    )
    course = 'printf "#!/bin/bash\\necho The course is open\\n" > $4/bin/course; chmod +x $4/bin/course'
    done = make_lab(tmp_path, dict.fromkeys(PYTHONS, venv))
    assert done.returncode != 0
    assert "The installation stopped. Check the connection and run the same command again" in done.stderr
    assert not list((tmp_path / ".venv").glob(".ready*"))
    # The connection is back: what is made anew now installs.
    for name in PYTHONS:
        whole = venv.replace("exit 1", "exit 0").replace("; fi", "; " + course + "; fi")
        (tmp_path / f"programs/{name}").write_text(f"#!/bin/bash\n{whole}\n")
    again = subprocess.run(
        ["make", "lab"],
        cwd=tmp_path,
        env={"PATH": f"{tmp_path / 'programs'}:/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 0
    assert "The course is open" in again.stdout
