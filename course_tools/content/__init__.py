"""What lessons read: questions, evidence and objectives, from built JSON into plain dataclasses (FORMATS.md)."""

from course_tools.content.body import Area, load_body
from course_tools.content.case import Case, load_case
from course_tools.content.evidence import Evidence, Fact, Reference, load_evidence
from course_tools.content.library import Lesson, load_lesson, load_objectives, load_places, load_practice_index
from course_tools.content.question import Media, Option, Prompt, Question
from course_tools.content.quiz import Quiz, Slot, load_quiz, quiz_seed, shown_order, shown_targets

__all__ = [
    "Area",
    "Case",
    "Evidence",
    "Fact",
    "Lesson",
    "Media",
    "Option",
    "Prompt",
    "Question",
    "Quiz",
    "Reference",
    "Slot",
    "load_body",
    "load_case",
    "load_evidence",
    "load_lesson",
    "load_objectives",
    "load_places",
    "load_practice_index",
    "load_quiz",
    "quiz_seed",
    "shown_order",
    "shown_targets",
]
