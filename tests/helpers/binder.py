"""What Binder does with a repository, without its containers: a copy, `postBuild`, and a plain Jupyter server.

with Image(environment(folder / "env"), checkout(folder / "home")) as image, Browser() as browser:
    page = image.open(browser.page())
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import urllib.error
import urllib.request
import venv
from pathlib import Path
from typing import Self

from playwright.sync_api import Page

from helpers.lab import REPOSITORY, until

TOKEN = "binder"
BASE = "/user/somebody-abc123/"  # Binder serves everyone below a path of their own
LINK = "lab/tree/notebooks/0-start-here.ipynb"  # what the links to Binder open, as `urlpath`


def environment(prefix: Path) -> Path:
    """An environment of its own, for its configuration; its packages are those of the tests."""
    here = Path(sys.prefix)
    venv.create(prefix, symlinks=True)
    packages = prefix / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    purelib = sysconfig.get_paths()["purelib"]
    (packages / "tests.pth").write_text(f"import site; site.addsitedir({purelib!r})\n", encoding="utf-8")
    shutil.copytree(here / "etc/jupyter", prefix / "etc/jupyter", ignore=_roles)
    (prefix / "share").mkdir()
    (prefix / "share/jupyter").symlink_to(here / "share/jupyter")
    scripts = {
        "course": "from course_tools.cli import main; main()",
        "jupyter-notebook": "from notebook.app import main; main()",
    }
    for name, code in scripts.items():
        script = prefix / "bin" / name
        script.write_text(f"#!{prefix / 'bin/python'}\n{code}\n", encoding="utf-8")
        script.chmod(0o755)
    return prefix


def _roles(folder: str, names: list[str]) -> set[str]:
    """What belongs to a user of the tests' environment, and to no package."""
    return {name for name in names if name == "labconfig" or (name.endswith(".json") and not folder.endswith(".d"))}


def checkout(folder: Path) -> Path:
    """What git keeps of the course, or would, in a folder without a history."""
    folder.mkdir(parents=True, exist_ok=True)
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, folder / name)
    return folder


class Image:
    """The repository in ``root``, which is the home too, after `postBuild`, and its Jupyter server."""

    def __init__(self, prefix: Path, root: Path) -> None:
        self.prefix, self.root = prefix, root
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON", "PYTEST"))}
        self.environment = kept | {
            "HOME": str(root),
            "PATH": os.pathsep.join([str(prefix / "bin"), "/usr/bin", "/bin"]),
            "PYTHONPATH": str(root),
        }

    def build(self) -> subprocess.CompletedProcess[str]:
        """Run `postBuild` as Binder does."""
        return subprocess.run(
            ["./postBuild"], cwd=self.root, env=self.environment, capture_output=True, text=True, check=False
        )

    def __enter__(self) -> Self:
        built = self.build()
        assert built.returncode == 0, built.stderr
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """The server, by the command that Binder's images have, with what Binder adds to it."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}{BASE}"
        options = [f"--port={port}", "--ip=127.0.0.1", f"--ServerApp.base_url={BASE}", f"--ServerApp.token={TOKEN}"]
        with (self.root / ".jupyter-server-log.txt").open("wb") as log:
            self.server = subprocess.Popen(
                [str(self.prefix / "bin/jupyter-notebook"), "--no-browser", "--allow-root", *options],
                cwd=self.root,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until(self._answers, "Binder's server", seconds=120)

    def stop(self) -> None:
        self.server.terminate()
        self.server.wait(30)

    def _answers(self) -> bool:
        assert self.server.poll() is None, (self.root / ".jupyter-server-log.txt").read_text(encoding="utf-8")
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{self.url}api?token={TOKEN}"):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def open(self, page: Page, path: str = LINK) -> Page:
        """Follow the link that a self-learner has."""
        page.goto(f"{self.url}{path}?token={TOKEN}")
        return page
