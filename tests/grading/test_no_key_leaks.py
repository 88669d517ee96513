"""Nothing that a trainee is given holds or depends on a key.

Two banks that differ in nothing but keys must give the same bytes; and the unmistakable words of a bank's key side
must stand in no byte that is released, in any of the ways in which a text can hide.
"""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from helpers.course import BANKS, QUIZ, REPOSITORY, Course

from course_tools.authoring.bank import load_bank
from course_tools.grading import flow
from course_tools.grading.source import quiz_files, stock_quiz_files

TEN = "ten-types"
KEY_SIDE = ("why", "feedback", "evidence", "objectives", "domain", "level")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")


def canary_bank(folder: Path, quiz: str = QUIZ) -> tuple[Path, list[str]]:
    """A bank with an unmistakable word in every field of the key side; and the words."""
    words: list[str] = []

    def word() -> str:
        words.append(f"canary{len(words):03d}-zyxwvut")
        return words[-1]

    bank = yaml.safe_load((BANKS / f"{quiz}.yaml").read_text(encoding="utf-8"))
    for question in bank["questions"]:
        question["objectives"], question["evidence"] = [word()], [word()]
        question["feedback"] = {verdict: word() for verdict in ("right", "partly", "wrong")}
        for option in question["options"]:
            option["why"] = word()
        for story in (question.get("first"), question.get("second")):
            if story:
                story["why"] = word()
        if question["type"] == "short":
            question["accept"], question["refuse"] = [{"text": word(), "also": [word()]}], [word()]
        if question["type"] == "note":
            question["exemplar"] = word()
            question["rubric"] = [{"id": word(), "text": word(), "levels": [word() for _ in range(4)]}]
    path = folder / f"{quiz}.yaml"
    path.write_text(yaml.safe_dump(bank), encoding="utf-8")
    return path, words


IN_ORDER = ("dose", "note")  # their options are shown as they are written


def _other_stories(question: dict) -> None:
    first, second = question["first"], question["second"]
    first["action"], second["action"] = second["action"], first["action"]
    first["why"] = second["why"] = "Another reason."
    for action in question["actions"]:
        action["action"] = "urgent"
    question["actions"].reverse()


def _other_dose(question: dict) -> None:
    often, long = question["options"]
    often.update(good=["once-a-year"], stop=["once-a-week"], weight=7)
    long.update(good=[100, 120], stop=[5, 6], weight=2)


def _other_values(question: dict) -> None:
    values = [option["value"] for option in question["options"]]
    for option, value in zip(question["options"], [*values[1:], values[0]], strict=True):
        option["value"] = value


def _other_grades(question: dict) -> None:
    after = {"supported": "overstated", "overstated": "unsupported", "unsupported": "supported"}
    for option in question["options"]:
        option["grade"] = after[option["grade"]]


def _other_features(question: dict) -> None:
    question["groups"] = [["note-oil", "rub-calf"]]
    for option in question["options"]:
        option.pop("forbidden", None)


OTHER = {
    "ranked": _other_values,
    "key_features": _other_features,
    "claim": _other_grades,
    "contrast": _other_stories,
    "dose": _other_dose,
    "shift": lambda question: question.update(lr=0.1),
    "probability": lambda question: question.update(pretest=0.5, lr=9),
    "short": lambda question: question.update(accept=[{"text": "flexion"}], refuse=[]),
    "region": lambda question: question.update(areas=[207, 208], forbidden=[218]),
    "note": lambda question: question.update(exemplar="Other."),
}


def other_keys(folder: Path, quiz: str = QUIZ) -> Path:
    """A bank with every key turned round, and all that stands beside it changed."""
    bank = yaml.safe_load((BANKS / f"{quiz}.yaml").read_text(encoding="utf-8"))
    for question in bank["questions"]:
        question.update(objectives=["other"], evidence=["other"], domain="ethics-law", level="judge", reviewed="2026")
        question["safety_min"] = 0.5
        question["safety"] = not question.get("safety", False) and question["type"] != "note"
        question["feedback"] = {"right": "Other.", "partly": "Other.", "wrong": "Other."}
        options = question["options"]
        if question["type"] in ("best", "triage", "contrast"):
            at = next(i for i, option in enumerate(options) if option.pop("right", False))
            options[(at + 1) % len(options)]["right"] = True
        for option in options:
            option["why"] = "Another reason."
            if question["type"] == "true_false_set":
                option["right"] = not option["right"]
            if question["type"] == "triage":
                option["action"] = "treat" if option["action"] == "urgent" else "urgent"
        if question["type"] == "order":
            question["key"] = question["key"][::-1]
            question["critical"] = []
        if question["type"] in OTHER:
            OTHER[question["type"]](question)
        if question["type"] not in IN_ORDER:
            options.reverse()
    path = folder / f"{quiz}.yaml"
    path.write_text(yaml.safe_dump(bank), encoding="utf-8")
    return path


def forms_of(data: bytes, depth: int = 4) -> Iterator[bytes]:
    """The bytes, and all that can be read out of them: members of archives, compressed and base64 parts."""
    yield data
    if depth == 0:
        return
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode() + b"\n" + member.comment + member.extra
                yield from forms_of(archive.read(member), depth - 1)
            yield archive.comment
    for part in BASE64.findall(data):
        for shift in range(4):
            piece = part[shift : len(part) - (len(part) - shift) % 4].translate(bytes.maketrans(b"-_", b"+/"))
            try:
                yield from forms_of(base64.b64decode(piece), 0)
            except ValueError:
                continue
    with suppress(zlib.error):
        yield from forms_of(zlib.decompress(data), depth - 1)


