"""The server's side of lesson mode: a lesson file does not change by being run.

A Jupyter Server extension that registers one hook, called before a file is saved. It is imported by every server of
the environment, so it imports nothing but the standard library until a notebook of the course is saved.
"""

from __future__ import annotations

from typing import Any


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
