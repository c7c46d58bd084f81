"""The Standard Safeguarding Dataset as a list of cases: one row for each person who was referred, joined from
the tables of the extract.

Of a child's several referrals the latest counts, with its first assessment, enquiry, conference and plan; of
pre-proceedings and involvements the latest, of care and legal statuses the first. What happened to the
mother's other children, and to herself as a child, is worked out from the episodes of care in the same
extract, which goes back some years only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from audit_app.errors import AuditError, Problem
from audit_app.readers.cells import at_most, warning
from audit_app.readers.files import shown_all
from audit_app.readers.grid import Grid
from audit_app.readers.known_columns import known_columns
from audit_app.readers.lists import CaseList, Layout, ListRow
from audit_app.readers.ssd_tables import PERSON, REFERRAL, TABLES, SsdTable, Tables, read_tables
from audit_app.words import _, plural

MOTHER, TEAM = "Mother", "Team"
OTHERS_IN_CARE = "Mother's other children looked after before"
MOTHER_IN_CARE = "Mother looked after"
_CARE, _MOTHERS, _TEAMS, _WORK = "ssd_cla_episodes", "ssd_mother", "ssd_department", "ssd_involvements"
_JOINED = [table for table in TABLES if table.date]


def read_ssd(file: str, sheets: Mapping[str, Grid]) -> CaseList | None:
    """The people of an extract; None when no sheet is one of its tables. AuditError when the table of people
    isn't there or has no headings, or when nobody in it was referred."""
    tables = read_tables(file, sheets)
    if tables is None:
        return None
    extract = _Extract(tables)
    everyone = tables.rows[PERSON]
    people = [row for row in everyone if extract.is_referred(row.values.get("pers_person_id", ""))]
    if everyone and not people:
        raise AuditError(
            _(
                "{file}: nobody in ssd_person was referred, by ssd_cin_episodes. The tables don't belong "
                "together: export all of them anew."
            ).format(file=file)
        )
    kinds = {column.name: column.kind for column in known_columns(Layout.SSD)}
    values = [(row, extract.values(row)) for row in people]
    columns = tuple(name for name in kinds if any(said.get(name) for _row, said in values))
    rows = (
        ListRow(row.number, row.sheet, {name: said.get(name, "") for name in columns}) for row, said in values
    )
    return CaseList(
        Layout.SSD,
        columns,
        tuple(rows),
        at_most([*extract.strangers(file), *tables.problems]),
        {name: kinds[name] for name in columns},
        file,
        notes=tuple(_notes(tables, len(everyone) - len(people), OTHERS_IN_CARE in columns)),
    )


