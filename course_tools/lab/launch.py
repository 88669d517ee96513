"""`course lab`: open the course in JupyterLab.

JupyterLab runs as a process of its own, in a temporary folder, with the role's configuration in front of the user's
and its messages in a log file. So nothing that lies in the course's folder is imported or read as configuration.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from course_tools.lab.roles import exchange_is_configured, write_role
from course_tools.lab.signing import sign_lessons
from course_tools.problem import CourseProblem

FIRST_LESSON = "notebooks/0-start-here.ipynb"
PORTS_TO_TRY = 50
SECONDS_TO_START = 120
SECONDS_TO_STOP = 15


def open_course(root: Path, *, port: int = 8888, browser: bool = True, instructor: bool = False) -> int:
    """Open the course in ``root`` and stay until it is closed with Ctrl-C; return the exit code.

    Prints one line: the address. Raises CourseProblem where the course cannot be opened.
    """
    root = root.resolve()
    _check(root, port)
    sign_lessons(root / "notebooks")
    with tempfile.TemporaryDirectory(prefix="course-") as temporary, _stoppable():
        folder = Path(temporary)
        log = _log_file(root, folder)
        for candidate in _free_ports(port):
            token = secrets.token_hex(24)
            address = f"http://127.0.0.1:{candidate}/lab/tree/{FIRST_LESSON}?token={token}"
            with _server(root, folder, log, candidate, token, instructor=instructor) as server:
                try:
                    if not _is_up(server, candidate, token):
                        continue  # somebody else took the port in between
                    print(f"The course is open at {address} (Ctrl-C closes it)", flush=True)
                    if browser and not webbrowser.open(address):
                        print("No browser was found here. Open that address in one.", flush=True)
                    return 0 if server.wait() == 0 else _stopped(log)
                except KeyboardInterrupt:
                    return 0
        raise CourseProblem(
            f"JupyterLab did not start. What it said is in {log if log.parent != folder else _kept(log)}."
        )


def _check(root: Path, port: int) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (a copied folder may be run by any Python)
        raise CourseProblem("The course needs Python 3.11 or later. Install it from python.org, then try again.")
    if not 1024 <= port <= 65535:
        raise CourseProblem(f"A port is a number from 1024 to 65535, and {port} is not. Try --port 8888.")
    if not any((root / "notebooks").glob("**/*.ipynb")):
        raise CourseProblem(f"There are no lessons in {root}. Run this command in the folder of the course.")


def _free_ports(first: int) -> Iterator[int]:
    """Free ports from ``first`` on. One by one: another program may take one in between."""
    for port in range(first, min(first + PORTS_TO_TRY, 65536)):
        with socket.socket() as probe:
            if os.name != "nt":  # there, the option would let us share a port that is taken
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        yield port


def _log_file(root: Path, fallback: Path) -> Path:
    """Where the server's messages go: into the course's folder, or elsewhere if that is read-only."""
    for folder in (root / ".course", fallback):
        try:
            folder.mkdir(exist_ok=True)
            path = folder / f"lab-{os.getpid()}.log"
            path.write_text("", encoding="utf-8")
        except OSError:
            continue
        _forget_old_logs(folder)
        return path
    raise CourseProblem("There is no place to write to: neither the course's folder nor the temporary folder.")


def _forget_old_logs(folder: Path, keep: int = 5) -> None:
    logs = sorted(folder.glob("lab-*.log"), key=lambda path: path.stat().st_mtime)
    for path in logs[:-keep]:
        with contextlib.suppress(OSError):
            path.unlink()


def _kept(log: Path) -> Path:
    """A copy of a log that would go with the temporary folder."""
    kept = Path(tempfile.gettempdir()) / log.name
    kept.write_bytes(log.read_bytes())
    return kept


@contextlib.contextmanager
def _server(
    root: Path, folder: Path, log: Path, port: int, token: str, *, instructor: bool
) -> Iterator[subprocess.Popen[bytes]]:
    """JupyterLab, from its start to its end."""
    role = folder / "role"
    environment = _environment(root, role, token, instructor=instructor)
    command = [
        sys.executable,
        "-P",
        "-m",
        "jupyterlab",
        "--no-browser",
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.port={port}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.port_retries=0",
        "--ServerApp.open_browser=False",
        *(() if instructor else ("--LabApp.news_url=",)),
        f"--ServerApp.default_url=/lab/tree/{FIRST_LESSON}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    with log.open("ab") as messages:
        server = subprocess.Popen(  # noqa: S603  (our own command; no shell)
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=messages,
            stderr=messages,
            start_new_session=True,  # Ctrl-C comes to us alone; we end the server and its kernels in order
        )
        try:
            yield server
        finally:
            _end(server)


def _environment(root: Path, role: Path, token: str, *, instructor: bool) -> dict[str, str]:
    from jupyter_core.paths import jupyter_config_path

    exchange = exchange_is_configured(jupyter_config_path())
    write_role(role, instructor=instructor, exchange=exchange)
    ahead = [str(role), *([str(root / "quizzes")] if instructor else [])]
    behind = [path for path in os.environ.get("JUPYTER_CONFIG_PATH", "").split(os.pathsep) if path]
    return {
        **os.environ,
        "JUPYTER_CONFIG_PATH": os.pathsep.join([*ahead, *behind]),
        "JUPYTER_PREFER_ENV_PATH": "1",  # our kernelspec, not one of the same name in the user's folder
        "JUPYTER_TOKEN": token,
        "PYTHONSAFEPATH": "1",
    }


def _is_up(server: subprocess.Popen[bytes], port: int, token: str) -> bool:
    """Wait until the server answers to its token; False if it ended instead."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/status", headers={"Authorization": f"token {token}"})
    until = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def _stopped(log: Path) -> int:
    print(f"The course has stopped by itself. What it said last is in {log}.", file=sys.stderr)
    return 1


def _end(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()  # JupyterLab then ends its kernels, without asking
        try:
            server.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Let SIGTERM end the course as Ctrl-C does."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    try:
        former = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not in the main thread: whoever called us handles signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
