"""What the documents name is there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from course_tools.cli.app import app

ROOT = Path(__file__).parents[2]


def test_every_test_that_the_security_page_names_exists():
    named: list[tuple[str, str]] = []
    for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines():
        file = ""
        for given, test in re.findall(r"`(test_\w+\.py)?(?:::(test_\w+))?`", line):
            file = given or file
            if file:
                named.append((file, test))
    assert len(named) > 25
    for file, test in named:
        found = list((ROOT / "tests").rglob(file))
        assert found, file
        assert not test or f"def {test}(" in found[0].read_text(encoding="utf-8"), (file, test)


def test_every_link_between_the_documents_leads_somewhere():
    for page in ("README.md", "CONTRIBUTING.md", "FORMATS.md", "SECURITY.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / target).exists(), (page, target)


def test_every_make_target_that_the_documents_name_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for page in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"`make ([a-z-]+)`", (ROOT / page).read_text(encoding="utf-8")))
        assert named <= targets, page


PAGES = ("README.md", "CONTRIBUTING.md", "course_tools/edition/trainee/README.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_course_command_that_the_documents_name_exists(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"(?:^|[`/])course ([a-z]+)((?: +--[a-z-]+| [a-z]+)*)", text, re.M)
    assert len(named) > 1
    commands = get_command(app).commands
    for name, rest in named:
        assert name in commands, (page, name)
        options = {option for parameter in commands[name].params for option in parameter.opts}
        options |= {option for parameter in commands[name].params for option in parameter.secondary_opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options, (page, name)


def test_every_picture_that_the_documents_show_is_there_and_small():
    for page in ("README.md", "course_tools/edition/trainee/README.md"):
        pictures = re.findall(r"!\[([^]]+)\]\(([^)]+)\)", (ROOT / page).read_text(encoding="utf-8"))
        assert pictures
        for said, target in pictures:
            assert said
            assert (ROOT / target).stat().st_size < 150_000, target


def test_no_generated_or_private_file_is_in_the_repository():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not [name for name in listed if name.endswith((".db", ".pyc", "answers.jsonl"))]
