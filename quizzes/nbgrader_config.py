"""nbgrader's configuration of this course.

Run nbgrader's commands in this folder: generate_assignment, zip_collect, autograde, generate_feedback, each with the
quiz's id, or open the formgrader. `course release | collect | grade | feedback` do the same with one plain line each.
"""

from pathlib import Path

from course_tools.journal.handin import QUIZ_ID

c = get_config()  # noqa: F821  (traitlets gives this name to a configuration file)
here = Path(__file__).resolve().parent

# The nbgrader course is this folder, wherever JupyterLab was started.
c.CourseDirectory.root = str(here)
c.CourseDirectory.course_id = "massage-course"

# Release: only what `course build` made of the bank leaves this folder, and there are no solutions in it to
# clear. A file that was left in source/ by mistake, a journal or a bank, stops the release. (CourseDirectory.ignore
# would be the wrong place to name answers.jsonl: it applies to collecting too, and would drop the trainees' own.)
c.GenerateAssignment.preprocessors = [
    "course_tools.grading.guard.CheckSource",
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "course_tools.grading.save_cells.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Collect: zips named <roster id>__<quiz>.zip in downloaded/<quiz>/archive/.
c.ZipCollectApp.extractor_plugin = "course_tools.grading.zip_collect.HandInExtractor"
c.ZipCollectApp.collector_plugin = "course_tools.grading.zip_collect.HandInCollector"

# Autograde: the released notebook is graded, from the answers in the trainee's journal. MarkAnswers stands where
# nbgrader has Execute. Nothing that a trainee wrote is run, and no kernel starts.
c.Autograde.exporter_class = "course_tools.grading.exporters.ReleasedNotebook"
c.Autograde.autograde_preprocessors = [
    "course_tools.grading.mark_answers.MarkAnswers",
    "nbgrader.preprocessors.LimitOutput",
    "course_tools.grading.save_marks.SaveMarks",
    "nbgrader.preprocessors.AssignLatePenalties",
]
# Should a journal lie in source/ all the same, it does not replace a trainee's.
c.Autograde.exclude_overwriting = {
    path.stem: ["answers.jsonl"] for path in (here / "bank").glob("*.yaml") if QUIZ_ID.fullmatch(path.stem)
}

# Formgrader: beside a note stand its rubric, its exemplar, and your own sentences from snippets.yaml.
c.HTMLExporter.preprocessors = ["course_tools.grading.by_hand.RubricBeside"]

# Feedback: one plain page a trainee, with the reasons for what was chosen. Set show_answers to True to tell what is
# right, too. lessons_at is the address of the folder `notebooks`, where trainees have one that links can lead to.
c.FeedbackPage.show_answers = False
c.FeedbackPage.lessons_at = ""
c.GenerateFeedback.exporter_class = "course_tools.grading.exporters.FeedbackPage"
c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]

# The gradebook is the file gradebook.db here. For a class hub, PostgreSQL (`pip install "course-tools[hub]"`):
# c.CourseDirectory.db_url = "postgresql+psycopg://NAME:PASSWORD@SERVER/massage_course"
