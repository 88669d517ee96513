"""Rules that one question keeps by itself.

After Haladyna, Downing and Rodriguez 2002, "A review of multiple-choice item-writing guidelines".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from course_tools.authoring.items.asked import ONE_RIGHT, Asked, Known, words
from course_tools.authoring.message import Message
from course_tools.authoring.readability import reading_grade

HARDEST_GRADE = 10.0
SHORTEST_WHY = 4
LENGTHS_APART = 2.0
LETTERS_OF_A_CLUE = 7

TASKS = "Mark|Meet|Choose|Put|Match|Grade|Sort|Write|Type|Name|Order|Say|Pick|Give"
ASKS = re.compile(rf"\?|(?:^|[.:!”\"] )(?:{TASKS})\b[^?]*$")
LEANS_ON_OPTIONS = re.compile(r"\b(?:which|what) of (?:the following|these|the options)\b|\bthe following\b", re.I)
NEGATIVE = re.compile(r"\b[Ee]xcept\b|\bEXCEPT\b|\bNOT\b|\b[Ww]hich (?:\w+ ){0,3}(?:is|are|does|do|should) not\b")
CATCH_ALL = re.compile(r"\b(?:all|none|both|any|either) of (?:the above|these|them|the others)\b", re.I)
ABSOLUTE = re.compile(r"\b(?:always|never|completely|totally|guaranteed|under no circumstances)\b", re.I)
EMPTY_WHY = re.compile(r"(?:this is |that is )?(?:correct|right|wrong|incorrect|true|false|not true)\W*", re.I)


def stem_asks(asked: Asked, known: Known) -> Iterator[Message]:
    """The stem ends in a decision: a question, or a task such as “Mark …”."""
    if not ASKS.search(asked.stem):
        yield asked.message("the stem asks nothing. End it with the decision, as a question.", "stem")


def stem_stands_alone(asked: Asked, known: Known) -> Iterator[Message]:
    """The stem can be answered with the options covered."""
    if found := LEANS_ON_OPTIONS.search(asked.stem):
        yield asked.message(f"“{found[0]}” cannot be answered with the options covered. Ask for the decision.", "stem")


def stem_is_positive(asked: Asked, known: Known) -> Iterator[Message]:
    """No “except”, and no “which … is not”: they test reading, not judgment."""
    if found := NEGATIVE.search(asked.stem):
        yield asked.message(f"“{found[0]}” turns the question round. Ask for what the therapist does.", "stem")


def no_catch_all(asked: Asked, known: Known) -> Iterator[Message]:
    """No “all of the above”, no “none of these”."""
    for text in asked.options.values():
        if found := CATCH_ALL.search(text):
            yield asked.message(f"the option “{found[0]}” tests logic. Write a choice of its own.", "options")


def no_absolute_giveaway(asked: Asked, known: Known) -> Iterator[Message]:
    """“Always” and “never” only in wrong options give them away."""
    if asked.right is None or ABSOLUTE.search(asked.options[asked.right]):
        return
    for text in asked.options.values():
        if found := ABSOLUTE.search(text):
            yield asked.message(f"“{found[0]}” stands in wrong options only, and gives them away. Reword.", "options")


def options_alike_in_length(asked: Asked, known: Known) -> Iterator[Message]:
    """The longest option has at most twice the letters of the shortest."""
    if asked.type in ONE_RIGHT:
        lengths = sorted(map(len, asked.options.values()))
        if lengths[-1] > LENGTHS_APART * lengths[0]:
            words_ = f"the options are unlike in length ({lengths[0]} to {lengths[-1]} letters). Even them out."
            yield asked.message(words_, "options")


def options_alike_in_form(asked: Asked, known: Known) -> Iterator[Message]:
    """All options are spoken words, or none is; all end alike."""
    if asked.type not in ONE_RIGHT:
        return
    spoken = {text.startswith(('"', "“")) for text in asked.options.values()}
    full = {text.rstrip('"”')[-1] in ".?!" for text in asked.options.values()}
    if len(spoken) == 2:
        yield asked.message("some options are spoken words in quotes, others are not. Make them alike.", "options")
    if len(full) == 2:
        yield asked.message("some options end as a sentence, others do not. Make them alike.", "options")


def options_differ(asked: Asked, known: Known) -> Iterator[Message]:
    """No two options say the same."""
    texts = list(asked.options.items())
    for i, (first, one) in enumerate(texts):
        for second, other in texts[i + 1 :]:
            if SequenceMatcher(None, words(one), words(other), autojunk=False).ratio() > 0.9:
                yield asked.message(f"the options {first} and {second} say nearly the same. Change one.", "options")


def no_clue_in_the_stem(asked: Asked, known: Known) -> Iterator[Message]:
    """No long word of the stem comes back in the right option alone."""
    if asked.right is None:
        return
    wrong = {word for name, text in asked.options.items() if name != asked.right for word in words(text)}
    in_both = set(words(asked.stem)) & set(words(asked.options[asked.right])) - wrong
    for word in sorted(word for word in in_both if len(word) >= LETTERS_OF_A_CLUE):
        yield asked.message(f"“{word}” stands in the stem and in the right option only: a clue. Reword one.", "options")


def reasons_say_why(asked: Asked, known: Known) -> Iterator[Message]:
    """A reason says more than “correct”."""
    for name, why in asked.question.why.items():
        if EMPTY_WHY.fullmatch(why.strip()) or len(words(why)) < SHORTEST_WHY:
            yield asked.message(
                f"the reason of {name} (“{why.strip()}”) gives none. Say what follows from it.", "options"
            )


def hints_do_not_answer(asked: Asked, known: Known) -> Iterator[Message]:
    """No hint holds the right option."""
    right = " ".join(words(asked.options[asked.right])) if asked.right else ""
    for hint in asked.question.hints:
        if right and right in " ".join(words(hint)):
            yield asked.message("a hint gives the answer. Ask something that leads to it.", "hints")


def easy_to_read(asked: Asked, known: Known) -> Iterator[Message]:
    """The Flesch-Kincaid grade of stem and options is at most 10."""
    texts = [asked.stem, *asked.options.values()]
    grade = reading_grade(" ".join(text if text.endswith((".", "?", "!", '"', "”")) else f"{text}." for text in texts))
    if grade > HARDEST_GRADE:
        words_ = f"the reading grade is {grade:.1f}; at most {HARDEST_GRADE:g}. Use shorter sentences and words."
        yield asked.message(words_, "stem")


def harm_is_marked(asked: Asked, known: Known) -> Iterator[Message]:
    """Where the right answer is to refer or to call for help, the question says `safety: true`."""
    if asked.type == "triage" and not asked.question.safety:
        action = asked.question.key["actions"][asked.right]
        if action in ("refer", "urgent"):
            yield asked.message(f"the right answer is “{action}”, so a wrong one could harm. Add `safety: true`.")


def safety_on_firm_ground(asked: Asked, known: Known) -> Iterator[Message]:
    """A safety question does not rest on weak sources alone."""
    evidence = asked.question.evidence
    if asked.question.safety and evidence and set(evidence) <= known.weak:
        words_ = "a safety question rests on weak sources alone. Add a burn, product or guideline entry."
        yield asked.message(words_, "evidence")
