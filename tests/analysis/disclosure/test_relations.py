"""What a reader knows: by the kind of line, by the variable, by the sheets; nothing that holds is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from audit_app.analysis.conditions import read_condition
from audit_app.analysis.declared import Measure
from audit_app.analysis.disclosure.cohorts import known_of
from audit_app.analysis.disclosure.knowledge import Count, Knowledge, Relation, knowledge
from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.analysis.disclosure.relations import HeldOutput
from audit_app.analysis.disclosure.release import tied_in
from audit_app.analysis.disclosure.rules import rules
from audit_app.analysis.disclosure.tied import Tied
from audit_app.analysis.disclosure.ties import Ties, settling_of, several_of, variables_of
from audit_app.lines.line import OF, Line, N, counted
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read import pages
from audit_app.results.inputs import Variable
from tests.analysis.disclosure.learning import Sheet, learned, pooled
from tests.examples import is_long
from tests.form.filled import PAGES
from tests.once import Once
from tests.samples import blank, copied, made_up

SEEDS = range(101, 201) if is_long() else range(101, 104)
"""Of audits that nothing was learned from."""
ENOUGH = 25 if is_long() else 45
"""How many families would break a relation that held by chance. Of few audits many hold by chance: these tie
strongly or not at all."""


def test_a_relation_that_is_not_true_is_refused() -> None:
    counts = [Count("a", 3), Count("b", 4), Count("all", 6)]
    with pytest.raises(ValueError, match="isn't so"):
        knowledge(counts, [Relation("all", ("a", "b"))])


def test_weeks_of_days_are_one_variable_and_what_it_is_worked_out_of_says_nothing_more() -> None:
    variables = {
        "weeks": Variable("weeks", worked_out_of=("gestation",)),
        "gestation": Variable("gestation", worked_out_of=("edd", "referral")),
    }
    reads = {"bands": ("weeks",), "ladder": ("referral", "gestation"), "other": ("help", "weeks", "age")}
    assert variables_of(reads, variables) == {
        "bands": ("gestation",),
        "ladder": ("gestation",),
        "other": ("other",),
    }


def test_what_is_asked_after_a_question_is_settled_by_it() -> None:
    variables = {
        "kind": Variable("kind", asked_after=("need",)),
        "weeks": Variable("weeks", worked_out_of=("edd", "referral")),
    }
    assert settling_of({"kinds": ("kind",), "bands": ("weeks", "money")}, variables) == {
        "kinds": ("kind", "need"),
        "bands": ("weeks", "edd", "referral", "money"),
    }


def test_those_counted_are_among_those_whose_answer_let_it_be_asked() -> None:
    """Twelve have the need, now or perhaps; eleven of them say of which kind it is."""
    cases = [f"c{k}" for k in range(40)]
    lines = (
        Tied(_line("need", cases), ("need",), {OF: frozenset(cases)}),
        Tied(_line("need.now", cases[:7]), ("need",), {N: frozenset(cases[:7])}, "need"),
        Tied(_line("need.perhaps", cases[7:12]), ("need",), {N: frozenset(cases[7:12])}, "need"),
        Tied(_line("need.no", cases[12:]), ("need",), {N: frozenset(cases[12:])}, "need"),
        Tied(_line("kinds", cases[1:12]), ("kind",), {OF: frozenset(cases[1:12])}),
    )
    asked = Relation("need.now / n", ("kinds / of",), add_up=False)
    either = Relation("either", ("need.now / n", "need.perhaps / n"))
    for settling, known in (({}, False), ({"kinds": ("kind", "need")}, True)):
        model = known_of({"": HeldOutput(frozenset(cases), lines)}, PROFILES["dfe"], Ties(settling=settling))
        assert _Model(model).at_most(("kinds / of",), either.parts) == known
        assert not _Model(model).follows(asked)


@pytest.mark.parametrize("several", [False, True])
def test_whether_answers_exclude_each_other_is_declared_and_not_seen_in_one_cohort(several: bool) -> None:
    """No family here has a father of each kind; another could have."""
    cases = [f"c{k}" for k in range(40)]
    given = {"kin": cases[:7], "friend": cases[7:16], "gathered0": cases[:16], "other": cases[16:]}
    lines = [Tied(_line("kind", cases), ("kind",), {OF: frozenset(cases)})]
    for name, held in given.items():
        into = "kind.gathered0" if name in ("kin", "friend") else ""
        line = _line(f"kind.{name}", held)
        lines.append(Tied(line, ("kind",), {N: frozenset(held)}, "" if into else "kind", gathered_in=into))
    ties = Ties(several=frozenset({"kind"}) if several else frozenset())
    model = _Model(known_of({"": HeldOutput(frozenset(cases), tuple(lines))}, PROFILES["dfe"], ties))
    parts, answers = (
        ("kind.kin / n", "kind.friend / n"),
        ("kind.kin / n", "kind.friend / n", "kind.other / n"),
    )

    assert model.at_most(("kind.gathered0 / n",), parts)
    assert model.at_most(parts[:1], ("kind.gathered0 / n",))
    assert model.at_most(("kind / of",), answers)
    assert model.at_most(parts, ("kind.gathered0 / n",)) != several
    assert model.at_most(answers, ("kind / of",)) != several


def test_a_family_gives_several_answers_where_its_question_or_its_rows_let_it() -> None:
    variables = {
        "home": Variable("home"),
        "kinds": Variable("kinds", multiple=True),
        "age": Variable("age", repeat="fathers"),
        "point": Variable("point", repeat="outcomes"),
        "lives": Variable("lives", repeat="outcomes"),
    }

    def asked(id_: str, question: str, rows: str = "any", population: str = "") -> Measure:
        return Measure(id_, id_, "distribution", question, rows=rows, population=read_condition(population))

    measures = (
        asked("one", "home"),
        asked("many", "kinds"),
        asked("fathers", "age", "confirmed"),
        asked("any father", "age"),
        asked("each father", "age", "each"),
        asked("at six weeks", "lives", population="point = 6w"),
        asked("later", "lives", population="point != 6w"),
    )
    assert several_of(measures, variables) == {"many", "fathers", "any father", "later"}


def _line(id_: str, cases: list[str]) -> Line:
    return Line(
        id_, id_, "distribution", int("." in id_), {N: counted(tuple(cases)), OF: counted(tuple(cases))}
    )


def test_a_form_without_a_sheet_takes_that_of_the_shipped_form_of_its_id(once: Once, tmp_path) -> None:
    audit = copied(blank(once), tmp_path / "older.audit")
    now = pages.ties(audit)
    new = ("relations", "gatherings")
    audit.declared = {name: rows for name, rows in audit.declared.items() if name not in new}
    older = pages.ties(audit)
    audit.form = replace(audit.form, name="return_home")
    other = pages.ties(audit)
    close_audit(audit)

    assert older == now
    assert now.studied
    assert (other.relations, other.gatherings, other.studied) == ((), (), False)
    assert other.settling == now.settling


@pytest.mark.parametrize(("studied", "says"), [(True, "all that this program knows"), (False, "no list")])
def test_an_output_says_what_its_check_knew(studied: bool, says: str) -> None:
    assert says in " ".join(rules(PROFILES["dfe"], studied))


def test_the_sheet_says_nothing_twice() -> None:
    rows = [(row["whole"], row["parts"], row["adds_up"]) for row in Sheet().rows()]
    assert len({*rows}) == len(rows)


@pytest.mark.skipif(not is_long(), reason="half a minute of the processor: ./dev test --long")
def test_nothing_that_holds_in_other_cohorts_is_missing(once: Once, tmp_path) -> None:
    outputs = {}
    for seed in SEEDS:
        audit = copied(made_up(once, 60, seed), tmp_path / f"{seed}.audit")
        reading = pages.read(audit)
        outputs[str(seed)] = tuple(pages.page(reading, id_) for id_, _title in PAGES), pages.ties(audit)
        close_audit(audit)
    found = learned(pooled(outputs), ENOUGH, Sheet().said())
    assert len(found) > 15
    made, ties = outputs[str(SEEDS[0])]
    lines, everyone = tied_in(made, ties)
    known = known_of({"": HeldOutput(everyone, lines)}, PROFILES["dfe"], ties)
    assert [str(each) for each in missing(known, found)] == []


def missing(known: Knowledge, relations: Iterable[Relation]) -> list[Relation]:
    """The relations that don't follow from what is known, whatever the numbers are."""
    model = _Model(known)
    return [
        each
        for each in relations
        if all(member in known.counts for member in each.members) and not model.follows(each)
    ]


