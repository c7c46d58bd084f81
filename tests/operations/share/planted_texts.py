"""An audit with a name, an NHS number and a postcode in every text that a person can type, and the search for
them in what leaves."""

from __future__ import annotations

import base64
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from audit_app.model import Action, AreaFigure, Level, LocalEvent, Rag
from audit_app.operations.act import practice
from audit_app.operations.area import area_context
from audit_app.operations.audit import Audit
from audit_app.operations.plan import sampling
from audit_app.operations.plan.sampling import Method, SamplePlan
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share.exporting import export
from audit_app.store import cases, info
from audit_app.store.writing import transaction
from audit_app.xforms.definition import QuestionType

NHS, POSTCODE = "943 476 5919", "SW1A 1AA"
TAGS = (f"Tag{n:03}" for n in count(1))
COLUMN = "Column of Zelda Quillmark"


def marker() -> str:
    """A text that says who somebody is, and can be told from all others by its last word."""
    return f"Zelda Quillmark {NHS} {POSTCODE} {next(TAGS)}"


def plant(audit: Audit) -> Filters:
    """Write a marker wherever a person can; the filter that names one of them."""
    chosen = marker()
    _plant_cases(audit, chosen)
    said = info.read_info(audit.file)
    with transaction(audit.file):
        info.write_info(audit.file, replace(said, name=marker(), area=marker(), sample_statement=marker()))
    left_out = next(ref.reference for ref in cases.refs(audit.file) if ref.round == said.round)
    plan = SamplePlan(
        Method.FIXED, size=40, by=("team",), seed=1, excluded={left_out: marker()}, basis=marker()
    )
    sampling.draw(audit, plan)
    area_context.set_events(audit, [LocalEvent("2024-05-03", marker())])
    places = {"area": marker(), "region": marker(), "neighbour": marker(), "country": marker()}
    numbers = {"children_in_proceedings": 170, "infants_in_proceedings": 66, "live_births": 5230}
    figures = [
        AreaFigure(place, kind, "2024/25", what, value)
        for kind, place in places.items()
        for what, value in numbers.items()
    ]
    area_context.set_figures(audit, figures)
    _plant_practice(audit)
    return Filters(status="all", where={COLUMN: chosen})


def _plant_cases(audit: Audit, chosen: str) -> None:
    teams: dict[str, str] = {}
    for case in cases.case_files(audit.file):
        team = case.attributes.get("team", "")
        attributes = {**case.attributes, "team": teams.setdefault(team, marker()), COLUMN: chosen}
        with transaction(audit.file):
            cases.update_case(audit.file, replace(case, attributes=attributes))
    typed = [name for name, each in audit.form.questions.items() if each.type is QuestionType.TEXT]
    with transaction(audit.file):
        for name in typed:
            audit.file.run("UPDATE answer SET value = ? WHERE question = ? AND value <> ''", (marker(), name))


def _plant_practice(audit: Audit) -> None:
    practice.edit_statement(audit, "S01", text=marker())
    added = practice.add_statement(audit, 1, Level.ORGANISATIONAL, marker())
    for day in ("2025-08-01", "2025-09-01"):
        practice.rate(audit, added.id, Rag.RED, note=marker(), date=day)
    kept = practice.save_action(
        audit,
        Action(
            *("", marker(), marker(), (added.id,)),
            target=marker(),
            owner=marker(),
            agency=marker(),
            task_group=marker(),
            measure="M7.2_father_contacted",
        ),
    )
    practice.add_note(audit, kept.action.id, marker(), "2025-09-01")


def squeezed(text: str) -> str:
    """A text without what may part it where it is printed."""
    return re.sub(r"[\s\-]", "", text)


def leaks(text: str) -> set[str]:
    """The tags of the markers in a text; `?` for a piece of one without its tag."""
    text = squeezed(text)
    tags = set(re.findall(r"Tag\d{3}", text))
    pieces = ("Zelda", "Quillmark", NHS.replace(" ", ""), POSTCODE.replace(" ", ""))
    return tags or ({"?"} if any(piece.casefold() in text.casefold() for piece in pieces) else set())


def leaving(audit: Audit, out: Path, edition: str, filters: Filters, pages: tuple[str, ...]) -> str:
    """What stands in an output of these pages, written and read back; its ending says the format."""
    format = "csv" if out.suffix == ".zip" else ""
    export(audit, out, edition=edition, format=format, filters=filters, page_ids=pages, despite_earlier=True)
    data = out.read_bytes()
    return "\n".join(_pdf(data) if out.suffix == ".pdf" else _archive(out))


def _archive(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield name
            yield archive.read(name).decode("utf-8", errors="replace")


def _pdf(data: bytes) -> Iterator[str]:
    """What stands outside streams (title, contents, alternative texts) and the words inside them."""
    yield re.sub(rb"stream\r?\n.*?endstream", b"", data, flags=re.DOTALL).decode("latin-1")
    yield _wide(data)
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            words = zlib.decompress(base64.a85decode(stream.strip().removesuffix(b"~>")))
        except (ValueError, zlib.error):
            continue
        said = re.findall(rb"\(((?:[^()\\]|\\.)*)\) Tj", words)
        yield " ".join(each.decode("latin-1") for each in said)


def _wide(data: bytes) -> str:
    """Texts that are kept in UTF-16, as titles with letters beyond ASCII are."""
    return data.replace(b"\\000", b"").replace(b"\x00", b"").decode("latin-1")
