"""`course …`: thin commands over the other packages. Whatever goes wrong is one plain sentence and an exit code."""

from __future__ import annotations

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
        from course_tools.cli.log import write_log

        place = write_log(defect)
        print(
            f"Something went wrong that this program did not expect ({type(defect).__name__}). Your files are as they "
            f"were. The details are in {place}: send them to whoever looks after this course.",
            file=sys.stderr,
        )
        sys.exit(2)
