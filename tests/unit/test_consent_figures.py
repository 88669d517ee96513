"""The picture of table talk: the words that are counted, and what it says of them."""

from __future__ import annotations

import itertools

import pytest

from course_tools.figures.consent import HEARD, LINES, MOST, table_talk
from course_tools.widgets.explore import explorable


def said(*, threats: bool, tells: bool) -> dict[str, int]:
    """In each moment a sentence of that kind."""
    return {
        moment: next(i for i, line in enumerate(lines) if bool(line.threats) == threats and line.tells == tells)
        for moment, lines in LINES.items()
    }


def test_in_each_moment_one_sentence_is_plain_one_threatens_and_one_says_too_little():
    for lines in LINES.values():
        assert sum(bool(line.threats) for line in lines) == 1
        assert sum(line.tells and not line.threats for line in lines) == 1
        assert sum(not line.tells and not line.threats for line in lines) == 1


def test_the_plain_sentence_is_not_always_in_one_place():
    assert len(set(said(threats=False, tells=True).values())) == 3


def test_the_picture_opens_with_the_sentences_that_threaten_most():
    assert MOST == 10
    assert all(LINES[moment][place].threats for moment, place in HEARD.items())
    most = max(
        sum(len(lines[i].threats) for lines, i in zip(LINES.values(), places, strict=True))
        for places in itertools.product(range(3), repeat=len(LINES))
    )
    assert most == MOST
    picture = table_talk(HEARD)
    assert picture.title == "10 words of threat, and 2 of 6 lines say what she should know"
    assert f"A thermometer stands at {MOST} of {MOST}." in picture.alt


def test_plain_sentences_take_the_threat_and_leave_the_finding():
    picture = table_talk(said(threats=False, tells=True))
    assert picture.title == "No threat, and all six lines say what she should know: only the words changed"
    assert all(row[2:] == ("none", "yes") for row in picture.rows)


def test_soothing_sentences_are_not_mistaken_for_plain_ones():
    picture = table_talk(said(threats=False, tells=False))
    assert picture.title == "No threat left, and 6 of 6 lines hide what she should know"
    assert all(row[2:] == ("none", "no") for row in picture.rows)


@pytest.mark.parametrize("moment", LINES)
def test_one_threatening_line_is_seen_among_five_plain_ones(moment):
    plain = said(threats=False, tells=True)
    picture = table_talk({**plain, moment: HEARD[moment]})
    count = len(LINES[moment][HEARD[moment]].threats)
    assert picture.title.startswith(f"{count} word{'s' if count > 1 else ''} of threat")
    assert all(word in picture.alt for word in LINES[moment][HEARD[moment]].threats)


def test_no_mark_of_the_author_reaches_the_reader():
    picture = table_talk(HEARD)
    assert "*" not in picture.alt + picture.title + "".join(itertools.chain(*picture.rows))


def test_the_explorable_opens_with_what_is_often_heard():
    shown = explorable("consent-table-talk")
    shown._repr_mimebundle_()
    assert "10 words of threat" in shown._page.value
