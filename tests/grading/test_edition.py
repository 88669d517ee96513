"""The trainee's edition: it works by itself, depends on no key, and holds nothing of the instructor's in any byte."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from helpers.course import BANKS, QUIZ, REPOSITORY
from test_no_key_leaks import canary_bank, hidden_words, other_keys

from course_tools.authoring.bank import load_bank
from course_tools.authoring.build import built_files, read_course, write_files
from course_tools.edition import Edition, make_edition, repository
from course_tools.edition.contents import FILES, FOLDERS, contents, quizzes_in
from course_tools.grading.source import quiz_files
from course_tools.lab.grammar import check_notebook
from course_tools.problem import CourseProblem
from course_tools.widgets.desk import QuizBox

UNRELEASED = "purpose-quiz"


@pytest.fixture(scope="module")
def made_once(released_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instructor's course with two banks: `four-types` is released, `purpose-quiz` is not."""
    root = tmp_path_factory.mktemp("whole") / "course"
    caches = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for folder in FOLDERS:
        shutil.copytree(REPOSITORY / folder, root / folder, ignore=caches)
    for name in (*FILES, "README.md", "Makefile", "SECURITY.md"):
        shutil.copy(REPOSITORY / name, root / name)
    shutil.copytree(released_once / "quizzes", root / "quizzes")
    shutil.copy(REPOSITORY / f"quizzes/bank/{UNRELEASED}.yaml", root / "quizzes/bank")
    course = read_course(root)
    write_files(root, built_files(course))
    for bank in course.banks:
        write_files(root, {f"quizzes/source/{bank.quiz}/{name}": data for name, data in quiz_files(bank).items()})
    return root


@pytest.fixture
def root(made_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made_once, tmp_path / "course")


@pytest.fixture(scope="module")
def edition(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return make_edition(made_once, tmp_path_factory.mktemp("out") / "edition", git=True)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file with its bytes, git's too, except git's index, which holds the times of the files."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    files.pop(".git/index", None)
    return files


def git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True).stdout


def objects(folder: Path) -> bytes:
    """Every object that git stores, reachable or not, decompressed."""
    return git(folder, "cat-file", "--batch-all-objects", "--batch")


