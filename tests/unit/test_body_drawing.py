"""The drawing of the body chart: a figure with a person's proportions, cut into its areas without gap or overlap."""

from __future__ import annotations

import math
import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point as Spot
from shapely import Polygon, unary_union

from course_tools.authoring.body import load_areas
from course_tools.authoring.chart import FIGURE, STRUCTURES, load_chart
from course_tools.authoring.drawing import DrawingError, Knot, arcs, curve, faces, read_knots
from course_tools.authoring.message import AuthorProblem
from course_tools.content import load_body
from course_tools.content import load_chart as built_chart
from course_tools.figures.body import to_path

ROOT = Path(__file__).parents[2]
CHART = built_chart()
VIEWS = ("front", "back")
DRAWN = [(view, area) for view in VIEWS for area in CHART.views[view].paths]
NEAR_LESSONS = {
    *("upper-trapezius", "levator-scapulae", "sternocleidomastoid", "suboccipitals", "masseter", "temporalis"),
    *("pectoralis-major", "pectoralis-minor", "deltoid", "supraspinatus", "infraspinatus", "teres-minor"),
    *("subscapularis", "biceps", "triceps", "wrist-flexors", "wrist-extensors", "thenar", "carpal-tunnel"),
    *("median-nerve", "erector-spinae", "quadratus-lumborum", "gluteus-maximus", "gluteus-medius", "piriformis"),
    *("sciatic-nerve", "hamstrings", "quadriceps", "adductors", "gastrocnemius", "soleus", "tibialis-anterior"),
    *("plantar-fascia", "achilles-tendon", "knee-joint", "shoulder-capsule", "deep-calf-veins", "nerve-roots"),
}


def polygon(path: str) -> Polygon:
    return Polygon(to_path(path).to_polygons()[0])


def numbers(path: str) -> list[tuple[float, float]]:
    found = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]
    return list(zip(found[::2], found[1::2], strict=True))


@pytest.mark.parametrize("view", VIEWS)
def test_the_areas_fill_the_figure_without_gap_or_overlap(view):
    outline = polygon(CHART.views[view].outline)
    areas = [polygon(path) for path in CHART.views[view].paths.values()]
    assert outline.is_valid
    assert all(area.is_valid for area in areas)
    assert unary_union(areas).symmetric_difference(outline).area < 0.001 * outline.area
    assert sum(a.intersection(b).area for a, b in combinations(areas, 2)) < 0.001 * outline.area


def test_every_area_of_the_course_is_drawn_in_its_view():
    assert {area: view for view, area in DRAWN} == {area.id: area.view for area in load_body().values()}


@pytest.mark.parametrize(("view", "area"), DRAWN)
def test_each_area_is_the_exact_mirror_image_of_its_other_side(view, area):
    drawn, other = CHART.views[view], load_body()[area].mirror
    assert sorted(set(numbers(drawn.paths[area]))) == sorted({(-x, y) for x, y in numbers(drawn.paths[other])})
    assert {load_body()[near].mirror for near in CHART.neighbors[area]} == set(CHART.neighbors[other])


@pytest.mark.parametrize(("view", "area"), DRAWN)
def test_the_clients_right_is_on_the_left_of_the_page_in_front_and_on_the_right_behind(view, area):
    x = polygon(CHART.views[view].paths[area]).centroid.x
    on_the_page = "right" if x > 0 else "left"
    assert (on_the_page == load_body()[area].side) == (view == "back")


@pytest.mark.parametrize(("view", "area"), DRAWN)
def test_a_number_stands_inside_its_area_with_room_around_it(view, area):
    assert polygon(CHART.views[view].paths[area]).buffer(-7).contains(Spot(CHART.views[view].points[area]))


def test_neighbors_know_each_other_and_are_in_one_view():
    for area, near in CHART.neighbors.items():
        assert near
        assert all(
            area in CHART.neighbors[other] and load_body()[other].view == load_body()[area].view for other in near
        )


@pytest.mark.parametrize("view", VIEWS)
def test_the_figure_has_the_proportions_of_an_adult(view):
    """Seven and a half heads tall; breadths by the means of published body measures, men and women together."""
    outline = polygon(CHART.views[view].outline)
    head = max(y for _, y in numbers(CHART.views["front"].paths[104])) - outline.bounds[1]
    assert 7.3 < (outline.bounds[3] - outline.bounds[1]) / head < 7.7

    def breadth(height: float) -> float:
        """Of the trunk or, below it, of both legs: the pieces that a level line cuts near the midline."""
        xs = [piece.bounds for piece in pieces(outline, height)]
        return sum(right - left for left, _, right, _ in xs if abs(left + right) / 2 < 60)

    assert 1.5 < breadth(190) / head < 2.3  # shoulders
    assert breadth(287) < breadth(235) < breadth(385)  # waist, ribs, hips
    assert breadth(430) > breadth(545) > breadth(695)  # thigh, knee, ankle
    assert breadth(600) > breadth(570)  # calf below the knee


def pieces(outline: Polygon, height: float) -> list[Polygon]:
    left, _, right, _ = outline.bounds
    strip = Polygon([(left, height), (right, height), (right, height + 0.5), (left, height + 0.5)])
    cut = outline.intersection(strip)
    return list(cut.geoms) if hasattr(cut, "geoms") else [cut]


