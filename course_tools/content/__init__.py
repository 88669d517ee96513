"""What lessons read: questions, evidence and objectives, from built JSON into plain dataclasses (FORMATS.md)."""

from course_tools.content.body import Area, Chart, DrawnView, Shape, Structure, load_body, load_chart
from course_tools.content.case import Case, case_ids, load_case
from course_tools.content.evidence import Evidence, Fact, Reference, load_evidence
from course_tools.content.library import (
    Lesson,
    Place,
    load_lesson,
    load_objectives,
    load_places,
    load_practice_index,
    load_taught,
)
from course_tools.content.outcomes import Origin, Plan, Preset, load_presets
from course_tools.content.question import Media, Option, Prompt, Question
from course_tools.content.quiz import Quiz, Slot, load_quiz, quiz_seed, shown_order, shown_targets

__all__ = [
    "Area",
    "Case",
    "Chart",
    "DrawnView",
    "Evidence",
    "Fact",
    "Lesson",
    "Media",
    "Option",
    "Origin",
    "Place",
    "Plan",
    "Preset",
    "Prompt",
    "Question",
    "Quiz",
    "Reference",
    "Shape",
    "Slot",
    "Structure",
    "case_ids",
    "load_body",
    "load_case",
    "load_chart",
    "load_evidence",
    "load_lesson",
    "load_objectives",
    "load_places",
    "load_practice_index",
    "load_presets",
    "load_quiz",
    "load_taught",
    "quiz_seed",
    "shown_order",
    "shown_targets",
]
