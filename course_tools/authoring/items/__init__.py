"""The question linter: the rules of writing that a good question keeps. One function a rule, listed in `check`."""

from course_tools.authoring.items.check import RULES, WHOLE, check_questions

__all__ = ["RULES", "WHOLE", "check_questions"]