class _Model:
    """Everything that a reader knows before reading a number, as a linear programme."""

    def __init__(self, known: Knowledge) -> None:
        self._column = {place: number for number, place in enumerate(known.counts)}
        self._above: Mapping[str, set[str]] = defaultdict(set)
        data, rows, columns, self._equal = [], [], [], []
        for number, relation in enumerate(known.relations):
            for part in relation.parts:
                self._above[part].add(relation.whole)
            if relation.add_up and len(relation.parts) == 1:
                self._above[relation.whole].add(relation.parts[0])
            for place in relation.members:
                data.append(1.0 if place == relation.whole else -1.0)
                rows.append(number)
                columns.append(self._column[place])
            self._equal.append(relation.add_up)
        shape = (len(known.relations), len(self._column))
        self._matrix = csr_matrix((data, (rows, columns)), shape=shape)

    def follows(self, relation: Relation) -> bool:
        """Whether a relation is known."""
        within = self.at_most(relation.parts, (relation.whole,))
        return within and (not relation.add_up or self.at_most((relation.whole,), relation.parts))

    def at_most(self, some: tuple[str, ...], others: tuple[str, ...]) -> bool:
        """Whether some counts together are at most others, however the cohort is."""
        if len(some) == len(others) == 1 and self._lies_within(some[0], others[0]):
            return True
        cost = np.zeros(len(self._column))
        for place in some:
            cost[self._column[place]] -= 1
        for place in others:
            cost[self._column[place]] += 1
        equal = np.array(self._equal)
        found = linprog(
            cost,
            A_ub=-self._matrix[~equal],
            b_ub=np.zeros((~equal).sum()),
            A_eq=self._matrix[equal],
            b_eq=np.zeros(equal.sum()),
            bounds=(0, 100),
        )
        assert found.status == 0, found.message
        return found.fun > -1e-6

    def _lies_within(self, part: str, whole: str) -> bool:
        seen, ahead = {part}, [part]
        while ahead:
            for above in self._above.get(ahead.pop(), ()):
                if above == whole:
                    return True
                if above not in seen:
                    seen.add(above)
                    ahead.append(above)
        return False
