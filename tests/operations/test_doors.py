"""Every operation that takes a file, given each kind of thing that is none: a sentence, and no change."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.operations.area import area_context
from audit_app.operations.audit import Audit
from audit_app.operations.case.answers_file import import_answers
from audit_app.operations.evaluate import evaluate_expression
from audit_app.operations.forms import compile_source, export_form
from audit_app.operations.gather.adjudicating import agree_from_file
from audit_app.operations.gather.conflicts import settle_from_file
from audit_app.operations.plan.case_lists import preview
from audit_app.operations.plan.list_mapping import read_list_map
from audit_app.operations.plan.prefill_maps import read_prefill_map
from audit_app.operations.plan.prefilling import preview_extract
from audit_app.operations.redcap import import_redcap

Door = Callable[[Audit, Path], object]
LONG = "x" * 100_000

DOORS: dict[str, Door] = {
    "cases": preview,
    "map of cases": lambda _audit, path: read_list_map(path),
    "answers": import_answers,
    "settle": settle_from_file,
    "adjudicate": agree_from_file,
    "area": area_context.take_in_figures,
    "prefill": preview_extract,
    "map of an extract": lambda _audit, path: read_prefill_map(path),
    "form": lambda _audit, path: compile_source(path),
    "form export": lambda _audit, path: export_form(path, path.with_name("out.xlsx")),
    "redcap": lambda _audit, path: import_redcap(path, path.with_name("out")),
    "eval": lambda _audit, path: evaluate_expression("1", path),
}

THINGS: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "folder": Path.mkdir,
    "pipe": lambda path: os.mkfifo(path),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "loop": lambda path: path.symlink_to(path.name),
    "empty": Path.touch,
    "picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x81\x8d" + bytes(range(256))),
    "cut archive": lambda path: path.write_bytes(b"PK\x03\x04" + bytes(range(256))),
    "cut .xls": lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256))),
    "brackets": lambda path: path.write_bytes(b"[" * 1_000_000),
    "a long heading": lambda path: path.write_text(f"{LONG},b\n{LONG},{LONG}\n"),
}


# A list may have headings of any length.
LISTS = {("cases", "a long heading"), ("prefill", "a long heading")}


@pytest.mark.parametrize(
    ("door", "thing"), [(door, thing) for door in DOORS for thing in THINGS if (door, thing) not in LISTS]
)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX systems have pipes and devices under names")
def test_what_is_no_file_of_the_kind_is_said_in_a_short_sentence(
    audit: Audit, tmp_path: Path, door: str, thing: str
) -> None:
    THINGS[thing](tmp_path / "thing")
    with pytest.raises(AuditError) as caught:
        DOORS[door](audit, tmp_path / "thing")
    assert "thing" in str(caught.value) or (door == "eval" and "The XML can't be read" in str(caught.value))
    assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize("name", ["x" * 300, "x/" * 2_500])
@pytest.mark.parametrize("door", DOORS)
def test_a_name_or_a_path_that_is_too_long_is_said(
    audit: Audit, tmp_path: Path, door: str, name: str
) -> None:
    with pytest.raises(AuditError) as caught:
        DOORS[door](audit, tmp_path / name / "list.csv")
    assert len(str(caught.value)) < 1_000