def test_structures_lie_inside_the_figure_on_both_sides_alike():
    for structure in CHART.structures.values():
        for shape in structure.shapes:
            outline = polygon(CHART.views[shape.view].outline).buffer(1.5)
            points = to_path(shape.path).to_polygons(closed_only=False)[0]
            assert all(outline.contains(Spot(point)) for point in points), structure.id
        pages = {page: [s for s in structure.shapes if s.page == page] for page in ("left", "right")}
        for left, right in zip(pages["left"], pages["right"], strict=True):
            assert numbers(left.path) == [(-x, y) for x, y in numbers(right.path)]
            assert {left.side, right.side} == {"left", "right"}
            assert left.side == ("right" if left.view == "front" else "left")


def test_areas_of_structures_do_not_cross_themselves():
    for structure in CHART.structures.values():
        assert all(polygon(shape.path).is_valid for shape in structure.shapes if shape.closed), structure.id


def test_what_lessons_name_is_drawn_and_told_in_plain_words():
    assert set(CHART.structures) >= NEAR_LESSONS
    for structure in CHART.structures.values():
        assert 3 <= len(structure.plain.split()) <= 30
        assert structure.plain.endswith(".")
        assert structure.name[0].isupper()


def test_what_is_built_is_what_is_drawn():
    chart = load_chart(ROOT, load_areas(ROOT))
    assert {view: dict(drawn.paths) for view, drawn in CHART.views.items()} == {
        view: {int(area): each["path"] for area, each in drawn["areas"].items()}
        for view, drawn in chart["views"].items()
    }


@pytest.fixture
def folder(tmp_path):
    for name in (FIGURE, STRUCTURES):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (FIGURE, "neck-line: neck 17,130", "neck-line: nek 17,130", "“nek” is neither a point such as `12,34.5` nor"),
        (FIGURE, "neck-line: neck 17,130", "neck-line: 20,125 17,130", "begins and ends in a named point"),
        (
            FIGURE,
            "neck-line: neck 17,130 6,134.6 notch",
            "neck-line: neck 20,140 loose=17,130",
            "Only one line comes to “loose”",
        ),
        (FIGURE, 'id: 102, at: "15,28"', 'id: 102, at: "15,72"', "in no area of its own"),
        (FIGURE, 'id: 102, at: "15,28"', 'id: 102, at: "forehead"', "Here belongs one point"),
        (FIGURE, "borders: [101, 104]", "borders: [101, 106]", "In the drawing, area 102 borders 101, 104."),
        (FIGURE, "  - {id: 102,", "  - {id: 999,", "There is no area 999"),
        (FIGURE, "crown=0,6 16,8.5", "crown=0,6 ~16,8.5", "Only the first and the last point"),
        (STRUCTURES, "id: temporalis", "id: frontalis", "“frontalis” stands twice"),
        (STRUCTURES, "area: 5,25 20,23 26.5,33", "line: 5,25 q 26.5,33", "“q” is neither a point"),
        (STRUCTURES, "area: 5,25 20,23 26.5,33 22,43 6,43", "area: 5,25 20,23", "This needs at least 3 points."),
        (STRUCTURES, "kind: muscle", "kind: sinew", "“kind: sinew” is not known."),
    ],
)
def test_a_slip_in_the_drawing_is_a_sentence_with_its_line(folder, file, old, new, told):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(AuthorProblem) as problem:
        load_chart(folder, load_areas(ROOT))
    assert told in str(problem.value)
    assert re.search(rf"{re.escape(file)}, line \d+: ", str(problem.value))


COORDINATES = st.integers(-200, 200).map(float)
POINTS = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=3, max_size=12, unique=True)


@given(POINTS, st.booleans())
def test_a_curve_goes_through_its_points_without_a_kink(points, closed):
    segments = curve([Knot(point) for point in points], closed=closed)
    assert [segment[0] for segment in segments] == (points if closed else points[:-1])
    assert segments[-1][3] == (points[0] if closed else points[-1])
    for before, after in pairwise(segments):
        (_, _, (ax, ay), (bx, by)), (_, (cx, cy), _, _) = before, after
        into, out = (bx - ax, by - ay), (cx - bx, cy - by)
        rounding = 0.01 * (math.hypot(*into) + math.hypot(*out))
        assert abs(into[0] * out[1] - into[1] * out[0]) <= rounding
        assert into[0] * out[0] + into[1] * out[1] >= -rounding


@given(POINTS)
def test_the_mirror_image_of_a_curve_is_the_curve_of_the_mirror_image(points):
    drawn = curve([Knot(point) for point in points])
    turned = curve([Knot((-x, y)) for x, y in points])
    assert turned == [tuple((-x, y) for x, y in segment) for segment in drawn]


def test_two_figures_apart_are_refused():
    square = "a=0,0 b=1,0 c=1,1 d=0,1 a"
    apart = "e=5,5 f=6,5 g=6,6 h=5,6 e"
    names = {"a": (0.0, 0.0), "e": (5.0, 5.0)}
    drawn = [arc for line in (square, apart) for arc in arcs(read_knots(line, names))]
    with pytest.raises(DrawingError, match="not one figure"):
        faces(drawn)
