"""What Binder needs of the course: one lock, and a `postBuild` that leaves the lessons alive."""

from __future__ import annotations

import json
import os
import re
import subprocess
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
import yaml
from helpers.binder import REPOSITORY, Image, checkout, environment

from course_tools.edition import make_edition
from course_tools.lab.environment import set_up_environment
from course_tools.lab.launch import FIRST_LESSON
from course_tools.problem import CourseProblem


@pytest.fixture(scope="module")
def instructors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkout(tmp_path_factory.mktemp("repository") / "course")


@pytest.fixture(scope="module")
def trainees(instructors: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_edition(instructors, tmp_path_factory.mktemp("edition") / "course").folder


@pytest.fixture(params=["instructors", "trainees"])
def image(request: pytest.FixtureRequest, tmp_path: Path) -> Image:
    """An image of either edition, before its `postBuild`."""
    return Image(environment(tmp_path / "env"), request.getfixturevalue(request.param))


def test_conda_gives_python_and_pip_and_the_lock_gives_all_else():
    given = yaml.safe_load((REPOSITORY / "environment.yml").read_text(encoding="utf-8"))
    assert given["channels"] == ["conda-forge"]
    python, pip, rest = given["dependencies"]
    assert (re.fullmatch(r"python=3\.\d+", python) is not None, pip) == (True, "pip")
    assert rest == {"pip": ["--constraint requirements.lock", "--editable ."]}


def test_postbuild_can_be_run_as_it_is_stored(instructors, trainees):
    stored = subprocess.run(
        ["git", "ls-files", "--stage", "postBuild"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert stored.stdout.startswith("100755")
    assert os.access(instructors / "postBuild", os.X_OK)
    assert os.access(trainees / "postBuild", os.X_OK)


def test_postbuild_signs_every_lesson_without_a_git_history(image):
    done = image.build()
    assert (done.returncode, done.stderr) == (0, "")
    count = len(list((image.root / "notebooks").rglob("*.ipynb")))
    assert f"{count} lessons start by themselves." in done.stdout
    assert (image.root / ".local/share/jupyter/nbsignatures.db").is_file()


def test_postbuild_run_twice_says_and_leaves_the_same(image):
    def configuration() -> dict[str, str]:
        return {p.name: p.read_text(encoding="utf-8") for p in (image.prefix / "etc/jupyter").rglob("*.json")}

    first, before = image.build().stdout, configuration()
    assert (image.build().stdout, configuration()) == (first, before)


def test_what_an_environment_was_set_to_stays(tmp_path, instructors):
    settings = tmp_path / "etc/jupyter/jupyter_server_config.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"ServerApp": {"shutdown_no_activity_timeout": 600}}', encoding="utf-8")
    set_up_environment(instructors, tmp_path)
    server = json.loads(settings.read_text(encoding="utf-8"))["ServerApp"]
    assert server["shutdown_no_activity_timeout"] == 600
    assert server["default_url"] == f"/lab/tree/{FIRST_LESSON}"


def test_an_environment_of_somebody_else_is_a_sentence(tmp_path, instructors):
    (tmp_path / "etc").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(CourseProblem, match=r"cannot be written .* Run this as the owner"):
        set_up_environment(instructors, tmp_path)


def test_a_folder_without_lessons_is_a_sentence(tmp_path):
    with pytest.raises(CourseProblem, match="There are no lessons in"):
        set_up_environment(tmp_path, tmp_path)


def needed_by(name: str, found: set[str]) -> set[str]:
    """Add to ``found`` the distributions that one needs, and those that these need, without extras."""
    for line in distribution(name).requires or []:
        other = re.split(r"[^\w.-]", line)[0].lower()
        if "extra ==" in line or other in found:
            continue
        try:
            distribution(other)
        except PackageNotFoundError:  # for another system or another Python
            continue
        found.add(other)
        needed_by(other, found)
    return found


def test_nothing_that_a_trainee_installs_is_under_the_gpl():
    needed = needed_by("course-tools", set())
    assert {"jupyterlab", "nbgrader", "traitlets"} <= needed
    for name in needed:
        about = distribution(name).metadata
        said = [about.get("License-Expression"), about.get("License"), *(about.get_all("Classifier") or [])]
        assert not [text for text in said if text and re.search(r"(?<!L)GPL", text.splitlines()[0])], name
