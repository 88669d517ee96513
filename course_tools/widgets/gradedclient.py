"""The view of a client who is met in a quiz: once, without a debrief, and without what findings should have told."""

from __future__ import annotations

from typing import Any

from course_tools.content import Prompt
from course_tools.encounter import Encounter
from course_tools.journal import Meeting
from course_tools.widgets.client import MeetingView
from course_tools.widgets.clientpage import shown

BAYES = "bayes"  # what the findings should have told of a belief: a debrief during the meeting


class GradedClientView(MeetingView):
    """One question of a quiz: the client's log is its answer, saved step by step."""

    way_on = "What is written stays beside this quiz. Get the quiz again from your instructor, in a folder of its own."

    def __init__(self, prompt: Prompt, kept: Meeting, label: str) -> None:
        super().__init__(kept, graded=True, item=prompt.id, label=label, stem=prompt.stem)

    def _page(self, encounter: Encounter) -> dict[str, Any]:
        page = shown(encounter)
        name = encounter.case.client.name
        return {
            **page,
            "talk": [line for line in page["talk"] if line["who"] != BAYES],
            "kept": (
                f"You have met {name}, and every step is saved. What it was worth, and the expert's way beside yours, "
                "you read in the feedback of your instructor."
            ),
        }
