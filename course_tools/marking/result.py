"""What marking gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from course_tools.content import Question
from course_tools.encounter import Encounter

RIGHT, PARTLY, WRONG, BLANK, OPEN, DROPPED = "right", "partly", "wrong", "blank", "open", "dropped"

SENTENCES = {
    RIGHT: "Right.",
    PARTLY: "Partly right.",
    WRONG: "Not right.",
    BLANK: "No answer.",
    OPEN: "To be marked by a person.",
    DROPPED: "This question was taken out of the quiz. Everybody who was asked it has its points.",
}
FULL = 1 - 1e-9
LARGEST = 1e12
LONGEST = 20_000


class UnreadableError(ValueError):
    """An answer of a shape that this type cannot read; the text says so for an instructor, `told` for the trainee."""

    def __init__(self, text: str, told: str = "") -> None:
        super().__init__(text)
        self.told = told


@dataclass(frozen=True)
class Reason:
    """What is to be said about one option: whether it was given, the verdict on it, and why."""

    option: str
    text: str
    given: bool
    verdict: str
    said: str
    better: str
    why: str


@dataclass(frozen=True)
class Scored:
    """What a type's rule found: the score, what was given, and a verdict for single options.

    `given` holds the ids of options that the trainee chose, judged or placed; `verdicts` maps an option's id to
    `right`, `wrong` or `partly` where the type can say so; `said` maps an id to what the trainee said of it, and
    `better` to what the key says instead (for practice only). `explained` is what
    follows from the key beyond the options (for practice only). `by_hand`: only a person can mark it. `more` holds the
    reasons of parts that are no options; `met` is a client that was met.
    """

    score: float
    given: frozenset[str]
    verdicts: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    better: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    explained: str = ""
    blank: bool = False
    unsafe: bool = False
    by_hand: bool = False
    more: tuple[Reason, ...] = ()
    met: Encounter | None = None


@dataclass(frozen=True)
class Result:
    """A mark with its reasons.

    `points` is `score` (0 to 1) times `max_points`; `safe` is what a pass looks at; `detail` is what there is to
    say beyond the verdict, and `explained` what only practice may say, since it follows from the key; `met` is a client
    that was met, with all that was done.
    """

    item: str
    score: float
    points: float
    max_points: float
    verdict: str
    safe: bool
    detail: str
    reasons: tuple[Reason, ...]
    remark: str = ""
    explained: str = ""
    met: Encounter | None = None

    @property
    def message(self) -> str:
        """The verdict in words, then the detail."""
        return " ".join(part for part in (SENTENCES[self.verdict], self.detail) if part)


def finish(question: Question, scored: Scored, *, blank: bool, remark: str = "") -> Result:
    """Turn what a rule found into a result: clamp the score, choose the verdict, attach the reasons."""
    score = 0.0 if blank else min(1.0, max(0.0, scored.score))
    verdict = BLANK if blank else OPEN if scored.by_hand else _verdict(score)
    told = question.feedback.get(verdict, "")
    return Result(
        item=question.id,
        score=score,
        points=score * question.prompt.points,
        max_points=question.prompt.points,
        verdict=verdict,
        safe=not question.safety or (score > question.safety_min and not scored.unsafe),
        detail=" ".join(part for part in (scored.message, told) if part),
        reasons=tuple(
            Reason(
                option=option.id,
                text=option.text,
                given=option.id in scored.given,
                verdict=scored.verdicts.get(option.id, ""),
                said=scored.said.get(option.id, ""),
                better=scored.better.get(option.id, ""),
                why=question.why.get(option.id, ""),
            )
            for option in question.prompt.options
        )
        + scored.more,
        remark=remark,
        explained=scored.explained,
        met=scored.met,
    )


def withdrawn(question: Question) -> Result:
    """What everybody gets for a question that was dropped, whatever they answered: its points, and nothing unsafe."""
    points = question.prompt.points
    return Result(question.id, 1.0, points, points, DROPPED, safe=True, detail="", reasons=())


def _verdict(score: float) -> str:
    return RIGHT if score >= FULL else PARTLY if score > 0 else WRONG


def chosen_id(question: Question, answer: object) -> str:
    """The answer as the id of one of the question's options. Raises UnreadableError."""
    if not isinstance(answer, str) or answer not in {option.id for option in question.prompt.options}:
        raise UnreadableError("The answer names no option of this question.")
    return answer


def read_number(answer: object) -> float:
    """The answer as a finite number of a size that a person would type. Raises UnreadableError."""
    if isinstance(answer, bool) or not isinstance(answer, int | float) or not abs(answer) <= LARGEST:
        raise UnreadableError("The answer is no number.")
    return answer


def read_text(answer: object) -> str:
    """The answer as a text without leading and trailing space. Raises UnreadableError."""
    if not isinstance(answer, str) or len(answer) > LONGEST:
        raise UnreadableError("The answer is no text, or far too long.")
    return printable(answer).strip()


def printable(text: str) -> str:
    """A text as UTF-8 can hold it, whatever somebody wrote into a journal."""
    return text.encode(errors="replace").decode()


def chosen_ids(question: Question, answer: object) -> frozenset[str]:
    """The answer, a list, as ids of the question's options, each once. Raises UnreadableError."""
    if not isinstance(answer, list) or not all(isinstance(option, str) for option in answer):
        raise UnreadableError("The answer is no list of options.")
    if len(set(answer)) != len(answer) or not set(answer) <= {option.id for option in question.prompt.options}:
        raise UnreadableError("The answer names an option twice, or one that this question does not have.")
    return frozenset(answer)
