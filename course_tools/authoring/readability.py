"""How hard a text is to read."""

from __future__ import annotations

from course_tools.problem import CourseProblem


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade (a school year in the US) of some sentences. Raises CourseProblem without textstat.

    Kincaid, Fishburne, Rogers and Chissom 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59.
    """
    try:
        import textstat
    except ModuleNotFoundError:
        raise CourseProblem(
            "textstat, which measures how lessons read, is not installed. In the course folder, run: "
            "python -m pip install --constraint requirements.lock --editable '.[author]'"
        ) from None
    return float(textstat.flesch_kincaid_grade(text))
