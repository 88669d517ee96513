"""`make screenshots`: the pictures of the README, of the real course in a real Chromium.

Each picture is one step of a trainee's first visit, in a copy of the course so that no answer of anybody's is in it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from helpers.lab import REPOSITORY, Browser, Lab, wait_ready
from playwright.sync_api import Locator, Page, expect

PICTURES = REPOSITORY / "assets/screenshots"
LARGEST = 150_000  # bytes
WIDTH, HEIGHT = 1100, 760
FIRST, LESSON = "notebooks/0-start-here.ipynb", "notebooks/2-differences/01-purpose.ipynb"
MOVED = 140  # pixels that a picture shows above what it is about


def start(page: Page) -> None:
    """The first page as it opens."""
    expect(in_view(page, "[data-item]").first).to_be_visible()


def question(page: Page) -> None:
    """A practice question, answered wrongly, with the reason for each option."""
    shown = in_view(page, "[data-item='purpose-calm-under-medical']")
    shown.locator(".cq-area input").first.check()
    shown.get_by_role("button", name="Check my answer").click()
    expect(shown.locator("[data-role='status']")).to_contain_text("Saved")
    to_top(page, shown)


def client(page: Page) -> None:
    """A virtual client, before the first thing is asked."""
    shown = in_view(page, "[data-client]").first
    expect(shown.get_by_role("button").first).to_be_visible()
    to_top(page, shown)


STEPS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "start": (FIRST, start),
    "question": (LESSON, question),
    "client": (LESSON, client),
}


def in_view(page: Page, selector: str) -> Locator:
    return page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden) {selector}")


def to_top(page: Page, shown: Locator) -> None:
    """Scroll so that what a picture is about stands near its top, and stays there: what is above may still grow."""
    shown.evaluate(
        """(node, above) => new Promise((done) => {
          const pane = node.closest(".jp-WindowedPanel-outer");
          let still = 0;
          const look = () => {
            const off = node.getBoundingClientRect().top - pane.getBoundingClientRect().top - above;
            const before = pane.scrollTop;
            pane.scrollTop += off;
            still = pane.scrollTop === before ? still + 1 : 0;
            still < 30 ? requestAnimationFrame(look) : done();
          };
          look();
        })""",
        MOVED,
    )
    expect(shown).to_be_in_viewport()


def take(root: Path, folder: Path) -> list[Path]:
    """Take every picture of the course in ``root``; return their paths."""
    taken = []
    with Lab(root) as lab, Browser() as browser:
        for name, (path, step) in STEPS.items():
            page = lab.open(browser.page(width=WIDTH, height=HEIGHT), path)
            wait_ready(page)
            step(page)
            taken.append(folder / f"{name}.png")
            page.screenshot(path=taken[-1], animations="disabled")
            page.context.close()
    return taken


def main() -> int:
    """Take the pictures; 1 if one is larger than a README should load."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="course-pictures-") as temporary:
        root = Path(temporary) / "massage-course"
        shutil.copytree(REPOSITORY / "notebooks", root / "notebooks")
        taken = take(root, PICTURES)
    large = [path.name for path in taken if path.stat().st_size > LARGEST]
    for path in taken:
        print(f"{path.relative_to(REPOSITORY)}: {path.stat().st_size // 1000} kB")
    if large:
        print(f"Too large for a README (at most {LARGEST // 1000} kB): {', '.join(large)}.", file=sys.stderr)
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
