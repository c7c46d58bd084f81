"""The rows of a list as cases to be: which can be taken, what of them is kept, and why others are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit_app.errors import Problem, Severity
from audit_app.operations.plan.list_mapping import Meanings, column_of
from audit_app.readers.cleaning import clean_number, is_nhs_number
from audit_app.readers.lists import CaseList, ListRow, Meaning
from audit_app.store.cases import OWN_ATTRIBUTES
from audit_app.words import _

# The names under which every layout keeps the same facts, so that a sample can be drawn by them.
EXPECTED_ATTRIBUTE, BIRTH_ATTRIBUTE, TEAM_ATTRIBUTE = "expected date", "birth date", "team"
_STANDARD = {
    Meaning.EXPECTED: EXPECTED_ATTRIBUTE,
    Meaning.BIRTH: BIRTH_ATTRIBUTE,
    Meaning.TEAM: TEAM_ATTRIBUTE,
}
_TAKEN_NAMES = frozenset({"pregnancy", "round", *OWN_ATTRIBUTES, *_STANDARD.values()})
_LONGEST = 100


@dataclass(frozen=True)
class Candidate:
    """A row that can be taken. `number`, `mother` and `pregnancy` are the list's own, to be replaced; `place`
    is its row, or in a list joined from several sheets its place in the whole."""

    row: ListRow
    place: int
    number: str
    mother: str
    pregnancy: str
    round: str
    attributes: Mapping[str, str]


def read_candidates(
    listed: CaseList, meanings: Meanings, *, usual_round: str, today: str
) -> tuple[list[Candidate], list[Problem]]:
    """The rows that can be taken, and what is wrong with others: refused rows first. A date of birth after
    `today` (ISO) is the expected date, as case systems keep it before birth."""
    names = _Names(meanings)
    # Rows of several sheets can have the same number.
    is_numbered = len({row.number for row in listed.rows}) == len(listed.rows)
    taken: dict[tuple[str, str], Candidate] = {}
    problems = list(_personal(listed, names.case))
    for order, row in enumerate(listed.rows, 2):
        attributes = dict(names.attributes(row))
        problems += _mend_birth(listed.file, row, names.birth, attributes, today)
        candidate = Candidate(
            row,
            row.number if is_numbered else order,
            clean_number(row.values[names.case]) or "",
            clean_number(row.values.get(names.mother, "")) or "",
            clean_number(row.values.get(names.pregnancy, "")) or "",
            row.values.get(names.round, "") or usual_round,
            attributes,
        )
        key = candidate.number, candidate.round
        refusal = _refusal(candidate, taken.get(key))
        if refusal:
            problems.append(
                Problem(refusal[0], "", listed.file, row.sheet, row.number, names.case, refusal[1])
            )
        else:
            taken[key] = candidate
    problems.sort(key=lambda problem: problem.severity is not Severity.ERROR)
    return list(taken.values()), problems


class _Names:
    """The columns by their meaning, and the names under which the kept ones are kept."""

    def __init__(self, meanings: Meanings) -> None:
        self.case = column_of(meanings, Meaning.CASE)
        self.mother = column_of(meanings, Meaning.MOTHER)
        self.pregnancy = column_of(meanings, Meaning.PREGNANCY)
        self.round = column_of(meanings, Meaning.ROUND)
        self.birth = column_of(meanings, Meaning.BIRTH)
        self._kept = [
            (name, _STANDARD.get(meaning) or _free_name(name))
            for name, meaning in meanings.items()
            if meaning is Meaning.KEEP or meaning in _STANDARD
        ]

    def attributes(self, row: ListRow) -> Iterator[tuple[str, str]]:
        return ((kept_as, row.values[name]) for name, kept_as in self._kept)


def _free_name(name: str) -> str:
    """A name that a fact of the program's own doesn't have."""
    return _("{name} (list)").format(name=name) if name in _TAKEN_NAMES else name


def _mend_birth(
    file: str, row: ListRow, column: str, attributes: dict[str, str], today: str
) -> Iterator[Problem]:
    birth = attributes.get(BIRTH_ATTRIBUTE, "")
    if birth <= today:
        return
    attributes[BIRTH_ATTRIBUTE] = ""
    attributes[EXPECTED_ATTRIBUTE] = attributes.get(EXPECTED_ATTRIBUTE) or birth
    yield Problem(
        _("The date of birth is still to come, so it is taken as the expected date."),
        "",
        *(file, row.sheet, row.number, column),
        Severity.WARNING,
    )


def _refusal(candidate: Candidate, first: Candidate | None) -> tuple[str, Severity] | None:
    """Why a row isn't taken; only a warning when nothing is lost by it."""
    if not candidate.number:
        return (
            _("The row has no case number. Give it one (a merged cell holds it in its first row only)."),
            Severity.ERROR,
        )
    if len(candidate.number) > _LONGEST:
        return _("The case number is too long to be one."), Severity.ERROR
    if first is None:
        return None
    if first.row.values == candidate.row.values:
        return _("The row is the same as row {row}.").format(row=first.row.number), Severity.WARNING
    return (
        _("Case {case} stands in row {row} already, with other values. That row is used.").format(
            case=candidate.number, row=first.row.number
        ),
        Severity.ERROR,
    )


def _personal(listed: CaseList, column: str) -> Iterator[Problem]:
    numbers = [row.values[column] for row in listed.rows[:200] if row.values[column]]
    if numbers and sum(map(is_nhs_number, numbers)) >= 0.8 * len(numbers):
        yield Problem(
            _("The case numbers look like NHS numbers, which nobody needs here."),
            _("Use the case system's own numbers."),
            listed.file,
            column=column,
            severity=Severity.WARNING,
        )
