"""An editor that reads the schemas checks an author's file while it is typed."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from course_tools.authoring.schema import FOLDER, MODELS, schema_files

ROOT = Path(__file__).parents[2]
MARK = "# yaml-language-server: $schema="
TEXTS = [path for folder in ("assets", "quizzes/bank") for path in sorted((ROOT / folder).rglob("*.yaml"))]


def schema_of(path: Path) -> Path:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(MARK), f"{path} does not name its schema in its first line"
    return (path.parent / first.removeprefix(MARK)).resolve()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_text_file_names_its_schema_and_fits_it(path):
    schema = schema_of(path)
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert data["format"] == f"{schema.stem}/1"
    jsonschema.validate(data, json.loads(schema.read_text(encoding="utf-8")))


def test_every_schema_is_itself_right():
    schemas = schema_files()
    assert {Path(name).stem for name in schemas} == set(MODELS)
    assert all(name.startswith(f"{FOLDER}/") for name in schemas)
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_a_slip_is_refused():
    data = yaml.safe_load((ROOT / "assets/practice/purpose.yaml").read_text(encoding="utf-8"))
    schema = schema_files()[f"{FOLDER}/practice.json"]
    slips = {
        "an unknown key": lambda question: question.update(steem="What?"),
        "an unknown type": lambda question: question.update(type="bets"),
        "a missing reason": lambda question: question["options"][0].pop("why"),
        "an unknown domain": lambda question: question.update(domain="massage"),
    }
    for name, slip in slips.items():
        bad = copy.deepcopy(data)
        slip(bad["questions"][0])
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, schema)
        assert bad != data, name
