"""The trainee's edition: the course without anything that is only the instructor's.

`contents` says what it holds, and reads it; `folder` writes that to a new folder; `repository` commits it, once. No
byte of it depends on a key: graded questions come as the prompts of the quizzes that were released.
"""

from course_tools.edition.make import Edition, make_edition

__all__ = ["Edition", "make_edition"]
