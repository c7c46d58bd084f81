"""Read this first: small tables before and after hiding, and why each cell is hidden.

Afterwards `c` stands for a count that is small itself (1 to 5, by the profile `dfe`), and `x` for one that is
hidden beside it because the small one would follow: by adding up, or by taking one table from another.
"""

from __future__ import annotations

from itertools import count

import pytest

from audit_app.analysis.disclosure.counts import Count, Units
from audit_app.analysis.disclosure.hiding import Hidden, hide
from audit_app.analysis.disclosure.profiles import PROFILES

ALL = "all"

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
    counts = counts_of(before)
    (everyone,) = (each.units for each in counts if each.place == f"{ALL} {ALL}")
    assert words(printed(before, hide(counts, everyone, PROFILES["dfe"]))) == words(after)


def counts_of(table: str) -> list[Count]:
    """The counts of a table: a cell's cases are its own, the sums (the last row and column) hold those of
    their cells, and the last column also those that no other column shows."""
    header, *lines = words(table)
    numbers = count()

    def some(n: int) -> Units:
        return frozenset(f"case {next(numbers)}" for _case in range(n))

    cells: dict[tuple[str, str], Units] = {}
    for row, *sizes in lines[:-1]:
        inside = [some(int(size)) for size in sizes[:-1]]
        unseen = some(int(sizes[-1]) - sum(map(len, inside)))
        for column, units in zip(header, [*inside, unseen.union(*inside)], strict=True):
            cells[row, column] = units
    for column in header:
        cells[ALL, column] = frozenset().union(
            *(units for (_row, at), units in cells.items() if at == column)
        )
    assert [len(cells[ALL, column]) for column in header] == list(map(int, lines[-1][1:])), "the sums"
    return [
        Count(
            f"{row} {column}",
            units,
            ("housing", "offer"),
            within=tuple(sorted({f"{ALL} {column}", f"{row} {ALL}"} - {f"{row} {column}"})),
            rest=row == column == ALL,
        )
        for (row, column), units in sorted(cells.items(), key=lambda cell: -cell[0].count(ALL))
    ]


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
