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

# News, updates, the debugger and the property inspector are for programmers. Light or dark as the system is set.
QUIET_SETTINGS: dict[str, dict[str, Any]] = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "kernelShutdown": True},
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/statusbar-extension:plugin": {"visible": False},
}
QUIET_EXTENSIONS = (
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/debugger-extension",
    "@jupyterlab/application-extension:property-inspector",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/logconsole-extension",
)


def page_config(*, instructor: bool, exchange: bool) -> dict[str, Any]:
    """Which of JupyterLab's extensions are off."""
    off = dict.fromkeys(QUIET_EXTENSIONS, True)
    if not instructor:
        parts = (f"@jupyter/nbgrader:{name}" for name in NBGRADER_LAB)
        off.update(dict.fromkeys(parts if exchange else ("@jupyter/nbgrader",), True))
    return {"disabledExtensions": off}


def server_config(*, instructor: bool, exchange: bool) -> dict[str, Any]:
    """Which of nbgrader's server extensions are on. ``import nbgrader`` takes seconds: a trainee never pays it."""
    on = {module: instructor or (exchange and short == ASSIGNMENTS) for short, module in NBGRADER_SERVER.items()}
    return {"ServerApp": {"jpserver_extensions": {**on, "course_tools.lab.server": True, "jupyterlab": True}}}


def role_files(*, instructor: bool, exchange: bool) -> dict[str, dict[str, Any]]:
    """A role's configuration: what each file holds, by its path below a Jupyter configuration folder."""
    return {
        "jupyter_server_config.json": server_config(instructor=instructor, exchange=exchange),
        "labconfig/page_config.json": page_config(instructor=instructor, exchange=exchange),
        "labconfig/default_setting_overrides.json": QUIET_SETTINGS,
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
