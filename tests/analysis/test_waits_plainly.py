"""Random cohorts of waits beside a plain calculation, case by case, with Python's own dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from audit_app.analysis.declared import read_measures
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.results.inputs import Cuts
from tests.analysis.small_cohorts import cohort

BEGIN = date(2024, 1, 1)
RECORDS_TO = date(2024, 6, 30)
OUT_OF_ORDER = ("not_recorded", "unclear", "source_not_seen", "not_looked_at", "not_applicable", "not_asked")
SIGNS = dict(zip(("?", "!", "x", ".", "n/a", "-"), OUT_OF_ORDER, strict=True))

exact = st.integers(0, 200).map(lambda days: (BEGIN + timedelta(days=days)).isoformat())
vague = st.integers(1, 7).map(lambda month: f"2024-{month:02}")
sign = st.sampled_from(list(SIGNS))


class Case(NamedTuple):
    """The cells of one case."""

    referral: str
    start: str
    closed: str
    birth: str


def cell(*often: str) -> st.SearchStrategy[str]:
    return st.one_of(exact, exact, st.sampled_from(often), vague, sign)


case = st.builds(Case, cell("?"), cell("n/a", "-"), cell("-"), cell("n/a"))
COLUMNS = {"question": "start", "from": "referral", "competing": "birth", "censored": "closed", "at": "28"}


def plainly(told: Case) -> tuple[str, int]:
    """What becomes of a wait, and after how many days: happened, born, still, inexact, error; or a state."""
    begun, came, shut, born = (
        date.fromisoformat(text) if len(text) == 10 else None
        for text in (told.referral, told.start, told.closed, told.birth)
    )
    earliest_birth = born or month(told.birth)
    ends = [day for day in (max(RECORDS_TO, begun) if begun else None, shut, earliest_birth) if day]
    happened = came is not None and all(came <= day for day in ends)
    silent = [SIGNS.get(told.referral), SIGNS.get(told.start), None if happened else SIGNS.get(told.birth)]
    if silent[1] == "not_applicable":  # it never came; where nothing decides about it, it was not put
        silent[1] = None
    if silent[2] in ("not_applicable", "not_asked"):
        silent[2] = None
    states = [state for state in silent if state]
    if states:
        return max(states, key=OUT_OF_ORDER.index), 0
    if begun is None or (came is None and told.start not in SIGNS):
        return "inexact", 0
    stops = [max(RECORDS_TO, begun)]
    if shut or month(told.closed):
        stops.append(shut or max(month(told.closed) or begun, begun))
    if happened:
        assert came is not None
        return ("happened" if came >= begun else "error"), (came - begun).days
    if earliest_birth and not born and earliest_birth <= min(stops):
        return "inexact", 0
    if born and born <= min(stops):
        return ("born" if born >= begun else "error"), (born - begun).days
    return ("still" if min(stops) >= begun else "error"), (min(stops) - begun).days


def month(text: str) -> date | None:
    return date.fromisoformat(f"{text}-01") if len(text) == 7 else None


@given(st.lists(case, min_size=1, max_size=26))
def test_waits_are_a_plain_calculation(cases: list[Case]) -> None:
    lines = zip(Case._fields, zip(*cases, strict=True), strict=True)
    data = cohort(
        "\n".join(f"{name} {' '.join(cells)}" for name, cells in lines),
        cuts=Cuts(records_to=RECORDS_TO.isoformat()),
    )
    (declared,) = read_measures([{"id": "x", "label": "x", "kind": "wait"} | COLUMNS], data.variables)
    found = figure(Frame(data), declared)
    expected = {name: plainly(told) for name, told in zip(data.cases, cases, strict=True)}

    def those(*becoming: str) -> set[str]:
        return {name for name, (became, _days) in expected.items() if became in becoming}

    assert set(found.still) == those("still", "born")
    assert set(found.competing) == those("born")
    assert (set(found.inexact), set(found.errors)) == (those("inexact"), those("error"))
    for state in (
        "not_recorded",
        "unclear",
        "source_not_seen",
        "not_looked_at",
        "not_applicable",
        "not_asked",
    ):
        assert set(getattr(found.states, state)) == those(state)
    assert found.values == tuple(sorted(days for became, days in expected.values() if became == "happened"))
    long = {name for name, (became, days) in expected.items() if became == "happened" and days > 28}
    long |= {name for name, (became, days) in expected.items() if became == "still" and days >= 28}
    assert set(found.numerator) == long | those("born")
    assert set(found.base) == those("happened", "born", "still")


@given(st.lists(st.tuples(cell("?"), cell("?")), min_size=1, max_size=26))
def test_days_between_dates_are_a_plain_calculation(pairs: list[tuple[str, str]]) -> None:
    lines = zip(("begun", "ended"), zip(*pairs, strict=True), strict=True)
    data = cohort("\n".join(f"{name} {' '.join(cells)}" for name, cells in lines))
    row = {"id": "x", "label": "x", "kind": "duration", "question": "ended", "from": "begun"}
    (declared,) = read_measures([row], data.variables)
    found = figure(Frame(data), declared)
    both = [pair for pair in pairs if all(len(text) == 10 for text in pair)]
    days = [(date.fromisoformat(end) - date.fromisoformat(begin)).days for begin, end in both]
    assert found.values == tuple(sorted(length for length in days if length >= 0))
    assert len(found.errors) == sum(length < 0 for length in days)
    known = [pair for pair in pairs if not set(pair) & set(SIGNS)]
    assert (len(found.states.known), len(found.inexact)) == (len(known), len(known) - len(both))
