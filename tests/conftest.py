"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from playwright.sync_api import expect

# A condition that a browser test waits for may take long on a busy machine; it fails only if it never comes.
expect.set_options(timeout=30_000)

# A property is a promise about a result, never about the speed of the machine that checks it.
settings.register_profile("course", deadline=None)
settings.load_profile("course")


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder in memory, where there is one: what a killed process has written is there, on any disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield Path(made)
