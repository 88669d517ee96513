"""What all tests share."""

from __future__ import annotations

from playwright.sync_api import expect

# A condition that a browser test waits for may take long on a busy machine; it fails only if it never comes.
expect.set_options(timeout=30_000)
