"""What a trainee's and an instructor's JupyterLab shows: each role's own configuration folder.

The folder is written anew at each start and put in front of Jupyter's own configuration paths, so nothing of the
user's or of the environment's is edited.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NBGRADER_SERVER = {
    "formgrader": "nbgrader.server_extensions.formgrader",
    "validate": "nbgrader.server_extensions.validate_assignment",
    "assignments": "nbgrader.server_extensions.assignment_list",
    "courses": "nbgrader.server_extensions.course_list",
}
NBGRADER_LAB = ("course-list", "create-assignment", "formgrader", "menu", "validate-assignment")
ASSIGNMENTS = "assignments"

# Whoever opens the course: a lesson's kernel goes with its tab; light or dark as the system is set.
SETTINGS: dict[str, dict[str, Any]] = {
    "@jupyterlab/notebook-extension:tracker": {"kernelShutdown": True},
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
}
# A trainee sees lessons, and nothing that is for programmers; `tools` is lesson mode's own word for all the rest.
QUIET_SETTINGS: dict[str, dict[str, Any]] = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/statusbar-extension:plugin": {"visible": False},
}
TOOLS_SETTINGS: dict[str, dict[str, Any]] = {"course-tools:plugin": {"tools": True}}
QUIET_EXTENSIONS = (
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/application-extension:property-inspector",
    "@jupyterlab/cell-toolbar-extension",
    "@jupyterlab/debugger-extension",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/launcher-extension",
    "@jupyterlab/logconsole-extension",
    "@jupyterlab/running-extension:sidebar",
)


def page_config(*, instructor: bool, exchange: bool) -> dict[str, Any]:
    """Which of JupyterLab's extensions are off: none for an instructor."""
    if instructor:
        return {"disabledExtensions": {}}
    parts = tuple(f"@jupyter/nbgrader:{name}" for name in NBGRADER_LAB) if exchange else ("@jupyter/nbgrader",)
    return {"disabledExtensions": dict.fromkeys((*QUIET_EXTENSIONS, *parts), True)}


def server_config(*, instructor: bool, exchange: bool) -> dict[str, Any]:
    """Which of nbgrader's server extensions are on. ``import nbgrader`` takes seconds: a trainee never pays it."""
    on = {module: instructor or (exchange and short == ASSIGNMENTS) for short, module in NBGRADER_SERVER.items()}
    return {"ServerApp": {"jpserver_extensions": {**on, "course_tools.lab.server": True, "jupyterlab": True}}}


def role_files(*, instructor: bool, exchange: bool) -> dict[str, dict[str, Any]]:
    """A role's configuration: what each file holds, by its path below a Jupyter configuration folder."""
    return {
        "jupyter_server_config.json": server_config(instructor=instructor, exchange=exchange),
        "labconfig/page_config.json": page_config(instructor=instructor, exchange=exchange),
        "labconfig/default_setting_overrides.json": SETTINGS | (TOOLS_SETTINGS if instructor else QUIET_SETTINGS),
    }


def write_role(folder: Path, *, instructor: bool, exchange: bool) -> None:
    """Write a role's configuration folder."""
    for name, content in role_files(instructor=instructor, exchange=exchange).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def exchange_is_configured(config_paths: list[str]) -> bool:
    """Whether somebody set nbgrader up for this machine, as a class hub does, so that quizzes come by an exchange."""
    return any((Path(path) / f"nbgrader_config.{end}").exists() for path in config_paths for end in ("py", "json"))
