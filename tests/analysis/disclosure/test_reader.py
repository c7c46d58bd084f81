"""What a reader can work out is found near a count or far from it, and no more is taken for known."""

from __future__ import annotations

import pytest

from audit_app.analysis.disclosure.knowledge import Count, Knowledge, Relation, knowledge
from audit_app.analysis.disclosure.reader import Reader
from audit_app.analysis.disclosure.shifting import Range

LENGTH = 20
SIZE = 5


def chain() -> Knowledge:
    """Counts in a row of which each makes up a total with the next one."""
    counts = [Count(f"count {k}", SIZE, guarded=k == 0) for k in range(LENGTH + 1)]
    totals = [Count(f"total {k}", 2 * SIZE) for k in range(LENGTH)]
    relations = [Relation(f"total {k}", (f"count {k}", f"count {k + 1}")) for k in range(LENGTH)]
    return knowledge([*counts, *totals], relations)


def told(known: Knowledge, shown: int | None = None) -> dict[str, Range]:
    """Totals are printed, counts hidden, but for the one that is shown."""
    return {
        place: (1, None)
        if place.startswith("count") and place != f"count {shown}"
        else (each.size, each.size)
        for place, each in known.counts.items()
    }


def test_a_count_is_open_where_all_in_a_row_can_move_with_it() -> None:
    known = chain()
    assert not Reader(known, told(known), 3).works_out("count 0")


@pytest.mark.parametrize("shown", [1, 2, 7, 12, LENGTH])
def test_one_of_them_shown_gives_it_away_however_far_it_is(shown: int) -> None:
    known = chain()
    assert Reader(known, told(known, shown), 3).works_out("count 0")
    assert Reader(known, told(known, shown), 3).knows("count 0")


def test_what_is_shown_later_closes_the_ways_that_rely_on_it() -> None:
    known = chain()
    now = told(known)
    reader = Reader(known, now, 3)
    assert not reader.works_out("count 0")
    assert reader.relying_on(["count 9"]) == {"count 0"}
    now["count 9"] = (SIZE, SIZE)
    assert reader.works_out("count 0")


def test_a_way_that_breaks_a_relation_is_refused() -> None:
    known = chain()
    with pytest.raises(ValueError, match="doesn't hold"):
        Reader(known, told(known), 3).learns({"count 0": 1, "total 0": 2})
