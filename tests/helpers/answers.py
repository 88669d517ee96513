"""Answers to the banks of `tests/grading/banks`, by slot, one for each type of question."""

from __future__ import annotations

from typing import Any

from helpers.meetings import MIDDLING, log_of

#: Partly right or not right, with how sure the trainee says they are.
ASTRAY: dict[str, dict[str, tuple[Any, str | None]]] = {
    "ten-types": {
        "q1": ("say-name", "high"),
        "q2": (["send-today", "note-oil"], "middle"),
        "q3": ({"this-course": "supported", "for-good": "supported"}, "high"),
        "q4": ({"cue": "which-sport", "first": "careful", "second": "deep"}, "low"),
        "q5": ("much-more", "middle"),
        "q6": (60, "high"),
        "q7": ({"often": "once-a-week", "long": 120}, "low"),
        "q8": ("adduction", "high"),
        "q9": ([219], None),
        "q10": ({"said": "Tired since May.\nWants to sleep.", "done": "Slow strokes, 40 minutes."}, "middle"),
    },
    "four-types": {
        "q1": ("menu", "high"),
        "q2": ({"first": True, "second": False, "third": False}, "middle"),
        "q3": (["consent", "ask", "touch", "note"], "low"),
        "q4": ("go-on", "high"),
    },
    "one-client": {
        "q1": (log_of(MIDDLING), None),
        "q2": ("menu", "high"),
    },
    "three-types": {
        "q1": (["goal", "tea"], "low"),
        "q2": ({"sleep": "move", "stiff": "move"}, "middle"),
        "q3": ({"value": 3, "unit": "seconds"}, "high"),
    },
}
RIGHT: dict[str, dict[str, tuple[Any, str | None]]] = {
    "ten-types": {
        "q1": ("wake-softly", "high"),
        "q2": (["send-today", "tell-why"], "high"),
        "q3": ({"this-course": "supported", "for-good": "overstated", "cures-cause": "unsupported"}, "high"),
        "q4": ({"cue": "swelling", "first": "careful", "second": "doctor"}, "high"),
        "q5": ("more", "high"),
        "q6": (33, "high"),
        "q7": ({"often": "once-a-week", "long": 60}, "high"),
        "q8": ("abduction", "middle"),
        "q9": ([218], "middle"),
        "q10": ({"said": "Tired.", "done": "Slow strokes."}, None),
    }
}
