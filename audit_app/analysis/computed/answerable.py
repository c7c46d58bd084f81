"""Whether the records can answer a planning question at all, from where its dates and answers were found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from audit_app.analysis.availability import cannot
from audit_app.analysis.cells import KNOWN, NOT_RECORDED, UNCLEAR, Codes, pick
from audit_app.analysis.frames import Frame
from audit_app.lines.wording import doing_words
from audit_app.results.inputs import Column
from audit_app.results.pages import Answerable
from audit_app.words import _, plural, said

PLACES = ("structured_field", "case_document", "maternity", "legal_file", "early_help", "")
"""Where an answer can be found, the easiest for a report first; empty: nobody noted where."""
STRUCTURED, ABSENT, NOWHERE = 0, len(PLACES), -1
ENOUGH = 0.9
"""The share of files in which a report must find its dates to answer a question now."""


@dataclass(frozen=True)
class Planning:
    """A planning question and the answers that it rests on; names within one text, space separated, are
    alternatives of which one will do. `names` are what these answers are called where something is to be done
    about them."""

    id: str
    label: str
    reads: tuple[str, ...]
    names: tuple[str, ...]


def read_planning(rows: Iterable[Mapping[str, str]]) -> tuple[Planning, ...]:
    """The planning questions of the form's sheet `planning`, in order: one row an answer."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        if row.get("id") and row.get("reads"):
            found.setdefault(row["id"].strip(), []).append(row)
    return tuple(
        Planning(
            id_,
            next(filter(None, (said(row, "label") for row in some)), id_),
            tuple(row["reads"].strip() for row in some),
            tuple(said(row, "name") or row["reads"] for row in some),
        )
        for id_, some in found.items()
    )


def answerable(frame: Frame, planning: Iterable[Planning]) -> tuple[Answerable, ...]:
    """For each planning question whether a report could answer it, over the files that were looked at.

    A file is as hard to read as the hardest of the dates that apply to it: absent if one is not in the file.
    Verdicts: `now` where 90% of files have all in structured fields; `with_work` where 90% have them at all;
    else `new_field`. A question that applies to no file has none; one whose module is off is left out.
    """
    return tuple(
        judged(frame.pregnancies, each)
        for each in planning
        if not cannot(frame.cohort, " ".join(each.reads).split())
    )


def judged(frame: Frame, planning: Planning) -> Answerable:
    """One planning question; see `answerable`."""
    found = [_place(frame, names.split()) for names in planning.reads]
    worst = np.max(found, axis=0)
    verdict = _verdict(worst)
    wanted = _wanted(frame, verdict, planning, found)
    return Answerable(
        question=planning.id,
        label=planning.label,
        verdict=verdict,
        base=pick(frame.ids, worst >= STRUCTURED),
        places={
            place: cases for code, place in enumerate(PLACES) if (cases := pick(frame.ids, worst == code))
        },
        absent=pick(frame.ids, worst == ABSENT),
        doing=doing_words(verdict, _listed(wanted)),
        wanted=wanted,
    )


def _verdict(worst: Codes) -> str:
    base = int((worst >= STRUCTURED).sum())
    if not base:
        return ""
    if (worst == STRUCTURED).sum() >= ENOUGH * base:
        return "now"
    return "new_field" if base - (worst == ABSENT).sum() < ENOUGH * base else "with_work"


def _place(frame: Frame, alternatives: Sequence[str]) -> Codes:
    """Where each case has the answer: a place, or absent; nowhere where it doesn't apply or wasn't looked at.
    Of alternatives the easiest counts."""
    read = np.array([_of_question(frame, name) for name in alternatives])
    best = np.where(read == NOWHERE, ABSENT + 1, read).min(axis=0)
    return np.where(best > ABSENT, NOWHERE, best)


def _of_question(frame: Frame, question: str) -> Codes:
    cells = frame.cells(question)
    on_file = np.isin(cells.code, (KNOWN, UNCLEAR))
    noted = _noted(frame, question)[cells.unit.owner]
    here = np.where(on_file, noted, np.where(cells.code == NOT_RECORDED, ABSENT, NOWHERE))
    worst = np.full(len(frame.ids), NOWHERE)
    np.maximum.at(worst, cells.unit.owner, here)
    return worst


def _noted(frame: Frame, question: str) -> Codes:
    """The place that was noted for each case's answer."""
    column = frame.cohort.found.get(question, Column())
    code = {place: number for number, place in enumerate(PLACES)}
    unknown = code[""]
    noted = np.full(len(frame.ids), unknown)
    place = frame.places_of(column.cases)
    read = np.array([code.get(value, unknown) for value in column.values], dtype=np.int64)
    np.minimum.at(noted, place[place >= 0], read[place >= 0])  # of twins where it is easiest to find
    return noted


def _wanted(
    frame: Frame, verdict: str, planning: Planning, found: Sequence[Codes]
) -> tuple[tuple[str, int], ...]:
    """What would have to be added or linked, by the very fields and systems, the most files first."""
    first = [each.split()[0] for each in planning.reads]
    read = list(zip(first, planning.names, found, strict=True))
    counted: Iterable[tuple[str, int]] = ()
    if verdict == "new_field":
        counted = ((name, int((codes == ABSENT).sum())) for _question, name, codes in read)
    if verdict == "with_work":
        counted = (
            (f"{name}, {_where(frame, question, place)}", int((codes == code).sum()))
            for question, name, codes in read
            for code, place in enumerate(PLACES)
            if code != STRUCTURED
        )
    return tuple(sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1]))


def _where(frame: Frame, question: str, place: str) -> str:
    if place == "" and question not in frame.cohort.found:
        return _("of which nobody is asked where it stands")
    return place_words(place)


def _listed(wanted: Iterable[tuple[str, int]]) -> str:
    return "; ".join(f"{name} ({plural('one file', '{n} files', n)})" for name, n in wanted)


def place_words(place: str) -> str:
    """Where an answer was found, in words."""
    return {
        "structured_field": _("in a field of the case system"),
        "case_document": _("in documents of the case system"),
        "legal_file": _("in the legal file or court bundle"),
        "maternity": _("in the maternity record"),
        "early_help": _("in the early help record"),
    }.get(place, _("where it was found is not noted"))
