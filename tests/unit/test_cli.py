"""The commands: plain sentences, exit codes, no traceback."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def course(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from course_tools.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def told(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stdout + done.stderr
    return done.stderr.strip()


def test_everything_that_is_built_agrees_with_its_text():
    done = course("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing to mend." in done.stdout


@pytest.fixture
def copy(tmp_path):
    for folder in ("assets", "notebooks", "quizzes/bank", "quizzes/source", "course_tools/content/built"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_a_changed_text_is_seen_until_it_is_built(copy):
    bank = copy / "quizzes/bank/purpose-quiz.yaml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("title: ", "title: New ", 1), encoding="utf-8")
    done = course("check", cwd=copy)
    assert done.returncode == 2
    assert "quizzes/source/purpose-quiz/quiz.json: differs" in told(done)
    assert "Run `course build`" in told(done)
    assert re.search(r"\b2 of \d+ files were written\.", course("build", cwd=copy).stdout)
    assert course("check", cwd=copy).returncode == 0


def test_a_slip_in_a_text_is_named_and_nothing_is_written(copy):
    bank = copy / "quizzes/bank/purpose-quiz.yaml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("level:", "levle:", 1), encoding="utf-8")
    before = {p: p.read_bytes() for p in copy.rglob("*") if p.is_file()}
    done = course("build", cwd=copy)
    assert done.returncode == 2
    assert "quizzes/bank/purpose-quiz.yaml, line" in told(done)
    assert before == {p: p.read_bytes() for p in copy.rglob("*") if p.is_file()}


@pytest.mark.parametrize("command", [["release"], ["grade"], ["feedback"], ["collect"]])
def test_an_unknown_quiz_is_one_sentence(command, tmp_path):
    done = course(*command, "purpose-quizz", *([str(tmp_path)] if command == ["collect"] else []))
    assert done.returncode == 2
    assert "purpose-quiz" in told(done)
    assert told(done).count("\n") == 0


def test_a_folder_without_a_course_is_one_sentence(tmp_path):
    done = course("check", "--course", str(tmp_path))
    assert done.returncode == 2
    assert "There is no course in" in told(done)


def test_each_command_explains_itself():
    for command in ("lab", "check", "build", "release", "collect", "grade", "feedback", "notebooks"):
        done = course(command, "--help")
        assert done.returncode == 0, command
        assert "Usage" in done.stdout
