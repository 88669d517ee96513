"""What authors wrote -> the built JSON that lessons read; and the check that the two agree."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from course_tools.authoring.bank import Bank, Practice, load_bank, load_practice
from course_tools.authoring.body import load_areas, strange_areas
from course_tools.authoring.caselint import read_cases
from course_tools.authoring.cases import WrittenCase
from course_tools.authoring.chart import load_chart
from course_tools.authoring.evidence import Base, load_base
from course_tools.authoring.message import AuthorProblem, Message, did_you_mean
from course_tools.authoring.models import ObjectivesText
from course_tools.authoring.outcomes import load_presets, to_json
from course_tools.authoring.validate import validate
from course_tools.authoring.way import Stop, lesson_index, load_way
from course_tools.authoring.yamltext import Text, read_yaml
from course_tools.content import Area, Preset, Question
from course_tools.whole import part_of, put

BUILT = "course_tools/content/built"


@dataclass(frozen=True)
class Course:
    """Everything that authors wrote, read and checked."""

    base: Base
    objectives: dict[str, str]
    taught: dict[str, str]
    areas: dict[int, Area]
    chart: dict[str, Any]
    practices: tuple[Practice, ...]
    banks: tuple[Bank, ...]
    cases: tuple[WrittenCase, ...]
    presets: tuple[Preset, ...]
    way: tuple[Stop, ...]


def read_course(root: Path) -> Course:
    """Read and check all texts below the course folder. Raises AuthorProblem with every message found."""
    messages: list[Message] = []
    base, (objectives, taught), areas = load_base(root), _objectives(root), load_areas(root)
    practices: list[Practice] = []
    banks: list[Bank] = []
    for path in sorted((root / "assets/practice").glob("*.yaml")):
        _collect(messages, lambda path=path: practices.append(load_practice(path, root)))
    presets: list[Preset] = []
    _collect(messages, lambda: presets.extend(load_presets(root, base)))
    by_id = {preset.id: preset for preset in presets}
    cases: list[WrittenCase] = []
    _collect(messages, lambda: cases.extend(read_cases(root, base, objectives, areas, by_id)))
    clients = {written.case.id: written.case for written in cases} or None  # where none could be read, those built
    for path in sorted((root / "quizzes/bank").glob("*.yaml")):
        _collect(messages, lambda path=path: banks.append(load_bank(path, root, clients)))
    places: dict[str, str] = {}
    chart: dict[str, Any] = {}
    _collect(messages, lambda: chart.update(load_chart(root, areas)))
    sources: list[Practice | Bank] = [*practices, *banks]
    for source in sources:
        for one in source.placed:
            messages += _links(source.text, one.path, one.question, base, objectives, places)
            messages += strange_areas(source.text, one.path, one.question, areas)
    way: list[Stop] = []
    _collect(messages, lambda: way.extend(load_way(root)))
    if messages:
        raise AuthorProblem(messages)
    return Course(
        base, objectives, taught, areas, chart, tuple(practices), tuple(banks), tuple(cases), tuple(presets), tuple(way)
    )


def built_files(course: Course) -> dict[str, bytes]:
    """The built JSON of what lessons read, by path from the course folder. The same course gives the same bytes."""
    questions = {q.id: practice.lesson for practice in course.practices for q in practice.questions}
    predictions = {q.id: practice.lesson for practice in course.practices for q in practice.predictions}
    files: dict[str, Any] = {
        "body.json": {"format": "built-body/1", "areas": [asdict(area) for area in course.areas.values()]},
        "body-chart.json": {"format": "built-body-chart/1", **course.chart},
        "evidence.json": {
            "format": "built-evidence/1",
            "facts": course.base.facts,
            "references": course.base.references,
        },
        "lessons.json": {"format": "built-lessons/1", "lessons": lesson_index(course.way, course.practices)},
        "objectives.json": {
            "format": "built-objectives/1",
            "objectives": course.objectives,
            "lessons": course.taught,
        },
        "outcomes.json": to_json(course.presets),
        "practice-index.json": {
            "format": "built-practice-index/1",
            "questions": questions,
            "predictions": predictions,
        },
    }
    for written in course.cases:
        files[f"cases/{written.case.id}.json"] = written.case.to_json()
    for practice in course.practices:
        files[f"practice/{practice.lesson}.json"] = {
            "format": "built-practice/1",
            "lesson": practice.lesson,
            "title": practice.title,
            "vignette": None if practice.vignette is None else practice.vignette.to_json(),
            "predictions": [question.to_json() for question in practice.predictions],
            "questions": [question.to_json() for question in practice.questions],
        }
    return {f"{BUILT}/{name}": to_bytes(data) for name, data in files.items()}


def to_bytes(data: Any) -> bytes:
    """JSON in one form: sorted keys, one space, UTF-8, a final newline."""
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def write_files(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write what differs, each file whole or not at all. Returns the paths written. Raises OSError."""
    written = []
    for name, data in sorted(files.items()):
        path = root / name
        if path.is_file() and path.read_bytes() == data:
            part_of(path).unlink(missing_ok=True)
            continue
        put(path, data)
        written.append(name)
    return written


def stale_files(root: Path, files: Mapping[str, bytes], folders: Iterable[str]) -> list[str]:
    """Built files that are missing, differ, or lie in a built folder without being built."""
    wrong = {name for name, data in files.items() if not _same(root / name, data)}
    for folder in folders:
        there = (path for path in (root / folder).rglob("*") if path.is_file())
        wrong |= {path.relative_to(root).as_posix() for path in there} - set(files)
    return sorted(wrong)


def _same(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _objectives(root: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The text and the lesson of each objective."""
    text = read_yaml(root / "assets/objectives.yaml", root)
    objectives: dict[str, str] = {}
    taught: dict[str, str] = {}
    messages = []
    for i, objective in enumerate(validate(text, ObjectivesText).objectives):
        if objective.id in objectives:
            messages.append(text.message(("objectives", i, "id"), f"“{objective.id}” stands twice. Remove one."))
        objectives[objective.id], taught[objective.id] = objective.text, objective.lesson
    if messages:
        raise AuthorProblem(messages)
    return objectives, taught


def _links(
    text: Text,
    path: tuple[str | int, ...],
    question: Question,
    base: Base,
    objectives: Mapping[str, str],
    places: dict[str, str],
) -> Iterable[Message]:
    """What a question names must exist, facts must be verified, and its own id must be new. Fills `places`."""
    if question.id in places:
        yield text.message(
            (*path, "id"), f"The id “{question.id}” is used in {places[question.id]} too. Choose another."
        )
    places[question.id] = text.file
    for i, fact in enumerate(question.evidence):
        if fact not in base.facts:
            hint = did_you_mean(fact, base.facts, where=base.files)
            yield text.message((*path, "evidence", i), f"“{fact}” names no entry of the evidence base.{hint}")
        elif not base.facts[fact]["checked"]:
            mend = f"“{fact}” is not verified (`checked: false`): no question may rest on it. Choose another fact."
            yield text.message((*path, "evidence", i), mend)
    for i, objective in enumerate(question.objectives):
        if objective not in objectives:
            hint = did_you_mean(objective, objectives)
            mend = f"“{objective}” names no objective of assets/objectives.yaml.{hint}"
            yield text.message((*path, "objectives", i), mend)


def _collect(messages: list[Message], read: Any) -> None:
    try:
        read()
    except AuthorProblem as problem:
        messages += problem.messages
