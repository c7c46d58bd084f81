"""A cohort by pregnancy, and why questions were not asked, in plain Python: loops over cases and rows, by the
words of `docs/forms.md`, without any part of the analysis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from audit_app.results.inputs import Variable
from tests.analysis.plainly import ORDER, Cell, Plain

Known = Mapping[str, Variable]
SETTLED = ("answered", "not_applicable", "not_asked")


def prepared(data: Plain, known: Known, blank: Mapping[str, str] | None = None) -> Plain:
    """The cohort by pregnancy; `files` is the same by file. `blank` are the answers of a father whom nobody
    entered."""
    files = settled(data, known)
    return recorded(files, known, blank or {})


def settled(data: Plain, known: Known) -> Plain:
    """With the reason of each question that was not asked, and of each that has no row to be asked in."""
    cells = {
        name: {
            place: _reasoned(data, known, name, place, cell) if cell.state == "not_asked" else cell
            for place, cell in told.items()
        }
        for name, told in data.cells.items()
    }
    return replace(data, cells=cells, empty=_empty(data, known))


def _empty(data: Plain, known: Known) -> dict[str, dict[str, str]]:
    """The state of each question of a repeat where there is no row; of a pregnancy by what its files say
    together, so that two that differ on what decides leave it open."""
    return {
        name: {case: _without_row(data, known, name, case) for case in data.cases}
        for name, repeat in data.repeats.items()
        if repeat
    }


def _reasoned(data: Plain, known: Known, name: str, place: tuple[str, str], cell: Cell) -> Cell:
    reason = _reason(data, known, name, place, data.repeats[name], ())
    return Cell(reason) if reason else cell


def _without_row(data: Plain, known: Known, name: str, case: str) -> str:
    reason = _reason(data, known, name, (case, ""), "", ())
    return "not_applicable" if reason in ("", "not_asked") else reason


def _reason(
    data: Plain, known: Known, name: str, place: tuple[str, str], repeat: str, seen: tuple[str, ...]
) -> str:
    """`population_unknown`, `not_asked` or `not_applicable`; nothing where nothing decides about it."""
    variable = known.get(name, Variable(name))
    if not variable.asked_after and not variable.worked_out_of:
        return "not_asked"
    found = []
    for gate in variable.asked_after:
        state = _state(data, known, gate, place, repeat, (*seen, name))
        found.append(state if state in SETTLED else "population_unknown")
    for part in variable.worked_out_of:
        own = data.repeats.get(part, "")
        if own and not repeat:  # in each row of a repeat
            among = data.rows[own].get(place[0], [])
            told = [_state(data, known, part, (place[0], row), own, (*seen, name)) for row in among]
            found += ["population_unknown"] * ("population_unknown" in told)
            continue
        state = _state(data, known, part, place, repeat, (*seen, name))
        found += [state] if state in ("population_unknown", "not_asked") else []
    worst = [state for state in ("population_unknown", "not_asked") if state in found]
    return worst[0] if worst else "not_applicable"


def _state(
    data: Plain, known: Known, name: str, place: tuple[str, str], repeat: str, seen: tuple[str, ...]
) -> str:
    """The state of another question, at the same row or of the same case."""
    own = data.repeats.get(name)
    if own is None:
        companions = {"father_inclusion_rows", "father_offers", "father_care"}
        own = known[name].repeat
        own = "fathers" if own in companions else own
        if own in ("", repeat):
            return "not_looked_at"
    if own and own != repeat:
        return "answered"
    cell = data.cell(name, place[0], place[1] if own else "")
    if cell.state == "not_asked" and name not in seen:
        return _reason(data, known, name, (place[0], place[1] if own else ""), own, seen) or "not_asked"
    return cell.state


def recorded(files: Plain, known: Known, blank: Mapping[str, str]) -> Plain:
    """Each pregnancy once, under its first file: its answers put together from all of its files."""
    together: dict[str, list[str]] = {}
    for case in files.cases:
        together.setdefault(files.pregnancy.get(case) or f"case {case}", []).append(case)
    members = {cases[0]: cases for cases in together.values()}
    of_row: dict[str, dict[str, list[list[tuple[str, str]]]]] = {
        repeat: {case: _same(files, known, repeat, cases) for case, cases in members.items()}
        for repeat in files.rows
    }
    rows = {
        repeat: {case: [f"{case} {n}" for n in range(len(same))] for case, same in told.items()}
        for repeat, told in of_row.items()
    }
    cells: dict[str, dict[tuple[str, str], Cell]] = {}
    for name, repeat in files.repeats.items():
        multiple = known.get(name, Variable(name)).multiple
        cells[name] = {}
        for case, cases in members.items():
            places = of_row[repeat][case] if repeat else [[(each, "") for each in cases]]
            for n, same in enumerate(places):
                row = f"{case} {n}" if repeat else ""
                cells[name][case, row] = _one([files.said(name, *place) for place in same], multiple)
    for case, names in rows.get("fathers", {}).items() if blank else ():
        if not names:
            names.append(f"{case} nobody")
            for name, repeat in files.repeats.items():
                if repeat == "fathers":
                    cells[name][case, names[0]] = (
                        Cell("answered", blank[name]) if name in blank else Cell("not_applicable")
                    )
    made = replace(
        files,
        cases=list(members),
        pregnancy={},
        rows=rows,
        cells=cells,
        files=files,
        members=members,
    )
    return replace(made, empty=_empty(made, known))


def _one(cells: list[Cell], multiple: bool) -> Cell:
    """An answer beats every silence; two that differ are in conflict; the day of a month is the closer."""
    best = min((cell.state for cell in cells), key=ORDER.index)
    held = [cell for cell in cells if cell.state == best]
    given = [cell for cell in held if cell.value]
    if best != "answered" or not given:
        return held[0]
    closest = max(given, key=lambda cell: len(cell.value))
    for cell in given:
        same = sorted(cell.value.split()) == sorted(closest.value.split()) if multiple else False
        if not same and cell.value != closest.value and not _is_month_of(cell.value, closest.value):
            return Cell("unclear")
    return closest


def _is_month_of(month: str, day: str) -> bool:
    return len(month) in (4, 7) and month[:4].isdigit() and day.startswith(f"{month}-")


def _same(files: Plain, known: Known, repeat: str, cases: list[str]) -> list[list[tuple[str, str]]]:
    """The rows of a pregnancy, each as the places of the files at which it stands."""
    places = [(case, row) for case in cases for row in files.rows[repeat].get(case, [])]
    groups = {place: [place] for place in places}
    if len(cases) > 1:
        names = [name for name in known if files.repeats.get(name) == repeat]
        told = {place: [_told(files.cell(name, *place)) for name in names] for place in places}
        ranked = []
        for one, other in combinations(places, 2):
            both = [
                (a[1], b[1])
                for a, b in zip(told[one], told[other], strict=True)
                if a[0] == b[0] == "answered"
            ]
            agree = sum(a == b for a, b in both)
            if one[0] != other[0] and _alike(told, one, other, agree, len(both) - agree):
                ranked.append(
                    (-agree, len(both) - agree, sorted((told[one], told[other]), key=_by), one, other)
                )
        ranked.sort(key=lambda each: (each[0], each[1], [_by(side) for side in each[2]]))
        for *_rank, one, other in ranked:
            if not {case for case, _row in groups[one]} & {case for case, _row in groups[other]}:
                joined = sorted(groups[one] + groups[other], key=places.index)
                groups |= dict.fromkeys(joined, joined)
    found: list[list[tuple[str, str]]] = []
    for place in places:
        if groups[place] not in found:
            found.append(groups[place])
    return found


def _told(cell: Cell) -> tuple[str, str]:
    return cell.state, cell.value if cell.state == "answered" else ""


def _by(side: list[tuple[str, str]]) -> list[tuple[int, str]]:
    return [(ORDER.index(state), value) for state, value in side]


def _alike(
    told: Mapping[tuple[str, str], list[tuple[str, str]]],
    one: tuple[str, str],
    other: tuple[str, str],
    agree: int,
    differ: int,
) -> bool:
    if told[one] == told[other]:
        return True
    first = told[one][:1]
    if first != told[other][:1] or first[0][0] != "answered":
        return False
    alone = all(
        sum(place[0] == each[0] and said[:1] == first for place, said in told.items()) == 1
        for each in (one, other)
    )
    return alone or agree > differ
