"""Journals that are damaged, forged or of somebody else. Each line that can be read still counts."""

from __future__ import annotations

from helpers.course import PERFECT

from damage.defect import HandIn, aside, graded

UNREAD = "1 line(s) of the journal could not be read and were passed over."


def add(it: HandIn, *lines: bytes) -> None:
    with it.journal.open("ab") as file:
        file.write(b"".join(lines))


@graded(0, "There is no answers.jsonl: no answer was handed in.")
def journal_missing(it: HandIn) -> None:
    it.journal.unlink()


@graded(0, "answers.jsonl is empty.")
def journal_empty(it: HandIn) -> None:
    it.journal.write_bytes(b"")


@graded(5, UNREAD)
def journal_torn_at_its_end(it: HandIn) -> None:
    add(it, it.line("q1", "menu")[:40])


@graded(5, UNREAD)
def journal_torn_in_its_middle(it: HandIn) -> None:
    it.journal.write_bytes(it.line("q1", "menu")[:40] + b"\n" + it.journal.read_bytes())


@graded(4, UNREAD)
def journal_cut_short(it: HandIn) -> None:
    it.journal.write_bytes(it.journal.read_bytes()[:-20])


@graded(5)
def journal_doubled(it: HandIn) -> None:
    add(it, it.journal.read_bytes())


@graded(0, "Answers of another quiz were passed over: “other-quiz”.")
def journal_of_another_quiz(it: HandIn) -> None:
    it.journal.write_bytes(it.journal.read_bytes().replace(b"four-types", b"other-quiz"))


@graded(5, "signed by somebody else: “zora”")
def journal_of_another_trainee(it: HandIn) -> None:
    it.journal.write_bytes(it.journal.read_bytes().replace(b'"trainee":""', b'"trainee":"zora"'))


@graded(5)
def answers_given_in_the_future(it: HandIn) -> None:
    add(it, it.line("q1", "ask", time="2999-01-01T00:00:00+00:00"))


@graded(0, "4 line(s) of the journal could not be read")
def format_of_the_future(it: HandIn) -> None:
    it.journal.write_bytes(it.journal.read_bytes().replace(b"answer/1", b"answer/2"))


@graded(5, "not in this trainee's quiz were passed over: “no-such-item”.")
def unknown_item(it: HandIn) -> None:
    add(it, it.line("q1", "menu", item="no-such-item"))


@graded(0, "q1: The answer names no option of this question. It counts as blank.")
def answers_of_wrong_shapes(it: HandIn) -> None:
    add(it, *(it.line(slot, {"given": ["ask", 1]}) for slot in PERFECT))


@graded(0, "It counts as blank.")
def answers_of_other_kinds(it: HandIn) -> None:
    add(it, it.line("q1", ["ask"]), it.line("q2", "true"), it.line("q3", {"ask": 1}), it.line("q4", True))


@graded(5, "2 line(s) of the journal could not be read")
def answers_that_are_no_number(it: HandIn) -> None:
    nan = it.line("q1", "here").replace(b'"here"', b"NaN")
    add(it, nan, nan.replace(b"NaN", b"-Infinity"))


@graded(4, "q1: The answer names no option of this question.")
def answers_that_are_huge_numbers(it: HandIn) -> None:
    here = it.line("q1", "here")
    add(it, *(here.replace(b'"here"', number) for number in (b"9" * 5000, b"1e999", b"1" + b"0" * 400)))


@graded(5, "1000000 line(s) of the journal could not be read")
def a_million_lines(it: HandIn) -> None:
    add(it, b"{}\n" * 1_000_000)


@graded(0, "answers.jsonl is too large to be right and was not read")
def journal_of_20_mb(it: HandIn) -> None:
    add(it, it.line("q1", "ask") * (20_000_000 // len(it.line("q1", "ask"))))


@graded(5, UNREAD)
def a_line_too_long(it: HandIn) -> None:
    add(it, it.line("q1", "m" * 190_000).replace(b"mm", b"mmm"))


@graded(5, UNREAD)
def a_line_nested_deeply(it: HandIn) -> None:
    add(it, b"[" * 100_000 + b"\n")


@graded(1, "could not be read and were passed over")
def journal_in_utf_16(it: HandIn) -> None:
    """Only its first line is still JSON where a line end parts it."""
    it.journal.write_bytes(it.journal.read_text(encoding="utf-8").encode("utf-16"))


@graded(5)
def journal_with_a_byte_order_mark(it: HandIn) -> None:
    it.journal.write_bytes(b"\xef\xbb\xbf" + it.journal.read_bytes())


@graded(5)
def journal_with_line_ends_of_windows(it: HandIn) -> None:
    it.journal.write_bytes(it.journal.read_bytes().replace(b"\n", b"\r\n"))


@graded(5, UNREAD)
def null_bytes(it: HandIn) -> None:
    add(it, bytes(1000) + b"\n")


@graded(4, "<script>")
def scripts_in_every_field(it: HandIn) -> None:
    script = "<script>alert(1)</script>"
    add(it, it.line("q1", script, trainee=script, version=script, seed=script), it.line("q1", "", quiz=script))
    add(it, it.line("q1", "", item=script))


@graded(5)
def fields_that_nobody_asked_for(it: HandIn) -> None:
    add(it, it.line("q1", "ask").replace(b"{", b'{"points":1000,"score":9,"__class__":"Result",', 1))


@graded(5, "The wording has changed since the answer was given: q1.")
def version_of_another_wording(it: HandIn) -> None:
    add(it, it.line("q1", "ask", version="0" * 12))


@graded(0, "answers.jsonl is no ordinary file and was not read")
def journal_is_a_folder(it: HandIn) -> None:
    it.journal.unlink()
    it.journal.mkdir()


@aside("“answers.jsonl” in the folder of journal_is_a_link_to_the_key is a link")
def journal_is_a_link_to_the_key(it: HandIn) -> None:
    it.journal.unlink()
    it.journal.symlink_to(it.quizzes / "bank/four-types.yaml")
