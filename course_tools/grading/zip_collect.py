"""How the stock command `nbgrader zip_collect` reads hand-in zips: with the same care as `course collect`."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from course_tools.grading import archive
from course_tools.grading.place import Place
from course_tools.grading.submission import stamp
from course_tools.problem import CourseProblem


class HandInExtractor(ExtractorPlugin):  # type: ignore[misc]
    """Takes the two expected files out of each zip; a zip that is no hand-in is passed over with a warning."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Extract `<archive_path>/*.zip` into a folder each below `extracted_path`."""
        for path in sorted(Path(archive_path).iterdir()):
            try:
                _, quiz = archive.named(path)
                hand_in = archive.read_hand_in(path, quiz)
            except CourseProblem as problem:
                self.log.warning("Passed over: %s", problem)
                continue
            for reason in hand_in.left_out:
                self.log.warning(reason)
            files = dict(hand_in.files)
            files.setdefault(f"{quiz}.ipynb", self._released(quiz))
            folder = Path(extracted_path) / path.stem
            folder.mkdir()
            when = path.stat().st_mtime
            for name, data in files.items():
                (folder / name).write_bytes(data)
                os.utime(folder / name, (when, when))

    def _released(self, quiz: str) -> bytes:
        """The notebook that was released, for answers that came without it."""
        path = Place(Path(self.parent.coursedir.root), quiz).source / f"{quiz}.ipynb"
        return path.read_bytes() if path.is_file() else b""


class HandInCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Reads roster id and file from `…/<roster id>__<quiz>/<file>`; the time is that of the zip."""

    def collect(self, submitted_file: str) -> dict[str, Any] | None:
        """What nbgrader wants to know of one extracted file, or None for one that it should skip."""
        path = Path(submitted_file)
        match = archive.NAME.fullmatch(f"{path.parent.name}.zip")
        coursedir = getattr(self.parent, "coursedir", None)
        if match is None or (coursedir is not None and match["quiz"] != coursedir.assignment_id):
            return None
        return {
            "student_id": match["trainee"],
            "file_id": path.name,
            "timestamp": re.sub(r" UTC$", "", stamp(path)),
        }
