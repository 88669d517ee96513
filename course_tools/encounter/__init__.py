"""The virtual client: what may be done, what comes of it, how it is judged. An encounter is its list of actions."""

from course_tools.encounter.actions import CONSENT, Action, Answer, Field
from course_tools.encounter.calibration import Calibration, Stated, calibration, stated
from course_tools.encounter.debrief import Debrief, Held, Met, Missed, Parting, debrief, held, parting
from course_tools.encounter.game import Encounter, begin
from course_tools.encounter.log import FORMAT, Entry, case_of, entries, read_log, replay, seed_of
from course_tools.encounter.path import played
from course_tools.encounter.score import Score, score
from course_tools.encounter.steps import Decision, Step

__all__ = [
    "CONSENT",
    "FORMAT",
    "Action",
    "Answer",
    "Calibration",
    "Debrief",
    "Decision",
    "Encounter",
    "Entry",
    "Field",
    "Held",
    "Met",
    "Missed",
    "Parting",
    "Score",
    "Stated",
    "Step",
    "begin",
    "calibration",
    "case_of",
    "debrief",
    "entries",
    "held",
    "parting",
    "played",
    "read_log",
    "replay",
    "score",
    "seed_of",
    "stated",
]
