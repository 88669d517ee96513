"""nbgrader and the course: build quizzes, release, collect, mark answers, give feedback.

Marking runs nothing that a trainee wrote: answers are data (FORMATS.md), the notebook that is graded is the one that
was released, and no kernel starts. Importing this package imports no nbgrader; its parts do when they are used.
"""
