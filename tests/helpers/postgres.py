"""A PostgreSQL server of the test's own: real, in a temporary folder, without a port, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER_USER = "nobody"


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs; Debian keeps them off the PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return max((path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)


@contextmanager
def server(folder_of_programs: Path) -> Iterator[str]:
    """The start of the address of a server with nothing in it; a database's name and `?host=…` belong to `address`.

    It refuses to run as root, so there it runs as nobody.
    """
    user = SERVER_USER if os.geteuid() == 0 else None
    place = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path must be short
    try:
        if user is not None:
            shutil.chown(place, user)
        data, options = place / "data", f"-c listen_addresses='' -k {place} -c fsync=off"
        run = {"check": True, "capture_output": True, "cwd": place, "user": user}
        subprocess.run(
            [folder_of_programs / "initdb", "-D", data, "-U", "course", "-A", "trust", "-E", "UTF8", "--no-locale"],
            **run,
        )
        control = [folder_of_programs / "pg_ctl", "-D", data, "-w", "-l", place / "log"]
        subprocess.run([*control, "-o", options, "start"], **run)
        try:
            yield str(place)
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def new_database(place: str, name: str) -> str:
    """Make a database on the server, and return its address as nbgrader's `db_url` wants it."""
    import psycopg

    with psycopg.connect(host=place, user="course", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    return f"postgresql+psycopg://course@/{name}?host={place}"
