"""``course-tools/lesson`` on the course's server: may a notebook be put back as it came, and putting it back."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

from course_tools.lab.shipped import is_kept, put_back
from course_tools.lab.signing import may_be_signed
from course_tools.problem import CourseProblem


class LessonHandler(APIHandler):  # type: ignore[misc]
    """``GET ?path=`` answers ``{"kept"}``; ``POST {"path"}`` answers ``{"replaced", "earlier"}`` or ``{"message"}``."""

    auth_resource = "contents"

    def initialize(self, root: Path) -> None:
        """``root`` is the course's folder."""
        self.root = root

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]
    def get(self) -> None:
        """Say whether the notebook at this path is a lesson that can be put back."""
        self.finish(json.dumps({"kept": is_kept(self.root, self.get_query_argument("path"))}))

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]
    def post(self) -> None:
        """Put a lesson back, and sign it: it was signed when it came."""
        body: Any = self.get_json_body()
        name = body.get("path") if isinstance(body, dict) else None
        if not isinstance(name, str):
            raise web.HTTPError(400, "The path of a lesson is missing.")
        try:
            done = put_back(self.root, name, datetime.now())
        except CourseProblem as problem:
            self.set_status(507)
            self.finish(json.dumps({"message": str(problem)}))
            return
        if done.replaced and may_be_signed(self.root / name):
            self.contents_manager.notary.sign(nbformat.read(self.root / name, as_version=4))
        self.finish(json.dumps({"replaced": done.replaced, "earlier": done.earlier}))
