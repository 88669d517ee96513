"""What all tests share."""

from __future__ import annotations

from hypothesis import settings
from playwright.sync_api import expect

# A condition that a browser test waits for may take long on a busy machine; it fails only if it never comes.
expect.set_options(timeout=30_000)

# A property is a promise about a result, never about the speed of the machine that checks it.
settings.register_profile("course", deadline=None)
settings.load_profile("course")