def run_in(folder: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the package of that folder, not with the one that is installed."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def replace_bank(root: Path, changed: Path, *, objective: str, fact: str) -> None:
    """Put a bank in the place of `four-types`, with an objective and a fact that exist."""
    bank = yaml.safe_load(changed.read_text(encoding="utf-8"))
    for question in bank["questions"]:
        question["objectives"], question["evidence"] = [objective], [fact]
    (root / f"quizzes/bank/{QUIZ}.yaml").write_text(yaml.safe_dump(bank), encoding="utf-8")


# Nothing of the instructor's


@pytest.mark.grading
def test_banks_that_differ_only_in_keys_give_the_same_edition_byte_for_byte(
    root: Path, edition: Edition, tmp_path: Path
) -> None:
    replace_bank(root, other_keys(tmp_path), objective="verdict-purpose", fact="purpose-mixed")
    other = make_edition(root, tmp_path / "other", git=True)
    assert tree(other.folder) == tree(edition.folder)
    assert objects(other.folder) == objects(edition.folder)
    assert other.commit == edition.commit


@pytest.mark.grading
def test_a_quiz_that_was_not_released_leaves_no_trace(root: Path, edition: Edition, tmp_path: Path) -> None:
    (root / f"quizzes/bank/{UNRELEASED}.yaml").unlink()
    shutil.rmtree(root / f"quizzes/source/{UNRELEASED}")
    assert make_edition(root, tmp_path / "other", git=True).commit == edition.commit


@pytest.mark.grading
def test_a_quiz_with_a_form_for_each_trainee_is_not_for_everybody(root: Path) -> None:
    bank = load_bank(Path(shutil.copy(BANKS / "own-forms.yaml", root / "quizzes/bank")))
    for folder in ("source", "release"):
        write_files(root, {f"quizzes/{folder}/own-forms/{name}": data for name, data in quiz_files(bank).items()})
    files = contents(root)
    words = [question.id for question in bank.questions]
    assert QUIZ in quizzes_in(files)
    assert not [name for name, data in files.items() if hidden_words(data, words)]


def test_no_word_of_the_key_side_is_in_any_byte(root: Path, tmp_path: Path) -> None:
    path, words = canary_bank(tmp_path)
    replace_bank(root, path, objective="ask-the-goal", fact="sdm-three-talk")
    kept = (root / f"quizzes/bank/{QUIZ}.yaml").read_bytes()
    words = sorted(hidden_words(kept, words))
    unreleased = yaml.safe_load((root / f"quizzes/bank/{UNRELEASED}.yaml").read_text(encoding="utf-8"))
    words += [question["id"] for question in unreleased["questions"]]
    made = make_edition(root, tmp_path / "edition", git=True)
    assert len(words) > 30
    for name, data in {**tree(made.folder), "git's objects": objects(made.folder)}.items():
        assert not hidden_words(data, words), name


@pytest.mark.grading
def test_what_was_left_in_the_course_folder_has_no_way_in(root: Path, edition: Edition, tmp_path: Path) -> None:
    strays = [
        ".venv/lib/stray.py",
        ".course/lab-1.log",
        "assets/marks.csv",
        "assets/.hidden.yaml",
        "course_tools/__pycache__/stray.py",
        "course_tools/gradebook.db",
        "gradebook.db",
        "my-progress/practice.jsonl",
        f"my-quizzes/{QUIZ}/answers.jsonl",
        f"my-quizzes/{QUIZ}/{QUIZ}.ipynb",
        "notebooks/.ipynb_checkpoints/stray.ipynb",
        "notebooks/answers.jsonl",
        "quizzes/submitted/ann/four-types/answers.jsonl",
        f"quizzes/release/{QUIZ}/answers.jsonl",
        "tests/test_stray.py",
    ]
    for name in strays:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("stray", encoding="utf-8")
    assert make_edition(root, tmp_path / "other", git=True).commit == edition.commit


@pytest.mark.grading
def test_it_has_nothing_of_the_instructors_folders(edition: Edition) -> None:
    names = set(tree(edition.folder))
    assert not [name for name in names if name.startswith(("quizzes/", "tests/", ".ci/"))]
    assert not names & {"SECURITY.md", "FORMATS.md", "CONTRIBUTING.md"}


def test_the_readme_is_for_trainees(edition: Edition) -> None:
    page = (edition.folder / "README.md").read_text(encoding="utf-8")
    assert not re.findall(r"^#.*(?:you are an instructor|you write|Check everything).*$", page, re.MULTILINE)
    assert not re.findall(r"course (?:release|collect|grade|feedback|edition|build)|quizzes/(?!`)|formgrader", page)


# The repository


@pytest.mark.grading
def test_the_repository_has_one_commit_and_nothing_beside_it(edition: Edition) -> None:
    assert git(edition.folder, "rev-list", "--all", "--reflog").decode().split() == [edition.commit]
    assert git(edition.folder, "status", "--porcelain", "--ignored") == b""
    reachable = {line.split()[0] for line in git(edition.folder, "rev-list", "--objects", "--all").splitlines()}
    stored = git(edition.folder, "cat-file", "--batch-all-objects", "--batch-check").splitlines()
    assert {line.split()[0] for line in stored} == reachable
    committed = git(edition.folder, "ls-files", "-z").decode().split("\0")[:-1]
    assert set(committed) == {name for name in tree(edition.folder) if not name.startswith(".git/")}
    assert git(edition.folder, "ls-files", "--stage", "postBuild").startswith(b"100755")


@pytest.mark.grading
def test_nobodys_git_configuration_has_a_part_in_the_commit(
    root: Path, edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = tmp_path / "hooks/pre-commit"
    hook.parent.mkdir()
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    (tmp_path / ".gitconfig").write_text(
        f"[user]\nname = Ann\nemail = ann@example.org\n[commit]\ngpgsign = true\n[core]\nautocrlf = true\n"
        f"hooksPath = {hook.parent}\n[init]\ndefaultBranch = other\n",
        encoding="utf-8",
    )
    (tmp_path / "git").mkdir()
    (tmp_path / "git/ignore").write_text("*.yaml\n", encoding="utf-8")
    (tmp_path / "git/attributes").write_text("*.yaml text eol=crlf ident\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2001-01-01T00:00:00 +0000")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    old = os.umask(0o077)
    try:
        assert make_edition(root, tmp_path / "other", git=True).commit == edition.commit
    finally:
        os.umask(old)


@pytest.mark.grading
def test_answers_given_in_it_are_not_committed(edition: Edition, tmp_path: Path) -> None:
    mine = shutil.copytree(edition.folder, tmp_path / "mine")
    for name in ("my-progress/practice.jsonl", f"my-quizzes/{QUIZ}/answers.jsonl", f"my-quizzes/{QUIZ}/hand-in/a.zip"):
        (mine / name).parent.mkdir(exist_ok=True)
        (mine / name).write_text("mine", encoding="utf-8")
    assert git(mine, "status", "--porcelain") == b""


@pytest.mark.grading
def test_without_git_it_is_the_same_folder_without_a_history(root: Path, edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    plain = make_edition(root, tmp_path / "plain")
    assert plain.commit is None
    committed = {name: data for name, data in tree(edition.folder).items() if not name.startswith(".git/")}
    assert tree(plain.folder) == committed


# It works by itself


def test_it_holds_every_lesson_text_and_module_that_the_course_has(edition: Edition) -> None:
    listed = git(REPOSITORY, "ls-files", "-z", "--", *FOLDERS).decode().split("\0")[:-1]
    there = [name for name in listed if (REPOSITORY / name).exists()]
    assert len(there) > 100
    assert set(there) <= set(tree(edition.folder))


def test_its_own_check_passes_there(edition: Edition, tmp_path: Path) -> None:
    folder = shutil.copytree(edition.folder, tmp_path / "edition")
    code = "import course_tools; print(course_tools.__file__); from course_tools.cli import main; main()"
    done = run_in(folder, code, "check", "--course", ".")
    assert (done.returncode, done.stderr) == (0, "")
    assert str(folder) in done.stdout
    assert "Nothing to mend." in done.stdout


def test_every_notebook_in_it_is_a_lesson_that_may_run(edition: Edition) -> None:
    notebooks = [edition.folder / name for name in tree(edition.folder) if name.endswith(".ipynb")]
    assert len(notebooks) == edition.lessons + 1
    assert all(check_notebook(json.loads(path.read_bytes())) is None for path in notebooks)


@pytest.mark.grading
def test_the_first_page_lists_the_released_quiz(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_ROOT", str(edition.folder))
    assert edition.quizzes == (QUIZ,)
    assert QuizBox().state["quizzes"] == [{"path": f"my-quizzes/{QUIZ}/{QUIZ}.ipynb", "answered": "not begun"}]


@pytest.mark.grading
def test_the_quiz_in_it_asks_what_the_released_file_asks(edition: Edition, made_once: Path) -> None:
    given = (edition.folder / f"my-quizzes/{QUIZ}/quiz.json").read_bytes()
    assert given == (made_once / f"quizzes/release/{QUIZ}/quiz.json").read_bytes()


def test_it_can_be_installed(edition: Edition, tmp_path: Path) -> None:
    folder = shutil.copytree(edition.folder, tmp_path / "edition")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.glob("*.whl"))


def test_what_its_files_name_is_there(edition: Edition) -> None:
    environment = yaml.safe_load((edition.folder / "environment.yml").read_text(encoding="utf-8"))
    pip = next(part["pip"] for part in environment["dependencies"] if isinstance(part, dict))
    named = [line.split()[1] for line in pip]
    page = (edition.folder / "README.md").read_text(encoding="utf-8")
    named += re.findall(r"\]\(([^)#:]+)\)", page)
    makefile = (edition.folder / "Makefile").read_text(encoding="utf-8")
    rule = re.search(r"^\$\(READY\): (.*)\$\(SHARED\)", makefile, re.MULTILINE)
    assert rule
    named += rule[1].split()
    assert len(named) > 5
    assert all((edition.folder / name).exists() for name in named)
    assert set(re.findall(r"`make ([a-z-]+)`", page)) <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert (edition.folder / "postBuild").read_text(encoding="utf-8").splitlines()[-1] == "course setup"


def test_its_makefile_is_the_courses_with_lines_left_out(edition: Edition) -> None:
    ours = (REPOSITORY / "Makefile").read_text(encoding="utf-8").splitlines()
    lines = (edition.folder / "Makefile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line not in ours] == [
        "# `make lab` opens the course. It makes what it needs first.",
        ".PHONY: lab python",
    ]


def test_its_readme_opens_the_course_as_the_courses_does(edition: Edition) -> None:
    def opening(page: Path) -> str:
        return re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1]

    assert opening(edition.folder / "README.md") == opening(REPOSITORY / "README.md")


@pytest.mark.grading
def test_the_command_says_what_it_made_and_where(made_once: Path, edition: Edition, tmp_path: Path) -> None:
    code = "from course_tools.cli import main; main()"
    done = run_in(REPOSITORY, code, "edition", str(tmp_path / "new"), "--git", "--course", str(made_once))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"The trainee's edition is in {tmp_path / 'new'}: {edition.lessons} lessons. Quizzes: {QUIZ}.",
        f"Its one commit is {edition.commit}.",
    ]


# What stops it


def spoil_built(root: Path) -> None:
    (root / "course_tools/content/built/objectives.json").write_text("{}", encoding="utf-8")


def spoil_source(root: Path) -> None:
    (root / f"quizzes/source/{QUIZ}/quiz.json").write_text("{}", encoding="utf-8")


def spoil_release(root: Path) -> None:
    (root / f"quizzes/release/{QUIZ}/quiz.json").write_text("{}", encoding="utf-8")


def add_draft(root: Path) -> None:
    (root / "notebooks/Untitled.ipynb").write_text('{"cells": [], "metadata": {}}', encoding="utf-8")


def add_quiz(root: Path) -> None:
    shutil.copy(root / f"quizzes/source/{QUIZ}/{QUIZ}.ipynb", root / "notebooks")


def add_bank(root: Path) -> None:
    shutil.copy(root / f"quizzes/bank/{QUIZ}.yaml", root / "assets/old.yaml")


def add_link(root: Path) -> None:
    (root / "assets/link.yaml").symlink_to(root / f"quizzes/bank/{QUIZ}.yaml")


def add_unknown_to_git(root: Path) -> None:
    git(root, "init", "--quiet")
    git(root, "add", "assets", "course_tools", "notebooks")
    (root / "assets/draft.md").write_text("Not for anybody yet.", encoding="utf-8")


def lose_file(root: Path) -> None:
    (root / "requirements.lock").unlink()


def lose_bank(root: Path) -> None:
    shutil.rmtree(root / "quizzes")


@pytest.mark.grading
@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (spoil_built, "objectives.json differs from the text files. Run `course build`"),
        (spoil_source, "is not what its bank four-types.yaml says now. Run `course build`"),
        (spoil_release, "was changed after its release. Run `course release four-types`"),
        (add_draft, "notebooks/Untitled.ipynb is not on the way."),
        (add_quiz, "notebooks/four-types.ipynb is not on the way."),
        (add_bank, "assets/old.yaml is a bank, with keys. Move it"),
        (add_link, "assets/link.yaml is a link"),
        (add_unknown_to_git, "git does not know assets/draft.md. If it belongs to the course, `git add` it"),
        (lose_file, "requirements.lock cannot be read (No such file or directory). Get it back"),
        (lose_bank, "it is a trainee's edition already. Copy it as it is"),
    ],
    ids=lambda given: given.__name__ if callable(given) else "",
)
def test_a_course_that_is_not_in_order_is_refused_in_a_sentence(
    root: Path, tmp_path: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(root)
    with pytest.raises(CourseProblem, match=re.escape(sentence)) as told:
        make_edition(root, tmp_path / "edition")
    assert "\n" not in str(told.value)
    assert not (tmp_path / "edition").exists()


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("full", "is not empty. Name a new one."),
        ("file", "is a file. Name a new folder."),
        ("file/edition", "cannot be written (Not a directory). Name a folder elsewhere."),
        ("course/edition", "lies in the course folder"),
        ("course", "lies in the course folder"),
        ("course/../course/notebooks", "lies in the course folder"),
    ],
)
def test_a_place_that_cannot_be_used_is_refused_and_left_as_it_is(
    made_once: Path, tmp_path: Path, place: str, sentence: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "course").symlink_to(made_once)
    before = tree(tmp_path), tree(made_once)
    with pytest.raises(CourseProblem, match=re.escape(sentence)):
        make_edition(made_once, tmp_path / place)
    assert (tree(tmp_path), tree(made_once)) == before


def test_the_folder_that_somebody_is_in_is_left_alone(
    made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "edition").mkdir()
    monkeypatch.chdir(tmp_path / "edition")
    with pytest.raises(CourseProblem, match=r"You are in .+, which is to be made\. Go to .+, then run this again\."):
        make_edition(made_once, Path())
    assert Path.cwd() == tmp_path / "edition"


def test_without_git_a_repository_is_refused_at_once(
    made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CourseProblem, match=r"git is not installed\. Install it, or leave out --git"):
        make_edition(made_once, tmp_path / "edition", git=True)
    assert not (tmp_path / "edition").exists()


@pytest.mark.parametrize("there", [True, False], ids=["empty folder", "new folder"])
def test_if_git_fails_the_place_is_as_it_was(
    made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    monkeypatch.setattr(repository, "MESSAGE", "")
    if there:
        (tmp_path / "edition").mkdir()
    with pytest.raises(CourseProblem, match=r"git stopped \(commit\) and said"):
        make_edition(made_once, tmp_path / "edition", git=True)
    assert (tmp_path / "edition").exists() == there
    assert not list(tmp_path.glob("edition/*"))
