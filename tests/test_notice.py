"""NOTICE names all that is installed with the program, and what Qt's licence asks for."""

from __future__ import annotations

import runpy
import tomllib

import pytest

from audit_app.paths import ROOT

NOTICE = runpy.run_path(str(ROOT / "packaging" / "notice.py"))
TEXT = (ROOT / "NOTICE").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "version"), list(NOTICE["pins"]()))
def test_each_pinned_package_stands_there_with_its_licence(name: str, version: str) -> None:
    (line,) = (line for line in TEXT.splitlines() if line.startswith(f"{name} "))
    stated = NOTICE["licence"](name)  # empty for what is installed on another system alone
    assert line.startswith(f"{name} {version}: {stated}")
    assert not line.endswith(": ")


def test_it_lists_nothing_else() -> None:
    listed = TEXT.partition(NOTICE["BEGIN"])[2].splitlines()
    assert [line.split()[0] for line in listed] == [name for name, _version in NOTICE["pins"]()]


def test_licence_and_notice_are_installed_with_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "MIT"
    assert project["license-files"] == ["LICENSE", "NOTICE"]
    assert all((ROOT / name).is_file() for name in project["license-files"])
