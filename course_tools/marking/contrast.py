"""`contrast`: two stories that look alike; which cue decides, and what to do in each.

Score: the mean of three parts, each 1 or 0: the cue, the action in the first story, the action in the second. Where
the actions say how cautious they are, a story is unsafe if its action is less cautious than the right one, or missing.
Chance score: (1 / cues + 2 / actions) / 3.
"""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.caution import steps_of_caution
from course_tools.marking.result import RIGHT, WRONG, Reason, Scored, UnreadableError

STORIES = ("first", "second")


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` has `cue`, `first` and `second`; a missing or null part is blank."""
    prompt, key = question.prompt, question.key
    actions = {target["id"]: target["text"] for target in prompt.limits["targets"]}
    cues = {option.id for option in prompt.options}
    given = _parts(answer, cues, set(actions))
    wanted = {"cue": key["right"]} | {story: key["stories"][story]["action"] for story in STORIES}
    right = [part for part in wanted if given.get(part) == wanted[part]]
    caution: dict[str, str] = key["caution"]
    unsafe = [
        story
        for story in STORIES
        if caution and (story not in given or steps_of_caution(caution, given[story], wanted[story]) < 0)
    ]
    told = [f"{len(right)} of 3 parts right."]
    told += [f"Less cautious than {prompt.limits[story]['title']} needs." for story in unsafe if story in given]
    cue = given.get("cue")
    return Scored(
        len(right) / 3,
        given=frozenset([cue] if cue else []),
        verdicts={option: RIGHT if option == key["right"] else WRONG for option in cues},
        message=" ".join(told),
        blank=not given,
        unsafe=bool(unsafe),
        more=tuple(
            Reason(
                option=story,
                text=prompt.limits[story]["title"],
                given=story in given,
                verdict=RIGHT if story in right else WRONG,
                said=actions.get(given.get(story, ""), "left blank"),
                better="" if story in right else actions[wanted[story]],
                why=key["stories"][story]["why"],
            )
            for story in STORIES
        ),
    )


def _parts(answer: Any, cues: set[str], actions: set[str]) -> dict[str, str]:
    """The parts that were answered."""
    possible = {"cue": cues, "first": actions, "second": actions}
    if not isinstance(answer, dict) or not set(answer) <= set(possible):
        raise UnreadableError("The answer is no cue with an action for each story.")
    given = {part: said for part, said in answer.items() if said is not None}
    if not all(isinstance(said, str) and said in possible[part] for part, said in given.items()):
        raise UnreadableError("The answer names a cue or an action that this question does not have.")
    return given
