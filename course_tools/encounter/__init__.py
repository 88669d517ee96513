"""The virtual client: what may be done, what comes of it, how it is judged. An encounter is its list of actions."""

from course_tools.encounter.debrief import Debrief, Met, Missed, debrief
from course_tools.encounter.game import CONSENT, Action, Encounter, begin, with_consent
from course_tools.encounter.log import FORMAT, Entry, entries, replay, seed_of
from course_tools.encounter.score import Score, score

__all__ = [
    "CONSENT",
    "FORMAT",
    "Action",
    "Debrief",
    "Encounter",
    "Entry",
    "Met",
    "Missed",
    "Score",
    "begin",
    "debrief",
    "entries",
    "replay",
    "score",
    "seed_of",
    "with_consent",
]