def hidden_words(data: bytes, words: list[str]) -> set[str]:
    """The words that stand in the bytes: as they are, reversed, in capitals, in UTF-16 or as hexadecimal digits."""
    found = set()
    for form in forms_of(data):
        low = form.lower()
        for word in words:
            ways = [word.encode(), word[::-1].encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
            if any(way in low for way in [*ways, word.encode().hex().encode()]):
                found.add(word)
    return found


@pytest.mark.parametrize("hide", [
    lambda word: b"x" + word + b"x",
    lambda word: word[::-1],
    lambda word: word.upper(),
    lambda word: word.decode().encode("utf-16-le"),
    lambda word: word.hex().encode(),
    lambda word: base64.b64encode(b"xx" + word + b"xx"),
    lambda word: base64.urlsafe_b64encode(b"?>" + word),
    zlib.compress,
], ids=["plain", "reversed", "capitals", "utf-16", "hexadecimal", "base64", "base64-url", "compressed"])  # fmt: skip
def test_the_search_finds_a_hidden_word(hide: object) -> None:
    assert callable(hide)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("quiz.json", hide(b"canary000-zyxwvut"))
    assert hidden_words(buffer.getvalue(), ["canary000-zyxwvut"]) == {"canary000-zyxwvut"}


@pytest.mark.parametrize("quiz", [QUIZ, TEN])
@pytest.mark.parametrize("build", [quiz_files, stock_quiz_files])
def test_banks_that_differ_only_in_keys_build_the_same_quiz(tmp_path: Path, build: type[quiz_files], quiz: str) -> None:
    one, other = load_bank(BANKS / f"{quiz}.yaml"), load_bank(other_keys(tmp_path, quiz))
    assert all(a.key != b.key for a, b in zip(one.questions, other.questions, strict=True))
    assert build(one) == build(other)


def test_no_word_of_the_key_side_is_built_in_any_type(tmp_path: Path) -> None:
    path, words = canary_bank(tmp_path, TEN)
    files = quiz_files(load_bank(path))
    names = set(re.findall(r'"([a-z_]+)":', files["quiz.json"].decode()))
    assert len(words) > 80
    assert not any(hidden_words(data, words) for data in files.values())
    assert hidden_words(path.read_bytes(), words) == set(words)
    assert not names & {
        "right", "value", "values", "why", "action", "key", "forbidden", "groups", "grade", "lr", "pretest", "accept",
        "refuse", "areas", "good", "stop", "weight", "rubric", "exemplar", "caution", "safety",
    }  # fmt: skip


@pytest.mark.grading
def test_banks_that_differ_only_in_keys_are_released_as_the_same_zip(released: Course, tmp_path: Path) -> None:
    first = (released.place.outgoing / f"{QUIZ}.zip").read_bytes()
    notebook = (released.place.release / f"{QUIZ}.ipynb").read_bytes()
    released.place.bank.write_bytes(other_keys(tmp_path).read_bytes())
    assert flow.release(released.root, QUIZ, released.reports.append).read_bytes() == first
    assert (released.place.release / f"{QUIZ}.ipynb").read_bytes() == notebook


@pytest.mark.grading
def test_no_word_of_the_key_side_is_released(released: Course, tmp_path: Path) -> None:
    path, words = canary_bank(tmp_path)
    released.place.bank.write_bytes(path.read_bytes())
    released.build()
    zipped = flow.release(released.root, QUIZ, released.reports.append).read_bytes()
    files = [path.read_bytes() for path in released.place.release.rglob("*") if path.is_file()]
    assert len(words) > 30
    assert all(not hidden_words(data, words) for data in [zipped, *files])
    assert hidden_words(path.read_bytes(), words) == set(words)


@pytest.mark.grading
def test_a_release_holds_exactly_the_notebook_and_the_prompts(released: Course) -> None:
    with zipfile.ZipFile(released.place.outgoing / f"{QUIZ}.zip") as archive:
        assert archive.namelist() == [f"{QUIZ}/{QUIZ}.ipynb", f"{QUIZ}/quiz.json"]
        prompts = archive.read(f"{QUIZ}/quiz.json").decode()
        names = set(re.findall(r'"([a-z_]+)":', prompts))
    assert not names & {"right", "value", "why", "action", "key", "hints", "feedback", "evidence", "safety", "steps"}


@pytest.mark.grading
def test_the_wheel_and_the_source_package_hold_no_graded_question(tmp_path: Path) -> None:
    """Also no file of the bank: what is installed on a trainee's machine knows practice only."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    words = [
        question.id for path in (REPOSITORY / "quizzes/bank").glob("*.yaml") for question in load_bank(path).questions
    ]
    packages = sorted(tmp_path.iterdir())
    assert words
    assert [path.suffix for path in packages] == [".whl", ".gz"] or [path.suffix for path in packages] == [
        ".gz",
        ".whl",
    ]
    for package in packages:
        if package.suffix == ".whl":
            assert not hidden_words(package.read_bytes(), words)
            continue
        with tarfile.open(package) as archive:
            assert not [name for name in archive.getnames() if "/bank/" in name]
            members = [archive.extractfile(member) for member in archive.getmembers() if member.isfile()]
            assert all(not hidden_words(member.read(), words) for member in members if member is not None)
