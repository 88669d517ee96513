"""Notebooks that are damaged or changed. The answers are in the journal, and they are all right."""

from __future__ import annotations

import json

from damage.defect import HandIn, graded


def is_graded(cell: dict) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("grade"))


@graded(remark="doubled: “q1”")
def cell_doubled(it: HandIn) -> None:
    it.edit(lambda nb: nb["cells"].append(next(filter(is_graded, nb["cells"]))))


@graded(remark="missing: “q1”, “q2”, “q3” and 1 more")
def cells_deleted(it: HandIn) -> None:
    it.edit(lambda nb: nb.update(cells=[cell for cell in nb["cells"] if not is_graded(cell)]))


@graded(remark="missing: “title”, “lesson-tools”, “your-quiz” and 10 more")
def every_cell_deleted(it: HandIn) -> None:
    it.edit(lambda nb: nb.update(cells=[]))


@graded(remark="changed: “q1”")
def cell_retyped(it: HandIn) -> None:
    it.edit(lambda nb: next(filter(is_graded, nb["cells"])).update(cell_type="markdown"))


@graded(remark="the order of its cells")
def cells_reordered(it: HandIn) -> None:
    it.edit(lambda nb: nb["cells"].reverse())


@graded(remark="changed: “q1”, “q2”, “q3” and 1 more")
def locked_cells_changed(it: HandIn) -> None:
    it.edit(lambda nb: [cell.update(source="1.0") for cell in filter(is_graded, nb["cells"])])


@graded(remark="changed: “q1”, “q2”, “q3” and 1 more")
def points_raised(it: HandIn) -> None:
    it.edit(lambda nb: [cell["metadata"]["nbgrader"].update(points=1000) for cell in filter(is_graded, nb["cells"])])


@graded(remark="missing: “title”")
def metadata_of_no_schema(it: HandIn) -> None:
    it.edit(lambda nb: [cell.update(metadata={"nbgrader": {"schema_version": 99}}) for cell in nb["cells"]])


@graded(remark="missing: “title”")
def metadata_of_other_shapes(it: HandIn) -> None:
    shapes = [3, [], None, {"nbgrader": 3}, {"nbgrader": {"grade_id": ["q1"]}}]
    it.edit(lambda nb: [cell.update(metadata=shapes[i % len(shapes)]) for i, cell in enumerate(nb["cells"])])


@graded()
def outputs_that_claim_full_marks(it: HandIn) -> None:
    claim = {"output_type": "execute_result", "data": {"text/plain": "1000"}, "metadata": {}, "execution_count": 1}
    it.edit(lambda nb: [cell.update(outputs=[claim]) for cell in filter(is_graded, nb["cells"])])


@graded()
def record_of_marks_forged(it: HandIn) -> None:
    forged = {"format": "graded/1", "title": "<script>", "pass_at": 0, "marks": {}, "remarks": [], "made_from": ""}
    it.edit(lambda nb: nb["metadata"].update(course=forged))


@graded()
def script_in_a_text_cell(it: HandIn) -> None:
    text = {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "<script>alert(1)</script>"}
    it.edit(lambda nb: nb["cells"].append(text))


@graded()
def another_kernel(it: HandIn) -> None:
    it.edit(lambda nb: nb["metadata"].update(kernelspec={"name": "bash", "display_name": "bash"}))


@graded(remark="Other notebooks were not looked at: “four-types (1).ipynb”.")
def notebook_renamed(it: HandIn) -> None:
    it.notebook.rename(it.folder / "four-types (1).ipynb")


@graded()
def notebook_missing(it: HandIn) -> None:
    it.notebook.unlink()


@graded()
def notebook_is_a_folder(it: HandIn) -> None:
    it.notebook.unlink()
    it.notebook.mkdir()


@graded(remark="The notebook cannot be read.")
def notebook_empty(it: HandIn) -> None:
    it.notebook.write_bytes(b"")


@graded(remark="The notebook cannot be read.")
def notebook_not_json(it: HandIn) -> None:
    it.notebook.write_bytes(b"PK\x03\x04 no notebook")


@graded(remark="The notebook cannot be read.")
def notebook_cut_short(it: HandIn) -> None:
    it.notebook.write_bytes(it.notebook.read_bytes()[:-100])


@graded(remark="The notebook cannot be read.")
def notebook_a_list(it: HandIn) -> None:
    it.notebook.write_bytes(b"[1, 2]")


@graded(remark="The notebook cannot be read.")
def cells_of_other_shapes(it: HandIn) -> None:
    it.edit(lambda nb: nb.update(cells=[1, "two", None]))


@graded(remark="The notebook cannot be read.")
def older_notebook_format(it: HandIn) -> None:
    sheet = {"cells": [{"cell_type": "code", "input": "1", "outputs": [], "language": "python"}]}
    it.notebook.write_text(json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [sheet]}))


@graded(remark="The notebook cannot be read.")
def newer_notebook_format(it: HandIn) -> None:
    it.edit(lambda nb: nb.update(nbformat=99))


@graded(remark="The notebook is too large to be looked at (50 MB).")
def notebook_of_50_mb(it: HandIn) -> None:
    with it.notebook.open("ab") as file:
        file.truncate(50_000_000)


@graded(remark="The notebook cannot be read.")
def notebook_nested_deeply(it: HandIn) -> None:
    it.notebook.write_bytes(b"[" * 1_000_000)


@graded(remark="The notebook cannot be read.")
def notebook_in_another_encoding(it: HandIn) -> None:
    it.notebook.write_bytes(it.notebook.read_text(encoding="utf-8").replace("answer", "Änderung").encode("latin-1"))


@graded()
def notebook_in_utf_16(it: HandIn) -> None:
    it.notebook.write_bytes(it.notebook.read_text(encoding="utf-8").encode("utf-16"))
