"""Answers on disk: one JSON line an answer, only ever appended (FORMATS.md)."""

from course_tools.journal.journal import FILE, Answer, Journal, append, read
from course_tools.journal.place import practice_file

__all__ = ["FILE", "Answer", "Journal", "append", "practice_file", "read"]
