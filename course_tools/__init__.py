"""The tools behind the lessons. Nothing is imported until it is used: a lesson imports `course_tools.lesson`."""

__version__ = "0.1.0"
