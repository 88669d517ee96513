"""Where the details of an unexpected defect go, so that no traceback reaches a user."""

from __future__ import annotations

import tempfile
import traceback
from datetime import datetime
from pathlib import Path


def write_log(defect: BaseException) -> Path:
    """Write the traceback to a file in the temporary folder and return its path."""
    name = f"course-problem-{datetime.now():%Y-%m-%d-%H%M%S}.txt"
    path = Path(tempfile.gettempdir()) / name
    path.write_text("".join(traceback.format_exception(defect)), encoding="utf-8")
    return path
