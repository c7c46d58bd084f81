"""Read this first: small tables before and after hiding, and why each cell is hidden.

Afterwards `c` stands for a count that is small itself (1 to 5, by the profile `dfe`), and `x` for one that is
hidden beside it because the small one would follow: by adding up, or by taking one table from another.
"""

from __future__ import annotations

import pytest

from audit_app.analysis.disclosure.hiding import Hidden, hide
from audit_app.analysis.disclosure.knowledge import EVERYONE, Count, Knowledge, Relation, knowledge
from audit_app.analysis.disclosure.profiles import PROFILES

ALL, DFE = "all", PROFILES["dfe"]

EXAMPLES = {
    "nothing is small, so nothing is hidden": (
        """
                offered   not   all
        secure       12     9    21
        hostel       15    20    35
        all          27    29    56
        """,
        """
                offered   not   all
        secure       12     9    21
        hostel       15    20    35
        all          27    29    56
        """,
    ),
    "one small cell takes another with it in its row, in its column, and so the fourth": (
        """
                offered   not   all
        secure        3    17    20
        hostel        9    11    20
        all          12    28    40
        """,
        """
                offered   not   all
        secure        c     x    20
        hostel        x     x    20
        all          12    28    40
        """,
    ),
    "two small cells in a row hide each other, but not from the sums of their columns": (
        """
                offered   not   all
        secure        3     4     7
        hostel       30    40    70
        all          33    44    77
        """,
        """
                offered   not   all
        secure        c     c     7
        hostel        x     x    70
        all          33    44    77
        """,
    ),
    "nobody is nobody's secret: a zero is shown, and hides nothing": (
        """
                offered   not   all
        secure        0    17    17
        hostel        9    30    39
        all           9    47    56
        """,
        """
                offered   not   all
        secure        0    17    17
        hostel        9    30    39
        all           9    47    56
        """,
    ),
    "a row of one cell gives its sum away, so the sums are hidden instead of what is beside them": (
        """
                offered   not   all
        secure        1     0     1
        hostel       30    40    70
        all          31    40    71
        """,
        """
                offered   not   all
        secure        c     0     c
        hostel        x    40     x
        all          31    40    71
        """,
    ),
    "two linked tables without a small count: all 20 less the 17 booked early are 3": (
        """
                booked_early   all
        secure            17    20
        hostel             9    25
        all               26    45
        """,
        """
                booked_early   all
        secure             x    20
        hostel             x    25
        all               26    45
        """,
    ),
    "and where all of the other row booked early, the sums give the same 3 away: 45 less 42": (
        """
                booked_early   all
        secure            17    20
        hostel            25    25
        all               42    45
        """,
        """
                booked_early   all
        secure             x    20
        hostel            25    25
        all                x    45
        """,
    ),
    "where every row and the sums leave few over, one column of the two stays": (
        """
                booked_early   all
        secure            17    20
        hostel             9    11
        all               26    31
        """,
        """
                booked_early   all
        secure             x    20
        hostel             x    11
        all                x    31
        """,
    ),
}


@pytest.mark.parametrize("why", EXAMPLES)
def test_what_is_hidden_and_why(why: str) -> None:
    before, after = EXAMPLES[why]
    assert words(printed(before, hide(known(before), DFE))) == words(after)


def known(table: str) -> Knowledge:
    """A table as a reader knows it: the cells of a column add up to the last row, and those of a row, with
    the families that no other column shows, to the last column. Sums are worth more than what they add up."""
    header, *lines = words(table)
    sizes = {
        (row, column): int(size) for row, *cells in lines for column, size in zip(header, cells, strict=True)
    }
    rows, columns = [row for row, *_cells in lines], [column for column in header if column != ALL]
    counts = [
        Count(f"{row} {column}", size, 1 + 2 * (row, column).count(ALL), guarded=DFE.is_small(size))
        for (row, column), size in sizes.items()
    ]
    relations = [
        Relation(f"{ALL} {column}", tuple(f"{row} {column}" for row in rows if row != ALL))
        for column in header
    ]
    for row in rows:
        unseen = sizes[row, ALL] - sum(sizes[row, column] for column in columns)
        parts = [f"{row} {column}" for column in columns]
        if unseen:
            counts.append(Count(f"{row} unseen", unseen, guarded=DFE.is_small(unseen), printed=False))
            parts.append(f"{row} unseen")
        relations.append(Relation(f"{row} {ALL}", tuple(parts)))
    relations.append(Relation(EVERYONE, (f"{ALL} {ALL}",)))
    return knowledge([Count(EVERYONE, sizes[ALL, ALL], told=True), *counts], relations)


def printed(table: str, hidden: Hidden) -> str:
    """The table with what is hidden as `c` or `x`."""
    header, *lines = words(table)
    signs = dict.fromkeys(hidden.secondary, "x") | dict.fromkeys(hidden.primary, "c")
    rows = [
        [row, *(signs.get(f"{row} {at}", size) for at, size in zip(header, sizes, strict=True))]
        for row, *sizes in lines
    ]
    return "\n".join(" ".join(row) for row in [header, *rows])


def words(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]
