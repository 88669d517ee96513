"""The order of learning (`assets/way.yaml`) -> each lesson's neighbors, and the facts that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from course_tools.authoring.bank import Practice
from course_tools.authoring.basics import Prose, Strict
from course_tools.authoring.lessons.lesson import Lesson, read_lesson
from course_tools.authoring.message import AuthorProblem, did_you_mean
from course_tools.authoring.validate import validate
from course_tools.authoring.yamltext import read_yaml

FILE = "assets/way.yaml"
NEIGHBORS = ("previous", "next")


class StageText(Strict):
    """Lessons that belong together, in their order: paths below `notebooks`, without `.ipynb`."""

    title: Prose
    lessons: list[Prose] = Field(min_length=1)


class WayText(Strict):
    """The whole way."""

    format: Literal["way/1"]
    stages: list[StageText] = Field(min_length=1)


@dataclass(frozen=True)
class Stop:
    """A lesson on the way: its path below `notebooks`, its title, its stage and its notebook."""

    path: str
    title: str
    stage: str
    lesson: Lesson

    @property
    def id(self) -> str:
        """The lesson's id, as its metadata give it."""
        return str(self.lesson.course.get("lesson"))

    def link(self) -> dict[str, str]:
        """How a neighbor names it."""
        return {"path": self.path, "title": self.title}


def load_way(root: Path) -> tuple[Stop, ...]:
    """All lessons in the order of learning. Raises AuthorProblem; each notebook must be on the way, once."""
    text = read_yaml(root / FILE, root)
    there = {p.relative_to(root / "notebooks").as_posix(): p for p in lesson_paths(root)}
    stops: list[Stop] = []
    messages = []
    for i, stage in enumerate(validate(text, WayText).stages):
        for j, name in enumerate(stage.lessons):
            place, path = ("stages", i, "lessons", j), f"{name}.ipynb"
            if path not in there:
                hint = did_you_mean(path, there)
                messages.append(text.message(place, f"“{name}” names no notebook below notebooks.{hint}"))
            elif any(stop.path == path for stop in stops):
                messages.append(text.message(place, f"“{name}” stands twice on the way. Remove one."))
            else:
                lesson = read_lesson(there[path], root)
                stops.append(Stop(path, _title(lesson), stage.title, lesson))
    for path in sorted(set(there) - {stop.path for stop in stops} if not messages else ()):
        messages.append(text.message(("stages",), f"notebooks/{path} is not on the way. Add it to a stage."))
    if messages:
        raise AuthorProblem(messages)
    return tuple(stops)


def lesson_paths(root: Path) -> list[Path]:
    """The lessons' files, in the order of their names. A folder whose name starts with a dot holds none."""
    found = (root / "notebooks").rglob("*.ipynb")
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(root).parts))


def neighbors(way: Iterable[Stop]) -> dict[str, dict[str, Any]]:
    """For each lesson's path, what its metadata `course` say of its neighbors: `previous`, `next`."""
    stops = list(way)
    named: dict[str, dict[str, Any]] = {stop.path: {} for stop in stops}
    for before, after in pairwise(stops):
        named[before.path]["next"] = after.link()
        named[after.path]["previous"] = before.link()
    return named


def old_neighbors(way: Iterable[Stop]) -> list[str]:
    """Where a notebook's metadata name other neighbors than the way does: sentences that say what to do."""
    stops = list(way)
    named = neighbors(stops)
    return [
        f"{stop.lesson.file}: it names other neighbors than {FILE} does. Run `course notebooks`."
        for stop in stops
        if {k: v for k, v in stop.lesson.course.items() if k in NEIGHBORS} != named[stop.path]
    ]


def lesson_index(way: Iterable[Stop], practices: Iterable[Practice]) -> list[dict[str, Any]]:
    """The built lessons, in their order: path, title and stage of each, and the facts of its chips and questions."""
    asked = {practice.lesson: practice for practice in practices}
    return [
        {
            "id": stop.id,
            **stop.link(),
            "stage": stop.stage,
            "facts": _facts(stop.lesson, asked.get(stop.id)),
        }
        for stop in way
    ]


def _facts(lesson: Lesson, practice: Practice | None) -> list[str]:
    facts = {name for cell in lesson.code if cell.call == "evidence" for name in cell.ids}
    if practice is not None:
        facts |= {fact for one in practice.placed for fact in one.question.evidence}
    return sorted(facts)


def _title(lesson: Lesson) -> str:
    return next((block.text for _, block in lesson.headings() if block.level == 1), lesson.file)


def with_neighbors(notebook: dict[str, Any], named: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook's JSON with its neighbors in `metadata.course`, and no others."""
    course = {k: v for k, v in notebook["metadata"]["course"].items() if k not in NEIGHBORS}
    return {**notebook, "metadata": {**notebook["metadata"], "course": {**course, **named}}}
