"""`course setup`: the environment's own JupyterLab opens as the course does, for a trainee.

For Binder and a class hub, where nobody runs `course lab`: there the environment is the course's alone.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from course_tools.lab.launch import FIRST_LESSON
from course_tools.lab.roles import exchange_is_configured, role_files
from course_tools.lab.signing import sign_lessons
from course_tools.problem import CourseProblem

#: Whichever of them a hub starts; each has an address of its own that it opens at.
APPLICATIONS = ("ServerApp", "LabApp", "JupyterNotebookApp")


def set_up_environment(root: Path, prefix: Path | None = None) -> int:
    """Sign the lessons in ``root`` and add the trainee's role to the environment's configuration.

    ``prefix`` is the environment's folder; without it, the one that runs. What else its configuration says stays as
    it is. Returns how many lessons start by themselves. Raises CourseProblem.
    """
    from jupyter_core.paths import jupyter_config_path
    from jupyter_server.config_manager import BaseJSONConfigManager

    place = (prefix or Path(sys.prefix)) / "etc/jupyter"
    files = role_files(instructor=False, exchange=exchange_is_configured(jupyter_config_path()))
    opening: dict[str, Any] = {name: {"default_url": f"/lab/tree/{FIRST_LESSON}"} for name in APPLICATIONS}
    try:
        for name, content in (*files.items(), ("jupyter_server_config.json", opening)):
            path = place / name
            BaseJSONConfigManager(config_dir=str(path.parent), read_directory=False).update(path.stem, content)
    except OSError as error:
        raise CourseProblem(
            f"{error.filename} cannot be written ({error.strerror}). Run this as the owner of the environment."
        ) from None
    signed = sign_lessons(root / "notebooks")
    if not signed:
        raise CourseProblem(f"There are no lessons in {root} that may start by themselves. Get them from the original.")
    return signed
