"""The real `course lab` in a process of its own, and a real Chromium that looks at it.

with Lab(root) as lab, Browser() as browser:
    page = lab.open(browser.page(), "notebooks/0-start-here.ipynb")
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self

import nbformat
from playwright.sync_api import Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as Timeout

REPOSITORY = Path(__file__).parents[2]
CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
)
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]
READY = 60_000  # milliseconds
OPEN = "import sys; from pathlib import Path; from course_tools.lab.launch import open_course; "


def until(true: Callable[[], Any], what: str, seconds: float = 60) -> Any:
    """Wait for a condition outside the browser; return what it gave."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s for {what}")


def notebook(cells: Iterable[str], kernel: str = "course") -> dict[str, Any]:
    """A small notebook: a text that starts with `#` and a letter is prose, any other is code."""
    made = []
    for number, source in enumerate(cells):
        common = {"id": f"cell-{number}", "metadata": {}, "source": source}
        if source.startswith("# Lesson"):
            made.append({"cell_type": "markdown", **common})
        else:
            made.append({"cell_type": "code", "execution_count": None, "outputs": [], **common})
    names = {"course": "Massage course", "python3": "Python 3"}
    spec = {"display_name": names.get(kernel, kernel), "language": "python", "name": kernel}
    return {"cells": made, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}


def write_notebook(path: Path, nb: dict[str, Any]) -> Path:
    """Store a notebook as nbformat does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.from_dict(nb), path)
    return path


class Lab:
    """`course lab` for the folder `root`, with a home of its own so that nothing of the tester's is read or written."""

    def __init__(self, root: Path, *, instructor: bool = False, port: int = 8888, home: Path | None = None) -> None:
        self.root = root
        self.instructor = instructor
        self.port = port
        self.home = home or Path(tempfile.mkdtemp(prefix="course-home-"))
        self._own_home = home is None
        self.url = self.token = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self._own_home:
            shutil.rmtree(self.home, ignore_errors=True)

    def start(self) -> None:
        """Start it, or start it again on the port that it had; `url` and `token` are then known."""
        call = (
            f"sys.exit(open_course(Path(sys.argv[1]), port={self.port}, browser=False, instructor={self.instructor}))"
        )
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON", "PYTEST"))}
        environment = kept | {"HOME": str(self.home), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", OPEN + call, str(self.root)],
            cwd=self.home,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Ctrl-C must reach it also where the tests themselves run in the background, with Ctrl-C ignored.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()
        found = re.search(r"(http://127\.0\.0\.1:(\d+)/)\S*\?token=(\w+)", self.line)
        assert found, self.line + self.process.stdout.read()
        self.url, self.port, self.token = found[1], int(found[2]), found[3]

    def stop(self) -> str:
        """Close it as Ctrl-C does; return whatever else it printed."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=40)[0]

    def api(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the server, as another client would, below `api/` or from the root (`/…`); JSON, or None."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {self.token}", "Content-Type": "application/json"}
        address = self.url + (path[1:] if path.startswith("/") else f"api/{path}")
        request = urllib.request.Request(address, data=data, headers=headers, method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def kernels(self) -> list[dict[str, Any]]:
        """The running kernels, as the server tells."""
        return list(self.api("GET", "kernels"))

    def wait_for_kernel(self, name: str) -> None:
        """Wait until a kernel of that name is idle with a page connected: a cell run earlier would be dropped."""

        def answers() -> bool:
            try:
                kernels = self.kernels()
            except urllib.error.HTTPError:  # the server fails on a kernel that goes while it is listed
                return False
            return any(k["name"] == name and k["connections"] and k["execution_state"] == "idle" for k in kernels)

        until(answers, f"the kernel {name}")

    def kernel_pids(self) -> list[int]:
        """The process ids of the kernels, children of the server."""
        return [pid for pid, command in _descendants(self.process.pid) if "ipykernel_launcher" in command]

    def open(self, page: Page, path: str) -> Page:
        """Open a notebook in JupyterLab, in a workspace of its own, and wait until it is on the page."""
        name = re.sub(r"\W+", "-", f"{path}-{time.monotonic_ns()}")
        page.goto(f"{self.url}lab/workspaces/{name}/tree/{path}?token={self.token}")
        expect(page.locator(".jp-NotebookPanel .jp-Cell").first).to_be_attached(timeout=READY)
        return page


def _descendants(pid: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except (OSError, ValueError, IndexError):
                continue
            if parent == pid:
                found += [(int(entry.name), command), *_descendants(int(entry.name))]
    return found


class Browser:
    """A headless Chromium; each page has its own context, cookies and console."""

    def __enter__(self) -> Self:
        self._playwright = sync_playwright().start()
        self._chromium = self._playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        return self

    def __exit__(self, *_: object) -> None:
        self._chromium.close()
        self._playwright.stop()

    def page(self, *, width: int = 1280, height: int = 900, dark: bool = False) -> Page:
        """A page that keeps what its console said in `page.said`, and dismisses no dialog."""
        context = self._chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.said = said  # type: ignore[attr-defined]
        return page


def run_cell(page: Page, shown: Locator) -> None:
    """Run the first cell of the notebook in view, once its kernel is idle, until something is shown.

    JupyterLab drops a run that comes before the kernel, or asks which kernel is meant; the answer is the one it offers.
    """
    dialog = page.locator("dialog.jp-Dialog")

    def ran() -> bool:
        if dialog.count():
            assert "Select Kernel" in (asked := dialog.inner_text()), asked
            dialog.locator(".jp-mod-accept").click()
        with contextlib.suppress(Timeout, AssertionError):
            page.locator(".jp-CodeCell .cm-content").first.click(timeout=1000)
            page.keyboard.press("Control+Enter")
            expect(shown).to_be_visible(timeout=1000)
            return True
        return False

    expect(page.locator(".jp-Notebook-ExecutionIndicator").first).to_have_attribute(
        "data-status", "idle", timeout=READY
    )
    until(ran, "the cell to run")


def banner(page: Page, kind: str | None = None) -> Locator:
    """The line over the lesson in view; of one kind: ready, ask, refused, stopped, down …"""
    mark = f".course-banner[data-kind='{kind}']" if kind else ".course-banner"
    return page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden) {mark}")


def wait_ready(page: Page) -> None:
    """Wait until the lesson in view says that it is ready."""
    expect(banner(page, "ready")).to_be_visible(timeout=READY)


__all__ = [
    "READY",
    "REPOSITORY",
    "Browser",
    "Lab",
    "banner",
    "notebook",
    "run_cell",
    "until",
    "wait_ready",
    "write_notebook",
]
