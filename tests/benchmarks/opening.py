"""How long a lesson takes to open: from the address to the first widget that can be used, against a bare notebook.

`python -m benchmarks.opening` in `tests/`. The bare notebook holds one cell with one ipywidgets button, in the same
JupyterLab, and is run as soon as its kernel is
there; the lesson runs by itself. They take turns, each in a
fresh browser context and a fresh kernel. Prints one line; exits with 1 above the ceiling.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from helpers.lab import READY, REPOSITORY, Browser, Lab, notebook, run_cell, write_notebook
from playwright.sync_api import Page, expect

ROUNDS = 5
CEILING = 1.3
LESSON = "notebooks/2-differences/01-purpose.ipynb"
BARE = "notebooks/bare.ipynb"


def lesson(lab: Lab, page: Page) -> None:
    """Open the lesson and wait for the first answer that can be chosen."""
    lab.open(page, LESSON)
    expect(page.locator(".cq-area input").first).to_be_enabled(timeout=READY)


def bare(lab: Lab, page: Page) -> None:
    """Open the bare notebook, run its cell, and wait for its button."""
    lab.open(page, BARE)
    lab.wait_for_kernel("python3")
    run_cell(page, page.locator(".jupyter-button"))


def seconds(opened, lab: Lab, browser: Browser) -> float:
    """One opening, in a context of its own; its kernel is stopped afterwards."""
    page = browser.page()
    start = time.perf_counter()
    opened(lab, page)
    taken = time.perf_counter() - start
    page.context.close()
    for session in lab.api("GET", "sessions"):
        lab.api("DELETE", f"sessions/{session['id']}")
    return taken


def main() -> int:
    """Measure, print, and say whether the ceiling holds."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(REPOSITORY / "notebooks", root / "notebooks")
        write_notebook(root / BARE, notebook(["import ipywidgets\nipywidgets.Button(description='Go')"], "python3"))
        with Lab(root) as lab, Browser() as browser:
            seconds(lesson, lab, browser)  # the first opening warms what both share
            pairs = [(seconds(lesson, lab, browser), seconds(bare, lab, browser)) for _ in range(ROUNDS)]
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"Opening: lesson {ours:.1f} s, bare notebook {theirs:.1f} s, ratio {ratio:.2f} (at most {CEILING}).")
    return 0 if ratio <= CEILING else 1


if __name__ == "__main__":
    sys.exit(main())
