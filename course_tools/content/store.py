"""The folder of built JSON that comes with the package."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from course_tools.problem import CourseProblem

BUILT = Path(__file__).parent / "built"


def read_built(name: str, form: str) -> dict[str, Any]:
    """Read one built file and check its format. Raises CourseProblem, which says what to do."""
    path = BUILT / name
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise CourseProblem(f"A part of the course is missing or damaged ({name}). Run `course build`.") from None
    if not isinstance(data, dict) or data.get("format") != form:
        raise CourseProblem(f"A part of the course is of another version ({name}). Run `course build`.")
    return data
