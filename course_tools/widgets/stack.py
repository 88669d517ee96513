"""Several views, one under another, as one display."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.widgets.fallback import VIEW, bundle


class Stack(w.VBox):  # type: ignore[misc]
    """Views in a column; its fallback is theirs, in order."""

    def __init__(self, views: list[Any]) -> None:
        self._views = views
        super().__init__(views)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundles = [view._repr_mimebundle_() for view in self._views]
        text = "\n".join(each["text/plain"] for each in bundles)
        return {
            **bundle(text, "".join(each["text/html"] for each in bundles)),
            VIEW: bundle("", "", self.model_id)[VIEW],
        }
