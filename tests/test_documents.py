"""What the documents promise of themselves: short enough, inside the repository, and drawn from the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from audit_app import __version__
from audit_app.operations.forms import list_forms
from audit_app.paths import ROOT
from audit_app.store.migrations import LATEST
from tests.layers_picture import PICTURE, picture

DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
    *(DOCS / f"{name}.md" for name in ("officer", "manager", "analyst", "it", "forms", "rooms")),
]
RELEASES = DOCS / "releases" / "README.md"
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))


def test_the_readme_is_read_in_a_minute() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 90
    assert text.count("![") == 3


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_lines_are_no_longer_than_a_page_is_wide(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120] == []


@pytest.mark.parametrize(
    "page", [*PAGES, *DECISIONS, ROOT / "SECURITY.md", RELEASES], ids=lambda page: page.stem
)
def test_every_link_leads_to_a_file_of_the_repository(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        target = (page.parent / link).resolve()
        assert target.is_relative_to(ROOT.resolve()), link
        assert target.exists(), link


def test_every_picture_is_of_something_that_is_still_taken() -> None:
    shown = {name for page in PAGES for name in re.findall(r"screens/([\w-]+\.png)", page.read_text("utf-8"))}
    assert shown
    assert shown <= {path.name for path in (DOCS / "screens").iterdir()}


def test_this_version_is_the_newest_of_the_releases_and_the_one_that_is_installed() -> None:
    rows = [line for line in RELEASES.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    version, _day, schema, forms = (cell.strip() for cell in rows[1].strip("|").split("|"))
    assert (version, schema) == (__version__, f"schema {LATEST}")
    assert forms == ", ".join(f"{form.name} {form.version}" for form in list_forms())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    assert (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1].startswith(__version__)


def test_decisions_are_numbered_without_a_hole() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    for path in DECISIONS:
        assert path.read_text(encoding="utf-8").startswith(f"# {int(path.name[:4])}. ")


def test_the_picture_of_the_layers_is_of_this_code() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(), "python -m tests.layers_picture"


@pytest.mark.parametrize("name", ["docs/rooms.md", "CONTRIBUTING.md", "docs/forms.md"])
def test_every_place_that_is_named_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    places = set(re.findall(r"`((?:[a-z_]+/)+[a-z_]+(?:\.\w+)?)`", text))
    assert places
    roots = (ROOT, ROOT / "audit_app")
    ends = ("", ".py")
    gone = {place for place in places if not any((r / (place + end)).exists() for r in roots for end in ends)}
    assert gone <= {"build/sample"}  # made by a command
