"""The server's side of lesson mode: a lesson file does not change by being run, and can be put back as it came.

A Jupyter Server extension: a hook before and one after a file is saved, and one address, ``course-tools/lesson``. It is
imported by every server of the environment; where there is no course, it imports nothing of it and keeps nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from course_tools.lab.shipped import LESSONS, keep_lessons, note_saved


def clean_before_save(model: dict[str, Any], path: str, **_: Any) -> None:
    """Strip a notebook of the course of what its run left behind; leave any other file alone."""
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    from course_tools.lab.clean import clean_notebook

    clean_notebook(model["content"])


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "course_tools.lab.server"}]


def _load_jupyter_server_extension(serverapp: Any) -> None:
    serverapp.contents_manager.register_pre_save_hook(clean_before_save)
    root = Path(serverapp.root_dir).resolve()
    if not (root / LESSONS).is_dir():
        return
    from course_tools.lab.lesson_address import LessonHandler

    keep_lessons(root)
    serverapp.contents_manager.register_post_save_hook(lambda os_path, **_: note_saved(root, Path(os_path).resolve()))
    address = serverapp.web_app.settings["base_url"].rstrip("/") + "/course-tools/lesson"
    serverapp.web_app.add_handlers(".*$", [(address, LessonHandler, {"root": root})])
