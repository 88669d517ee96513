"""What a display leaves in the file: fixed text and readable HTML, never a widget that is gone tomorrow."""

from __future__ import annotations

from html import escape
from typing import Any

VIEW = "application/vnd.jupyter.widget-view+json"


def bundle(text: str, html: str, model_id: str | None = None) -> dict[str, Any]:
    """A MIME bundle. With `model_id` the live view comes too; saving a lesson takes it out again."""
    data: dict[str, Any] = {"text/plain": text, "text/html": html}
    if model_id is not None:
        data[VIEW] = {"version_major": 2, "version_minor": 0, "model_id": model_id}
    return data


def paragraphs(text: str) -> str:
    """Plain text with blank lines -> HTML paragraphs, escaped."""
    parts = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)


class Page:
    """A display that is only text and HTML."""

    def __init__(self, text: str, html: str) -> None:
        self.text, self.html = text, html

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return bundle(self.text, self.html)

    def __repr__(self) -> str:
        return self.text


def sentence(text: str) -> Page:
    """A plain sentence where something could not be shown."""
    return Page(text, f'<p class="cx-problem" role="alert">{escape(text)}</p>')
