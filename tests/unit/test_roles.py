"""What each role's JupyterLab is given, and which logs are kept."""

from __future__ import annotations

from pathlib import Path

from course_tools.lab import launch
from course_tools.lab.roles import exchange_is_configured, page_config, role_files, server_config


def test_old_logs_are_forgotten(tmp_path: Path) -> None:
    (tmp_path / ".course").mkdir()
    for number in range(9):
        (tmp_path / f".course/lab-{number}.log").write_text("", encoding="utf-8")
    launch._log_file(tmp_path, tmp_path)
    assert len(list((tmp_path / ".course").glob("lab-*.log"))) == 5


def on(instructor: bool, exchange: bool) -> set[str]:
    extensions = server_config(instructor=instructor, exchange=exchange)["ServerApp"]["jpserver_extensions"]
    return {name.rpartition(".")[2] for name, is_on in extensions.items() if is_on and name.startswith("nbgrader")}


def test_a_trainee_gets_of_nbgrader_only_the_assignment_list_and_that_only_with_an_exchange() -> None:
    assert on(instructor=False, exchange=False) == set()
    assert on(instructor=False, exchange=True) == {"assignment_list"}
    assert page_config(instructor=False, exchange=False)["disabledExtensions"]["@jupyter/nbgrader"]
    off = page_config(instructor=False, exchange=True)["disabledExtensions"]
    assert "@jupyter/nbgrader" not in off
    assert off["@jupyter/nbgrader:formgrader"]
    assert "@jupyter/nbgrader:assignment-list" not in off


def test_an_instructor_gets_all_of_it() -> None:
    assert {"formgrader", "assignment_list"} <= on(instructor=True, exchange=False)
    assert page_config(instructor=True, exchange=False)["disabledExtensions"] == {}


def test_only_an_instructor_has_jupyterlabs_own_tools() -> None:
    name = "labconfig/default_setting_overrides.json"
    trainee, instructor = (role_files(instructor=role, exchange=False)[name] for role in (False, True))
    assert instructor["course-tools:plugin"] == {"tools": True}
    assert "course-tools:plugin" not in trainee
    quiet = {"@jupyterlab/statusbar-extension:plugin", "@jupyterlab/apputils-extension:notification"}
    assert quiet <= set(trainee)
    assert not quiet & set(instructor)
    off = page_config(instructor=False, exchange=True)["disabledExtensions"]
    assert {"@jupyterlab/launcher-extension", "@jupyterlab/debugger-extension"} <= set(off)
    assert off["@jupyterlab/cell-toolbar-extension"]


def test_an_exchange_is_there_where_nbgrader_was_set_up_for_the_machine(tmp_path: Path) -> None:
    assert not exchange_is_configured([str(tmp_path)])
    (tmp_path / "nbgrader_config.py").write_text("", encoding="utf-8")
    assert exchange_is_configured([str(tmp_path)])
