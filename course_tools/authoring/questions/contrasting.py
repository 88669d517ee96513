"""`contrast`: two stories that look alike, the cue that decides, and what to do in each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Action, Id, Prose, Strict
from course_tools.authoring.questions.common import ListedText, OptionText, QuestionText, differ


class StoryText(Strict):
    """One of the two clients; `action` is the right one of the question's `actions`."""

    title: Prose
    text: Prose
    action: Id
    why: Prose


class ActionText(ListedText):
    """Something to do; `action` says how cautious it is."""

    action: Action | None = None


class ContrastText(QuestionText):
    """The options are cues. A trainee chooses the one that decides, and an action for each story."""

    type: Literal["contrast"]
    options: list[OptionText] = Field(min_length=3, max_length=5)
    first: StoryText
    second: StoryText
    actions: list[ActionText] = Field(min_length=2, max_length=6)

    @model_validator(mode="after")
    def _key(self) -> ContrastText:
        self.only("right")
        self.the_right_one()
        differ("actions", self.actions)
        if {"first", "second"} & {option.id for option in self.options}:
            raise ValueError("“first” and “second” name the stories; give the cue another id")
        ids = {action.id for action in self.actions}
        for name, story in (("first", self.first), ("second", self.second)):
            if story.action not in ids:
                raise ValueError(f"the action of “{name}” must name one of the actions")
        if self.first.action == self.second.action:
            raise ValueError("the two stories have the same action; what is the contrast?")
        graded = [action.action is not None for action in self.actions]
        if any(graded) != all(graded):
            raise ValueError("give each of the actions its “action” (treat, adapt, refer, urgent), or none of them")
        if self.safety and not all(graded):
            raise ValueError("a safety question needs an “action” (treat, adapt, refer, urgent) at each of the actions")
        return self

    def limits(self) -> dict[str, object]:
        """The stories, and the actions sorted by id."""
        return {
            "first": {"title": self.first.title, "text": self.first.text},
            "second": {"title": self.second.title, "text": self.second.text},
            "targets": [{"id": a.id, "text": a.text} for a in sorted(self.actions, key=lambda a: a.id)],
        }

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {
            "right": self.the_right_one(),
            "stories": {
                "first": {"action": self.first.action, "why": self.first.why},
                "second": {"action": self.second.action, "why": self.second.why},
            },
            "caution": {a.id: a.action for a in self.actions if a.action is not None},
        }
