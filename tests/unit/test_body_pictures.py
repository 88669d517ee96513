"""The body chart as a picture with labels, and as a view: what is drawn is told in words too."""

from __future__ import annotations

from html import escape
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from course_tools.content import load_body, load_chart
from course_tools.figures.body import labeled
from course_tools.problem import CourseProblem
from course_tools.widgets.body import choose_areas, drawing, heat_map, offered, show_areas

PICTURES = {
    "neck": ("back", ["suboccipitals", "upper-trapezius", "levator-scapulae", "splenius", "occipital-nerve"]),
    "throat": ("front", ["sternocleidomastoid", "scalenes", "carotid-artery", "masseter", "temporalis", "jaw-joint"]),
    "hand": ("front", ["median-nerve", "carpal-tunnel", "thenar", "wrist-flexors", "inner-elbow"]),
    "shoulder": ("back", ["supraspinatus", "infraspinatus", "teres-minor", "deltoid", "triceps", "scapula"]),
    "low back": ("back", ["erector-spinae", "quadratus-lumborum", "gluteus-medius", "piriformis", "sciatic-nerve"]),
    "heel": ("back", ["plantar-fascia"]),
    "everything behind": (
        "back",
        [s.id for s in load_chart().structures.values() if any(shape.view == "back" for shape in s.shapes)],
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_labeled_picture_says_each_structure_in_its_alt_text_and_in_its_table(name):
    view, structures = PICTURES[name]
    picture = labeled(view, structures, "The structures of this lesson")
    known = load_chart().structures
    assert [row[0] for row in picture.rows] == [known[each].name for each in structures]
    for each in structures:
        assert known[each].name in picture.alt
        assert escape(known[each].plain) in picture.words()
    assert f"from the {view}" in picture.alt
    assert "schem" in picture.alt


@pytest.mark.parametrize("name", [name for name in PICTURES if name != "everything behind"])
def test_labels_lie_inside_the_picture_and_none_over_another(name):
    view, structures = PICTURES[name]
    figure = labeled(view, structures, "x").figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    texts = [text for text in figure.findobj(Text) if text.get_text()]
    boxes = [text.get_window_extent(renderer) for text in texts]
    width, height = figure.bbox.width, figure.bbox.height
    for text, box in zip(texts, boxes, strict=True):
        assert min(box.x0, box.y0, width - box.x1, height - box.y1) >= -1, text.get_text()
    for (a, first), (b, second) in combinations(zip(texts, boxes, strict=True), 2):
        assert not first.overlaps(second), (a.get_text(), b.get_text())


@pytest.mark.parametrize(
    ("view", "structures", "told"),
    [
        ("back", ["sciatic-nerv"], "The body chart has no structure called “sciatic-nerv”."),
        ("front", ["sciatic-nerve"], "“sciatic-nerve” is not drawn on the front of the body."),
        ("front", [], "A labeled picture needs structures, each named once."),
        ("front", ["biceps", "biceps"], "A labeled picture needs structures, each named once."),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence(view, structures, told):
    with pytest.raises(CourseProblem) as problem:
        labeled(view, structures, "x")
    assert str(problem.value) == told


def test_the_drawing_and_the_list_offer_the_same_areas_of_a_view():
    for view in ("front", "back", "both"):
        drawn = [area["id"] for figure in drawing(view)["views"] for area in figure["areas"]]
        assert sorted(drawn) == sorted(area["id"] for area in offered(view))
        assert len(drawn) == {"front": 36, "back": 38, "both": 74}[view]


def test_each_figure_names_the_clients_sides_as_they_lie_on_the_page():
    front, back = drawing("both")["views"]
    assert front["sides"] == ["client's right", "client's left"]
    assert back["sides"] == ["client's left", "client's right"]
    for figure in (front, back):
        for area in figure["areas"]:
            on_the_page = figure["sides"][0 if area["at"][0] < 0 else 1]
            assert on_the_page == f"client's {load_body()[area['id']].side}"


def test_what_is_chosen_stays_within_what_is_offered():
    chart = choose_areas("Where does it hurt?", "back", [219])
    chart.chosen = [218, 101, 218, 219]
    assert chart.chosen == [218, 219]


def test_groups_are_told_in_words_with_a_sign_each():
    chart = show_areas("Where hands may go", {"No touch": [218, 219], "Light": [107]})
    assert chart.card["marks"]["219"]["sign"] == "A"
    assert chart.card["marks"]["107"]["sign"] == "B"
    assert chart.card["words"]["rows"][0] == ["No touch", "Back, left: low back; Back, right: low back"]
    still = chart._repr_mimebundle_()
    assert "Back, right: low back" in still["text/plain"]
    assert '<th scope="row">Light</th>' in still["text/html"]


@given(st.dictionaries(st.sampled_from(sorted(load_body())), st.integers(0, 500), max_size=20), st.integers(500, 600))
def test_a_heat_map_tells_every_number_in_a_shade_a_sign_and_a_row(counts, people):
    card = heat_map("What a class chose", counts, people).card
    chosen = {area: count for area, count in counts.items() if count}
    assert {int(area): mark["sign"] for area, mark in card["marks"].items()} == {a: str(n) for a, n in chosen.items()}
    assert [int(row[1]) for row in card["words"]["rows"]] == sorted(chosen.values(), reverse=True)
    shades = {entry["look"]: entry["text"] for entry in card["key"]}
    for area, count in chosen.items():
        low, _, high = shades[card["marks"][str(area)]["look"]].partition(" to ")
        assert int(low) <= count <= int(high or low)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: choose_areas("x", "side"), "The body chart has no view called “side”: use front, back or both."),
        (lambda: choose_areas("x", "back", [101]), "Area 101 of the body chart is not on the back."),
        (lambda: show_areas("x", {"Pain": [999]}), "The body chart has no area 999."),
        (lambda: show_areas("x", {}), "A body chart shows one to 4 groups of areas, each area in one of them."),
        (
            lambda: show_areas("x", {"A": [101], "B": [101]}),
            "A body chart shows one to 4 groups of areas, each area in",
        ),
        (lambda: heat_map("x", {101: 4}, 3), "On a heat map each number lies between 0 and the number of people"),
        (lambda: heat_map("x", {}, 0), "On a heat map each number lies between 0 and the number of people"),
    ],
)
def test_a_chart_that_cannot_be_is_a_sentence(make, told):
    with pytest.raises(CourseProblem) as problem:
        make()
    assert str(problem.value).startswith(told)
