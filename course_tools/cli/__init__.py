"""`course …`: thin commands over the other packages. Whatever goes wrong is one plain sentence and an exit code."""

from __future__ import annotations

import errno
import sys

from course_tools.problem import CourseProblem


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 done with something to look at, 2 not done, 130 stopped."""
    from course_tools.cli.app import app

    try:
        app()
    except CourseProblem as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
    except Exception as defect:
        print(_in_words(defect), file=sys.stderr)
        sys.exit(2)


def _in_words(defect: Exception) -> str:
    """What to say of a problem that no command foresaw: the disk's in plain words, any other with its details kept."""
    code, name = getattr(defect, "errno", None), getattr(defect, "filename", None) or "The place for its files"
    if code in (errno.ENOSPC, errno.EDQUOT) or "disk is full" in str(defect):
        return "The disk is full. Make room on it, then run this again. What was saved before is safe."
    if code in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"{name} cannot be written to. Ask its owner, or copy the course to a folder of yours and use that."
    from course_tools.cli.log import write_log

    try:
        kept = f"The details are in {write_log(defect)}: send them to whoever looks after this course."
    except OSError:
        kept = "The details could not be kept: there is no place to write to. Make room on the disk, then try again."
    kind = type(defect).__name__
    return f"Something went wrong that this program did not expect ({kind}). Your files are as they were. {kept}"
