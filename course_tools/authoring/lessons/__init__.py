"""The lesson linter: what a notebook must be for a learner to get on. One function a rule, listed in `check`."""

from course_tools.authoring.lessons.check import RULES, check_lessons, read_known
from course_tools.authoring.lessons.known import Known

__all__ = ["RULES", "Known", "check_lessons", "read_known"]
