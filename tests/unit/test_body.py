"""The body chart has 74 areas, each with a name, the client's side, and its place on the other side."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from course_tools.authoring.body import FILE, load_areas
from course_tools.authoring.message import AuthorProblem
from course_tools.content import load_body

ROOT = Path(__file__).parents[2]


def test_the_built_areas_are_those_that_are_written():
    assert dict(load_body()) == load_areas(ROOT)


def test_there_are_36_areas_in_front_and_38_behind_numbered_as_in_the_choir_body_map():
    assert list(load_body()) == [*range(101, 137), *range(201, 239)]
    assert Counter(area.view for area in load_body().values()) == {"front": 36, "back": 38}


def test_each_area_has_its_own_label_and_its_mirror_the_same_on_the_other_side():
    body = load_body()
    assert len({area.label for area in body.values()}) == 74
    for area in body.values():
        other = body[area.mirror]
        assert other.mirror == area.id
        assert {area.side, other.side} == {"left", "right"}
        assert (area.view, area.part, area.name) == (other.view, other.part, other.name)


@pytest.mark.parametrize(
    ("area", "label"),
    [
        (103, "Front, right: face"),  # in front the client's right is on the reader's left
        (136, "Front, left: top of the foot"),
        (218, "Back, left: low back"),
        (209, "Back, right: upper back and shoulder blade"),
    ],
)
def test_sides_are_the_clients_own(area, label):
    assert load_body()[area].label == label


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("name: forehead, mirror: 102", "name: forehead, mirror: 103", "must name each other"),
        ("{id: 101, view: front, side: right", "{id: 101, view: front, side: left", "are on one side"),
        ("{id: 101,", "{id: 99,", "id"),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path, old, new, told):
    path = tmp_path / FILE
    path.parent.mkdir(parents=True)
    text = (ROOT / FILE).read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(AuthorProblem, match=told):
        load_areas(tmp_path)
