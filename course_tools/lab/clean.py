"""How a lesson's file is stored: with nothing in it that a run leaves behind.

Widget views and their state, timings and what JupyterLab notes about the screen are dropped, so a
lesson that was opened, run and saved is byte for byte the file that was committed. ``make notebooks`` stores through
the same function.
"""

from __future__ import annotations

from typing import Any

from course_tools.lab.grammar import uses_course_kernel

WIDGET_PREFIX = "application/vnd.jupyter.widget-"
KERNELSPEC = {"display_name": "Massage course", "language": "python", "name": "course"}
NOTEBOOK_NOISE = ("language_info", "widgets", "signature", "toc", "toc-autonumbering", "orig_nbformat")
# Not `trusted`: the server reads it after us, when it signs, and takes it out itself when it writes.
CELL_NOISE = ("execution", "collapsed", "scrolled", "ExecuteTime", "jp-MarkdownHeadingCollapsed")


def clean_notebook(nb: dict[str, Any]) -> None:
    """Strip a notebook of the kernelspec ``course`` in place; leave any other as it is."""
    if not uses_course_kernel(nb):
        return
    metadata = nb["metadata"]
    for key in NOTEBOOK_NOISE:
        metadata.pop(key, None)
    metadata["kernelspec"] = dict(KERNELSPEC)
    for cell in nb.get("cells", []):
        _clean_cell(cell)
    code = (cell for cell in nb.get("cells", []) if cell.get("cell_type") == "code")
    for number, cell in enumerate(code, 1):  # as if run once from the top: nbval skips a cell without a number
        _number(cell, number)


def _clean_cell(cell: dict[str, Any]) -> None:
    metadata = cell.get("metadata", {})
    for key in CELL_NOISE:
        metadata.pop(key, None)
    screen = metadata.get("jupyter")
    if isinstance(screen, dict):
        screen.pop("outputs_hidden", None)
        if not screen:
            del metadata["jupyter"]
    if cell.get("cell_type") != "code":
        return
    cell["outputs"] = [output for output in map(_clean_output, cell.get("outputs", [])) if output is not None]


def _number(cell: dict[str, Any], number: int) -> None:
    for numbered in (cell, *(output for output in cell["outputs"] if "execution_count" in output)):
        numbered["execution_count"] = number


def _clean_output(output: dict[str, Any]) -> dict[str, Any] | None:
    """The output without its widget view; None if nothing is left, or if it is only a run that failed."""
    if output.get("output_type") == "error":
        return None
    data = output.get("data")
    if not isinstance(data, dict):
        return output
    for kind in [kind for kind in data if kind.startswith(WIDGET_PREFIX)]:
        del data[kind]
    output.pop("transient", None)
    return output if data else None
