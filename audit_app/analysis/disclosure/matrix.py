"""The relations of an output as one sparse matrix, of which each programme takes the rows that it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from audit_app.analysis.disclosure.knowledge import Count


class MatrixRows(NamedTuple):
    """Some rows, over some columns: how much of each whole is in none of its parts (`spare`), whether they
    add up, and row by row (from `starts` on) the columns with their signs."""

    spare: np.ndarray
    add_up: np.ndarray
    starts: np.ndarray
    columns: np.ndarray
    signs: np.ndarray


class Matrix:
    """A row a relation (its whole with 1, its parts with -1), a column a count."""

    def __init__(self, counts: Mapping[str, Count], relations: Sequence[tuple[Sequence[str], bool]]) -> None:
        self._places = tuple(counts)
        self._number = {place: number for number, place in enumerate(self._places)}
        members = [[self._number[member] for member in row] for row, _add_up in relations]
        self._add_up = np.array([add_up for _row, add_up in relations], dtype=bool)
        self._starts = np.cumsum([0, *map(len, members)])
        self._members = np.array([each for row in members for each in row], dtype=np.int64)
        self._signs = np.full(len(self._members), -1.0)
        self._signs[self._starts[:-1]] = 1.0
        sizes = np.array([count.size for count in counts.values()], dtype=float)
        weighed = np.concatenate([[0.0], np.cumsum(self._signs * sizes[self._members])])
        self._spare = weighed[self._starts[1:]] - weighed[self._starts[:-1]]

    def rows(
        self, numbers: Iterable[int], places: Sequence[str], is_open: Callable[[str], bool] | None = None
    ) -> MatrixRows:
        """The rows of these numbers, over these places as columns; with `is_open` without those in which
        another place is that is open."""
        rows = np.fromiter(numbers, dtype=np.int64)
        column = np.full(len(self._places), -1)
        column[[self._number[place] for place in places]] = np.arange(len(places))
        at, row = self._entries(rows)
        if is_open is not None:
            outside = column[self._members[at]] < 0
            beyond = self._members[at[outside]]
            names = {number for number in np.unique(beyond).tolist() if is_open(self._places[number])}
            open_ = np.isin(beyond, list(names)) if names else np.zeros(len(beyond), dtype=bool)
            rows = np.delete(rows, np.unique(row[outside][open_]))
            at, row = self._entries(rows)
        columns = column[self._members[at]]
        inside = columns >= 0
        starts = np.searchsorted(row[inside], np.arange(len(rows)))
        return MatrixRows(
            self._spare[rows], self._add_up[rows], starts, columns[inside], self._signs[at[inside]]
        )

    def _entries(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where the entries of some rows are, and to which of these rows each belongs."""
        lengths = self._starts[rows + 1] - self._starts[rows]
        before = np.cumsum(lengths) - lengths
        at = np.arange(lengths.sum()) + np.repeat(self._starts[rows] - before, lengths)
        return at, np.repeat(np.arange(len(rows)), lengths)
