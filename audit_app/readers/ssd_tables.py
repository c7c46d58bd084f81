"""The tables of a Standard Safeguarding Dataset extract (Data to Insight), each known by the prefix that all
its headings have, whatever the file or the sheet is called.

Names of tables and columns are those of the public data model (data-to-insight/ssd-data-model, July 2026) in
its builds for Mosaic, Liquidlogic and Eclipse. Only columns that a list of cases needs are read: never names,
addresses, NHS numbers, UPNs, workers or court numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit_app.errors import AuditError, Problem
from audit_app.readers.cells import read_rows
from audit_app.readers.cleaning import clean_text
from audit_app.readers.files import shown
from audit_app.readers.grid import Grid
from audit_app.readers.headings import Headed
from audit_app.readers.known_columns import known_columns
from audit_app.readers.lists import ColumnKind, Layout, ListRow
from audit_app.words import _

PERSON, REFERRAL = "ssd_person", "ssd_cin_episodes"
_PREFIX = re.compile(r"([a-z0-9]{4})_\w+", re.ASCII)
_NEARLY_ALL = 0.8
_BEGINNING = 4_000


@dataclass(frozen=True)
class SsdTable:
    """A table that is used. `child` is the column with the child's number, `date` the one by which a child's
    rows are put in order (of which the first counts, or the `latest`), `beside` are columns that join tables.
    Of a table `of_referral` only the rows of the referral that counts are looked at."""

    name: str
    prefix: str
    child: str
    date: str = ""
    latest: bool = False
    of_referral: bool = False
    beside: tuple[str, ...] = ()

    @property
    def referral(self) -> str:
        """The column with the referral's number, in those tables that have one."""
        return f"{self.prefix}_referral_id"


TABLES = (
    SsdTable(PERSON, "pers", "pers_person_id"),
    SsdTable(REFERRAL, "cine", "cine_person_id", "cine_referral_date", True, beside=("cine_referral_team",)),
    SsdTable("ssd_cin_assessments", "cina", "cina_person_id", "cina_assessment_start_date", of_referral=True),
    SsdTable("ssd_s47_enquiry", "s47e", "s47e_person_id", "s47e_s47_start_date", of_referral=True),
    SsdTable("ssd_initial_cp_conference", "icpc", "icpc_person_id", "icpc_icpc_date", of_referral=True),
    SsdTable("ssd_cp_plans", "cppl", "cppl_person_id", "cppl_cp_plan_start_date", of_referral=True),
    SsdTable("ssd_pre_proceedings", "prep", "prep_person_id", "prep_pre_pro_decision_date", True),
    SsdTable("ssd_cla_episodes", "clae", "clae_person_id", "clae_cla_episode_start_date"),
    SsdTable("ssd_legal_status", "lega", "lega_person_id", "lega_legal_status_start_date"),
    SsdTable("ssd_mother", "moth", "moth_childs_person_id", beside=("moth_person_id",)),
    SsdTable(
        "ssd_involvements",
        "invo",
        "invo_person_id",
        "invo_involvement_start_date",
        True,
        True,
        ("invo_professional_team",),
    ),
    SsdTable("ssd_department", "dept", "dept_team_id", beside=("dept_team_name",)),
)
_BY_PREFIX = {table.prefix: table for table in TABLES}


@dataclass(frozen=True)
class Tables:
    """What an extract holds: the rows of each used table that is there, those that have rows with nothing in
    them, the names of others, and what was wrong."""

    rows: Mapping[str, Sequence[ListRow]]
    hollow: tuple[str, ...]
    unused: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_tables(file: str, sheets: Mapping[str, Grid]) -> Tables | None:
    """The tables of an extract, or of one CSV; None when no sheet is such a table. AuditError for tables
    without headings, and without the one of people."""
    headed = {title: found for title, grid in sheets.items() if (found := _headed(grid))}
    prefixes = {title: _prefix(each.headings) for title, each in headed.items()}
    used = {title: _BY_PREFIX[prefix] for title, prefix in prefixes.items() if prefix in _BY_PREFIX}
    if not used:
        _refuse_without_headings(file, sheets)
        return None
    if all(table.name != PERSON for table in used.values()):
        if len(sheets) == 1:
            return None
        raise AuditError(
            _(
                "{file} has tables of the Standard Safeguarding Dataset, but not {table}, which holds the "
                "children and their dates. Export that table too."
            ).format(file=file, table=PERSON)
        )
    unused = tuple(title for title, prefix in prefixes.items() if prefix and title not in used)
    return _read(file, {title: (table, headed[title]) for title, table in used.items()}, unused)


