"""Courses to grade: a released one is made once and copied, as making its gradebook takes seconds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.course import Course

from course_tools.grading import flow


@pytest.fixture(scope="session")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("released") / "course"
    Course(root)
    flow.release(root, "four-types", lambda line: None)
    return root


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course with its quiz built, not released."""
    return Course(tmp_path / "course")


@pytest.fixture
def released(released_once: Path, tmp_path: Path) -> Course:
    """A course whose quiz is released."""
    root = tmp_path / "course"
    shutil.copytree(released_once, root)
    return Course(root)
