"""A folder -> a git repository with one commit, whose id depends on the files and on nothing else.

The names and the date are fixed, and nobody's git configuration is read: no signing, hook, template, filter or
ignored file of the user's has a part in it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from course_tools.problem import CourseProblem

STAMP = {"NAME": "Massage course", "EMAIL": "course@example.invalid", "DATE": "2026-01-01T00:00:00 +0000"}
MESSAGE = "The course, for trainees"
ALONE = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_ATTR_NOSYSTEM": "1"}
SETTINGS = (f"core.attributesFile={os.devnull}", f"core.excludesFile={os.devnull}", "core.autocrlf=false")


def check_git() -> None:
    """Raises CourseProblem where git is not installed."""
    if shutil.which("git") is None:
        raise CourseProblem("git is not installed. Install it, or leave out --git: the folder alone can be given out.")


def commit(folder: Path, executable: Iterable[str]) -> str:
    """Commit every file of a folder, in a new repository, and return the commit's id. Raises CourseProblem."""
    _git(folder, "init", "--quiet", "--template=", "--object-format=sha1", "--initial-branch=main")
    _git(folder, "add", "--all", "--force", ".")
    _git(folder, "update-index", "--chmod=+x", *executable)
    _git(folder, "commit", "--quiet", "--no-verify", f"--message={MESSAGE}")
    return _git(folder, "rev-parse", "HEAD").strip()


def tracked(folder: Path) -> set[str] | None:
    """The paths that git tracks in a folder that is a repository; None where there is no repository or no git."""
    if not (folder / ".git").exists() or shutil.which("git") is None:
        return None
    return set(_git(folder, "ls-files", "-z").split("\0"))


def _git(folder: Path, *arguments: str) -> str:
    people = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in STAMP.items()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    done = subprocess.run(  # noqa: S603  (our own arguments; no shell)
        ["git", *settings, *arguments],  # noqa: S607  (the user's git, wherever it is installed)
        cwd=folder,
        env={**kept, **ALONE, **people},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
        raise CourseProblem(f"git stopped ({arguments[0]}) and said: {said} Mend that, then run this again.")
    return done.stdout
