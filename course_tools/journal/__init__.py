"""Answers on disk: one JSON line an answer, only ever appended (FORMATS.md)."""

from course_tools.journal.book import AnswerBook
from course_tools.journal.encounters import EncounterBook, all_stated
from course_tools.journal.handin import HandIn, hand_in, take_quiz
from course_tools.journal.journal import FILE, Answer, Journal, append, read
from course_tools.journal.meeting import Meeting, answered, meeting
from course_tools.journal.place import course_folder, encounters_file, practice_file

__all__ = [
    "FILE",
    "Answer",
    "AnswerBook",
    "EncounterBook",
    "HandIn",
    "Journal",
    "Meeting",
    "all_stated",
    "answered",
    "append",
    "course_folder",
    "encounters_file",
    "hand_in",
    "meeting",
    "practice_file",
    "read",
    "take_quiz",
]