def _read(file: str, used: Mapping[str, tuple[SsdTable, Headed]], unused: tuple[str, ...]) -> Tables:
    rows: dict[str, list[ListRow]] = {}
    problems: list[Problem] = []
    with_rows: set[str] = set()
    for title, (table, headed) in used.items():
        found, wrong = read_rows(file, title, headed, _columns(table, headed.headings))
        rows.setdefault(table.name, []).extend(found)
        problems += wrong
        if headed.body:
            with_rows.add(table.name)
    hollow = [name for name, of in rows.items() if name in with_rows and not any(map(_says_something, of))]
    return Tables(rows, tuple(hollow), unused, tuple(problems))


def is_unused(data: bytes) -> bool:
    """Whether a CSV is a table of the dataset that nobody needs: known by its first line, as such an extract
    is far too large to be read for nothing."""
    line = data[:_BEGINNING].split(b"\n", 1)[0]
    if b"\x00" in line:
        return False
    names = [each.strip(" \"'\r\ufeff") for each in re.split(r"[,;\t|]", line.decode("utf-8", "ignore"))]
    prefix = _prefix(names)
    return bool(prefix) and prefix not in _BY_PREFIX


def narrowed(grid: Grid) -> Grid:
    """A table without the columns that nobody needs; anything else as it is."""
    headed = _headed(grid)
    table = _BY_PREFIX.get(_prefix(headed.headings)) if headed else None
    if headed is None or table is None:
        return grid
    wanted = _columns(table, headed.headings)
    places = [place for place, name in enumerate(headed.headings) if name in wanted]
    return [
        (number, [cells[place] for place in places if place < len(cells)])
        for number, cells in ((headed.row, list(headed.headings)), *headed.body)
    ]


def _headed(grid: Grid) -> Headed | None:
    """A database's export has its headings in the first row that says anything."""
    for place, (number, cells) in enumerate(grid[:20]):
        if any(cell.strip() for cell in cells):
            names = tuple(clean_text(cell).casefold() for cell in cells)
            return Headed(names, number, [line for line in grid[place + 1 :] if any(line[1])])
    return None


def _prefix(headings: Sequence[str]) -> str:
    """The prefix that nearly all headings have; empty when there is none."""
    filled = [name for name in headings if name]
    n = Counter(found[1] for name in filled if (found := _PREFIX.fullmatch(name.casefold())))
    best = max(n, key=lambda prefix: n[prefix], default="")
    return best if len(filled) > 1 and n[best] >= _NEARLY_ALL * len(filled) else ""


def _refuse_without_headings(file: str, sheets: Mapping[str, Grid]) -> None:
    for title in sheets:
        if PERSON in title.casefold():
            raise AuditError(
                _(
                    "{file}: {table} has no headings, so nobody can say what its columns are. Export it with "
                    "the names of the columns in the first row."
                ).format(file=file, table=shown(title))
            )


def _columns(table: SsdTable, headings: Sequence[str]) -> dict[str, tuple[str, ColumnKind]]:
    known = {each.name: each.kind for each in known_columns(Layout.SSD)}
    joins = (table.child, table.date, table.referral, *table.beside)
    kinds = known | {name: _kind(name) for name in joins if name}
    return {
        name: (name, kinds[name])
        for name in headings
        if name in kinds and name.startswith(f"{table.prefix}_")
    }


def _kind(name: str) -> ColumnKind:
    return (
        ColumnKind.NUMBER
        if name.endswith("_id")
        else ColumnKind.DATE
        if name.endswith("_date")
        else ColumnKind.TEXT
    )


def _says_something(row: ListRow) -> bool:
    return sum(map(bool, row.values.values())) > 1
