"""The instructor's way with a quiz: release, collect, grade, feedback. The command line calls these four.

Each takes the course folder, the quiz's id and `report`, which is told a plain line for each thing worth knowing.
`progress`, where there is one, is told (done, of all) after each trainee or file. Each raises CourseProblem, one
sentence, where nothing could be done at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from course_tools.authoring.bank import Bank
from course_tools.grading import archive, forms, marks, moved, submission
from course_tools.grading.changes import bring_points_up_to_date, refuse_harm
from course_tools.grading.desk import Desk, at_desk
from course_tools.grading.downloads import files_in
from course_tools.grading.incoming import Aside, hand_ins
from course_tools.grading.lock import at_work
from course_tools.grading.moved import Move
from course_tools.grading.place import Place, check_source, find
from course_tools.grading.records import read_record
from course_tools.grading.roster import roster_of
from course_tools.grading.words import printable
from course_tools.problem import CourseProblem
from course_tools.whole import put

Report = Callable[[str], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Collected:
    """What a collection did: roster ids taken (new or newer) and unchanged, and files set aside."""

    taken: tuple[str, ...]
    unchanged: tuple[str, ...]
    aside: tuple[Aside, ...]


@dataclass(frozen=True)
class Graded:
    """What grading did: roster ids marked, left as they were, and set aside; and the table of marks."""

    marked: tuple[str, ...]
    unchanged: tuple[str, ...]
    aside: tuple[Aside, ...]
    table: Path


@dataclass(frozen=True)
class Pages:
    """The feedback pages written, by roster id, and who was set aside."""

    pages: dict[str, Path]
    aside: tuple[Aside, ...]


def release(root: Path, quiz: str, report: Report) -> Path:
    """Make what trainees are given and return its path: `quizzes/outgoing/<quiz>.zip`, or a folder of copies.

    Where each trainee has a form of their own, `quizzes/outgoing/<quiz>/` has a zip for everybody on the roster.
    """
    place = find(root, quiz)
    bank = check_source(place)
    with _writable(), at_work(place.quizzes), at_desk(place) as desk:
        refuse_harm(desk, bank)
        desk.release()
        if bank.forms == "each":
            return _release_copies(desk, bank, report)
        names = [f"{quiz}.ipynb", "quiz.json"]
        files = {f"{quiz}/{name}": (place.release / name).read_bytes() for name in names}
        path = put(place.outgoing / f"{quiz}.zip", archive.to_zip(files))
    report(f"{quiz}: {len(bank.slots)} questions are ready to hand out in {path}.")
    return path


def _release_copies(desk: Desk, bank: Bank, report: Report) -> Path:
    place = desk.place
    made = forms.copies(place, bank, sorted(roster_of(desk).people))
    folder = place.outgoing / place.quiz
    if made:
        report(f"{place.quiz}: {len(bank.slots)} questions for each of {len(made)} trainees are ready in {folder}.")
        report("Give each trainee the file that begins with their id, and no other.")
    else:
        report(
            f"{place.quiz}: each trainee has a form of their own, and the roster names nobody yet. Run `course roster "
            f"FILE.csv`, then `course release {place.quiz}` again. On a class hub go on: `nbgrader release_assignment`."
        )
    return folder


def collect(root: Path, quiz: str, source: Path, report: Report, progress: Progress | None = None) -> Collected:
    """Take hand-ins into `quizzes/submitted`: from a folder, or from a learning platform's download of everybody's.

    A hand-in is called `<roster id>__<quiz>.zip`, or as Moodle or Canvas calls it.
    """
    place = find(root, quiz)
    check_source(place)
    taken: list[str] = []
    unchanged: list[str] = []
    aside: list[Aside] = []
    with _writable(), at_work(place.quizzes), at_desk(place) as desk, files_in(source) as files:
        for done, one in enumerate(hand_ins(files, quiz, roster_of(desk)), 1):
            _tell(progress, done, max(done, len(files)))
            if one is None:
                continue
            try:
                if isinstance(one, Aside):
                    raise CourseProblem(one.reason)
                with _writable():
                    changed = submission.store(place, one.trainee, one.hand_in, one.when)
            except CourseProblem as problem:
                name = one.name if isinstance(one, Aside) else one.trainee
                aside.append(Aside(name, str(problem)))
                report(f"Set aside: {'' if name in str(problem) else f'{name}: '}{problem}")
                continue
            (taken if changed else unchanged).append(one.trainee)
            for note in one.notes:
                report(note)
    if not taken and not unchanged and not aside:
        raise CourseProblem(f"There is no file <roster id>__{quiz}.zip in {source}.")
    report(f"{quiz}: {len(taken)} collected, {len(unchanged)} unchanged, {len(aside)} set aside.")
    return Collected(tuple(taken), tuple(unchanged), tuple(aside))


def grade(root: Path, quiz: str, report: Report, progress: Progress | None = None, *, again: bool = False) -> Graded:
    """Mark every submission of a quiz whose answers or keys have changed (`again`: all), each on its own.

    Where a question was mended since the last time, what moved for whom goes into `outgoing/<quiz>-moved.csv`.
    """
    from course_tools.grading.clerk import at_marking

    place = find(root, quiz)
    bank = check_source(place)
    trainees = _some_trainees(place)
    marked: list[str] = []
    unchanged: list[str] = []
    aside: list[Aside] = []
    with _writable(), at_work(place.quizzes), at_desk(place) as desk:
        refuse_harm(desk, bank)
        if bring_points_up_to_date(desk, bank):
            report(f"{quiz}: its questions are worth other points now, in the gradebook too.")
        with at_marking(desk, bank) as clerk:
            for done, trainee in enumerate(trainees, 1):
                try:
                    moves = clerk.grade(trainee, again=again)
                except CourseProblem as problem:
                    aside.append(Aside(trainee, str(problem)))
                else:
                    (unchanged if moves is None else marked).append(trainee)
                    _tell_moves(place, moves or (), report)
                _tell(progress, done, len(trainees))
        found = marks.outcomes(desk, trainees)
        table = marks.write(desk, trainees, found, {one.name: one.reason for one in aside})
    for trainee in marked:
        for told in found[trainee].by_hand_and_odd:
            report(f"{trainee}: {told}")
        report(f"{trainee}: graded{' with a remark' if found[trainee].remarks else ''}, {found[trainee].line}")
    for trainee in unchanged:
        report(f"{trainee}: unchanged, {found[trainee].line}")
    for one in aside:
        report(f"{printable(one.name)}: set aside. {one.reason}")
    report(f"{quiz}: {len(marked)} marked, {len(unchanged)} unchanged, {len(aside)} set aside. Marks: {table}")
    return Graded(tuple(marked), tuple(unchanged), tuple(aside), table)


def feedback(
    root: Path, quiz: str, report: Report, progress: Progress | None = None, *, show_answers: bool = False
) -> Pages:
    """Write the feedback page of every graded submission, and the table of marks anew.

    `show_answers` tells what would have been right, also where the configuration does not.
    """
    place = find(root, quiz)
    trainees = [trainee for trainee in _some_trainees(place) if read_record(place.autograded(trainee))]
    if not trainees:
        raise CourseProblem(f"No submission of {quiz} is graded yet. Run `course grade {quiz}` first.")
    pages: dict[str, Path] = {}
    aside: list[Aside] = []
    with _writable(), at_work(place.quizzes), at_desk(place) as desk:
        if show_answers:
            desk.config.FeedbackPage.show_answers = True
        for done, trainee in enumerate(trainees, 1):
            try:
                desk.feedback(trainee)
                pages[trainee] = place.feedback(trainee)
            except CourseProblem as problem:
                aside.append(Aside(trainee, str(problem)))
                report(f"{trainee}: set aside. {problem}")
            _tell(progress, done, len(trainees))
        marks.write(desk, place.trainees(), marks.outcomes(desk, place.trainees()), _unfit(place))
    report(f"{quiz}: {len(pages)} feedback pages in {place.quizzes / 'feedback'}.")
    return Pages(pages, tuple(aside))


def _tell_moves(place: Place, found: tuple[Move, ...], report: Report) -> None:
    """Write down what moved for one trainee at once: a run that is broken off has told what it did."""
    if found:
        moved.write(place, found)
    for move in found:
        report(f"Moved: {move.line}")


def _unfit(place: Place) -> dict[str, str]:
    """Who cannot be graded as things are, and why, by the name of their folder."""
    reasons = {}
    for trainee in place.trainees():
        try:
            submission.check(place, trainee)
        except CourseProblem as problem:
            reasons[trainee] = str(problem)
    return reasons


def _some_trainees(place: Place) -> tuple[str, ...]:
    trainees = place.trainees()
    if not trainees:
        raise CourseProblem(f"Nobody has handed in {place.quiz} yet. Run `course collect {place.quiz} FOLDER` first.")
    return trainees


@contextmanager
def _writable() -> Iterator[None]:
    """Turns a failure of the disk into a sentence."""
    try:
        yield
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        raise CourseProblem(f"The file or folder{where} cannot be written or read ({error.strerror}).") from None


def _tell(progress: Progress | None, done: int, of_all: int) -> None:
    if progress is not None:
        progress(done, of_all)