class _Extract:
    """The tables of an extract, looked up by child."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        referrals = tables.rows.get(REFERRAL, ())
        self._child_of = {
            row.values["cine_referral_id"]: row.values["cine_person_id"]
            for row in referrals
            if row.values.get("cine_referral_id") and row.values.get("cine_person_id")
        }
        self._rows = {table.name: self._by_child(table) for table in _JOINED if table.name in tables.rows}
        self._mothers = _pairs(tables.rows.get(_MOTHERS, ()), "moth_childs_person_id", "moth_person_id")
        self._children: dict[str, set[str]] = defaultdict(set)
        for child, mother in self._mothers.items():
            self._children[mother].add(child)
        self._teams = _pairs(tables.rows.get(_TEAMS, ()), "dept_team_id", "dept_team_name")
        self._care = {child: _began(rows) for child, rows in self._rows.get(_CARE, {}).items()}

    def is_referred(self, person: str) -> bool:
        """Whether a person was referred; everybody, where the extract has no referrals."""
        return REFERRAL not in self._rows or person in self._rows[REFERRAL]

    def values(self, person: ListRow) -> dict[str, str]:
        """What the extract says of a person."""
        number = person.values.get("pers_person_id", "")
        said = dict(person.values)
        referral = ""
        for table in _JOINED:
            row = _one(table, self._rows.get(table.name, {}).get(number, ()), referral)
            if table.name == REFERRAL:
                referral = row.get(table.referral, "")
            said |= row
        team = said.get("invo_professional_team") or said.get("cine_referral_team", "")
        mother = self._mothers.get(number, "")
        day = said.get("pers_dob") or said.get("pers_expected_dob", "")
        return said | {
            TEAM: self._teams.get(team, team),
            MOTHER: mother,
            OTHERS_IN_CARE: self._others_in_care(number, mother, day),
            MOTHER_IN_CARE: "Y" if mother and self._care.get(mother) else "",
        }

    def _others_in_care(self, child: str, mother: str, day: str) -> str:
        """How many of the mother's other children were looked after before the child's birth or due day;
        empty where the extract can't say."""
        if not (mother and day and _CARE in self._rows):
            return ""
        others = self._children[mother] - {child}
        return str(sum("" < self._care.get(other, "") < day for other in others))

    def strangers(self, file: str) -> Iterator[Problem]:
        """A warning for each table with rows of people who aren't in the table of people."""
        known = {row.values.get("pers_person_id", "") for row in self._tables.rows[PERSON]}
        for name, by_child in self._rows.items():
            n = sum(len(rows) for child, rows in by_child.items() if child not in known)
            if not n:
                continue
            of = sum(map(len, by_child.values()))
            first = next(rows[0] for child, rows in by_child.items() if child not in known)
            said = _("Rows of {table} whose person isn't in ssd_person are left out: {n} of {of}.")
            yield warning(
                said.format(n=n, of=of, table=name),
                _("Where that is most of them, the tables don't belong together: export all of them anew."),
                file=file,
                sheet=first.sheet,
            )

    def _by_child(self, table: SsdTable) -> dict[str, list[ListRow]]:
        """The rows of a table by child; where it names none, by the child of its referral."""
        found: dict[str, list[ListRow]] = {}
        for row in self._tables.rows[table.name]:
            child = row.values.get(table.child) or self._child_of.get(row.values.get(table.referral, ""), "")
            if child:
                found.setdefault(child, []).append(row)
        return found


def _pairs(rows: Iterable[ListRow], key: str, value: str) -> dict[str, str]:
    return {
        row.values[key]: row.values[value] for row in rows if row.values.get(key) and row.values.get(value)
    }


def _one(table: SsdTable, rows: Sequence[ListRow], referral: str) -> Mapping[str, str]:
    """The row of a child that counts; nothing where there is none."""
    if table.of_referral and referral:
        rows = [row for row in rows if row.values.get(table.referral, "") in ("", referral)]
    if table.latest:
        return max(rows, key=lambda row: row.values.get(table.date, ""), default=_NOTHING).values
    return min(rows, key=lambda row: row.values.get(table.date) or "9", default=_NOTHING).values


_NOTHING = ListRow(0, "", {})


def _began(rows: Iterable[ListRow]) -> str:
    """The first day on which a child was looked after, empty when no row says one."""
    names = ("clae_entered_care_date", "clae_cla_episode_start_date")
    return min((day for row in rows for name in names if (day := row.values.get(name, ""))), default="")


def _notes(tables: Tables, n_unreferred: int, has_others: bool) -> Iterator[str]:
    yield _("Names, addresses, NHS numbers, UPNs, workers and court numbers were not read.")
    missing = [table.name for table in TABLES if table.name not in tables.rows]
    if missing:
        yield _("Not in the extract, so left empty: {tables}.").format(tables=", ".join(missing))
    if tables.hollow:
        said = _("{tables} has placeholders or nothing in its rows, so nothing is taken from it.")
        yield said.format(tables=", ".join(tables.hollow))
    if tables.unused:
        said = _("Not used for a list of cases: {tables}.")
        yield said.format(tables=shown_all(tables.unused))
    if n_unreferred:
        yield plural(
            "One person of ssd_person was never referred, and isn't listed: mothers stand there too.",
            "{n} people of ssd_person were never referred, and aren't listed: mothers stand there too.",
            n_unreferred,
        )
    if REFERRAL not in tables.rows:
        yield _("Without referrals everybody in ssd_person is listed, mothers too.")
    if has_others:
        yield _(
            "Whether a mother's other children were looked after is known from this extract alone: nought "
            "doesn't say that none ever was."
        )
