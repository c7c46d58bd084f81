"""The rows of a list as cases to be: which can be taken, what of them is kept, and why others are refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from audit_app.errors import Problem, Severity
from audit_app.operations.plan.list_mapping import Meanings, column_of
from audit_app.operations.plan.list_spellings import Spellings, nearly_the_same, usual_spellings
from audit_app.readers.cleaning import alike, clean_number, is_nhs_number
from audit_app.readers.lists import CaseList, ListRow, Meaning
from audit_app.store.cases import OWN_ATTRIBUTES
from audit_app.words import _, plural

# The names under which every layout keeps the same facts, so that a sample can be drawn by them.
EXPECTED_ATTRIBUTE, BIRTH_ATTRIBUTE, TEAM_ATTRIBUTE = "expected date", "birth date", "team"
_STANDARD = {
    Meaning.EXPECTED: EXPECTED_ATTRIBUTE,
    Meaning.BIRTH: BIRTH_ATTRIBUTE,
    Meaning.TEAM: TEAM_ATTRIBUTE,
}


def attribute_words(name: str) -> str:
    """What an attribute of cases is called: those that every layout has in the language in use, a column of
    the area's own as it is there."""
    known = {
        EXPECTED_ATTRIBUTE: _("expected date"),
        BIRTH_ATTRIBUTE: _("birth date"),
        TEAM_ATTRIBUTE: _("team"),
        "pregnancy": _("pregnancy"),
        "round": _("round"),
    }
    return known.get(name, name.replace("_", " "))


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
    listed: CaseList, meanings: Meanings, *, usual_round: str, today: str, teams: Iterable[str] = ()
) -> tuple[list[Candidate], list[Problem]]:
    """The rows that can be taken, and what is wrong with others: refused rows first. A date of birth after
    `today` (ISO) is the expected date, as case systems keep it before birth. Numbers are compared without
    letter case, spaces and punctuation; a team is written as in `teams`, else as it mostly is."""
    names = _Names(meanings)
    # Rows of several sheets can have the same number.
    is_numbered = len({row.number for row in listed.rows}) == len(listed.rows)
    numbers, people = Spellings(), Spellings()
    taken: dict[tuple[str, str], Candidate] = {}
    problems = list(_personal(listed, names.case))
    for order, row in enumerate(listed.rows, 2):
        attributes = dict(names.attributes(row))
        problems += _mend_birth(listed.file, row, names.birth, attributes, today)
        candidate = Candidate(
            row,
            row.number if is_numbered else order,
            numbers.first(clean_number(row.values[names.case]) or ""),
            people.first(clean_number(row.values.get(names.mother, "")) or ""),
            people.first(clean_number(row.values.get(names.pregnancy, "")) or ""),
            row.values.get(names.round, "") or usual_round,
            attributes,
        )
        key = candidate.number, candidate.round
        refusal = _refusal(candidate, taken.get(key))
        if refusal:
            problems.append(_problem(listed, row, names.case, *refusal))
        else:
            taken[key] = candidate
    found, told = _with_usual_teams(listed, list(taken.values()), column_of(meanings, Meaning.TEAM), teams)
    problems += [*told, *_nearly_the_same(listed, found, names.case)]
    problems.sort(key=lambda problem: problem.severity is not Severity.ERROR)
    return found, problems


def _problem(listed: CaseList, row: ListRow, column: str, words: str, severity: Severity) -> Problem:
    return Problem(words, "", listed.file, row.sheet, row.number, column, severity)


def _with_usual_teams(
    listed: CaseList, found: list[Candidate], column: str, teams: Iterable[str]
) -> tuple[list[Candidate], list[Problem]]:
    """The same with one spelling for each team, and what was read as what."""
    written = [candidate.attributes.get(TEAM_ATTRIBUTE, "") for candidate in found]
    usual = usual_spellings(written, teams)
    said = _("The team “{team}” is read as “{usual}”, in {rows}.")
    told = [
        Problem(
            said.format(team=team, usual=meant, rows=plural("one row", "{n} rows", written.count(team))),
            file=listed.file,
            column=column,
            severity=Severity.WARNING,
        )
        for team, meant in usual.items()
    ]
    tidied = [
        replace(each, attributes={**each.attributes, TEAM_ATTRIBUTE: usual[team]}) if team in usual else each
        for each, team in zip(found, written, strict=True)
    ]
    return tidied, told


def _nearly_the_same(listed: CaseList, found: list[Candidate], column: str) -> Iterator[Problem]:
    said = _("Case {case} may be case {other} of row {row}, typed differently. Check that they are two.")
    for first, second in nearly_the_same(found, lambda each: each.number, _days):
        words = said.format(case=second.number, other=first.number, row=first.row.number)
        yield _problem(listed, second.row, column, words, Severity.WARNING)


def _days(candidate: Candidate) -> tuple[str, ...]:
    return tuple(candidate.attributes.get(name, "") for name in (EXPECTED_ATTRIBUTE, BIRTH_ATTRIBUTE))


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
    if _alike(first) == _alike(candidate):
        return _("The row is the same as row {row}.").format(row=first.row.number), Severity.WARNING
    return (
        _("Case {case} stands in row {row} already, with other values. That row is used.").format(
            case=candidate.number, row=first.row.number
        ),
        Severity.ERROR,
    )


def _alike(candidate: Candidate) -> dict[str, str]:
    return {name: alike(value) for name, value in candidate.row.values.items()}


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
