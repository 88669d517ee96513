"""A question's two sides without JupyterLab: its view in a plain page, its kernel side in this process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page

from course_tools.widgets.question import QuestionView

FRAME = """<!doctype html><html lang="en"><head><title>Questions</title><style>%s
body { font-family: sans-serif; margin: 1rem; color: #1f2328; background: #fff; }</style></head>
<body><main><h1>Questions</h1></main></body></html>"""

#: The part of anywidget's model that a view uses; messages go to `kernel(number, message)`, which gives the new state.
MOUNT = """async ({code, traits}) => {
  const module = await import(URL.createObjectURL(new Blob([code], {type: "text/javascript"})));
  traits.forEach((kept, number) => {
    let heard = [];
    const model = {
      get: (name) => kept[name],
      on: (event, call) => event === "change:state" && heard.push(call),
      off: () => {},
      send: async (message) => {
        kept.state = await window.kernel(number, message);
        heard.forEach((call) => call());
      },
    };
    const el = document.createElement("div");
    document.querySelector("main").append(el);
    module.default.render({model, el});
  });
}"""


def play(page: Page, views: Sequence[QuestionView]) -> Page:
    """Show the views on a page, one under another, each with its kernel side."""

    def kernel(number: int, message: Any) -> Any:
        views[number]._handle_custom_msg(message, [])
        return views[number].state

    page.expose_function("kernel", kernel)
    page.set_content(FRAME % QuestionView._css)
    traits = [{"prompt": view.prompt, "state": view.state} for view in views]
    page.evaluate(MOUNT, {"code": str(QuestionView._esm), "traits": traits})
    return page
