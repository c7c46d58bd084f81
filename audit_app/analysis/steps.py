"""The form's sheet `steps`: the journey, and between which days of pregnancy each step can lie.

A step after conception lies between 0+0 and 44+0 weeks, which is what a sheet without the columns `earliest`
and `latest` says of all its steps. An empty `earliest` lets a step lie before conception: its gestation is
then none of this pregnancy's. Days of pregnancy are 280 less the days still to go to the expected date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit_app.errors import AuditError, Problem
from audit_app.results.inputs import Plausible
from audit_app.words import _

CONCEPTION, LATEST = 0, 44 * 7
"""Days of pregnancy: 0+0 and 44+0 weeks."""

Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Step:
    """One step: the question of its date, the calculate that holds its gestation in days, and the days of
    pregnancy between which that can lie; `earliest` is None where it may lie before conception."""

    id: str
    label: str
    question: str
    gestation: str
    earliest: int | None = CONCEPTION
    latest: int = LATEST

    def holds(self, days: float) -> bool:
        """Whether the step can lie on this day of pregnancy."""
        return (self.earliest is None or days >= self.earliest) and days <= self.latest

    @property
    def outside(self) -> str:
        """What is said of a case in which it doesn't."""
        if self.earliest is None:
            words = _("{step}: after {latest} weeks of pregnancy, by the expected date")
        elif self.earliest == CONCEPTION:
            words = _("{step}: before the pregnancy or after {latest} weeks, by the expected date")
        else:
            words = _("{step}: before {earliest} or after {latest} weeks, by the expected date")
        return words.format(step=self.label, earliest=(self.earliest or 0) // 7, latest=self.latest // 7)


def read_steps(rows: Rows) -> tuple[Step, ...]:
    """The steps a sheet declares. AuditError says by row and column what is no number of days."""
    rows = [{name: str(text or "").strip() for name, text in row.items()} for row in rows]
    problems = tuple(_problems(rows))
    if problems:
        raise AuditError(_("The steps can't be used."), problems)
    return tuple(_step(row) for row in rows)


def plausible(steps: Sequence[Step], reads: Mapping[str, Collection[str]]) -> dict[str, Plausible]:
    """Between which days each gestation can lie, by question. `reads` names for each calculate the questions
    that it reads: what rests on a gestation that can't be is no more to be counted than that itself."""
    found = {
        step.gestation: Plausible(step.gestation, step.earliest, step.latest, step.outside)
        for step in steps
        if step.gestation
    }
    resting = {
        name: found[gestation]
        for name, questions in reads.items()
        for gestation in sorted(questions)
        if gestation in found and name not in found
    }
    return found | resting


def _step(row: Mapping[str, str]) -> Step:
    given = "earliest" in row or "latest" in row
    earliest = row.get("earliest", "")
    return Step(
        id=row.get("id", ""),
        label=row.get("label", ""),
        question=row.get("question", ""),
        gestation=row.get("gestation", ""),
        earliest=(int(earliest) if earliest else None) if given else CONCEPTION,
        latest=int(row.get("latest") or LATEST),
    )


def _problems(rows: Rows) -> Iterator[Problem]:
    for number, row in enumerate(rows, start=2):
        for column in ("earliest", "latest"):
            text = row.get(column, "")
            if text and not text.isdecimal():
                message = _("“{text}” is not a number.").format(text=text)
                action = _("Write days of pregnancy, such as 308 for 44 weeks.")
                yield Problem(message, action, sheet="steps", row=number, column=column)
