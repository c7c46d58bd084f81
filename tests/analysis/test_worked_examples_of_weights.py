"""Read this first: a share before and after weighting, for samples of which some files are finished.

A finished file stands for as many files of its group on the list as there are for each that is finished.
"""

from __future__ import annotations

import pytest

from audit_app.analysis.weights import for_sample
from audit_app.results.figures import Proportion, States
from audit_app.results.inputs import Sampled, Stratum

EXAMPLES = {
    "five of each were drawn, but nine in ten of the list are early: the early ones count nine times": (
        """
        group  list  drawn  finished  have_it
        early    90      5         5        1
        late     10      5         5        4
        """,
        "of the files 50.0%, of the list 26.0%",
    ),
    "drawn as the list is and finished: nothing is weighted": (
        """
        group  list  drawn  finished  have_it
        early    90      9         9        3
        late     10      1         1        1
        """,
        "of the files 40.0%, of the list 40.0%",
    ),
    "drawn alike, but the late group is not half finished: its few files count for all of it": (
        """
        group  list  drawn  finished  have_it
        early   150     75        60       24
        late    150     75        15       12
        """,
        "of the files 48.0%, of the list 60.0%",
    ),
    "a group of which nothing is finished is not spoken for: the figure is of the others": (
        """
        group  list  drawn  finished  have_it
        early    60      6         6        3
        late     20      4         4        4
        unborn   20      2         0        0
        """,
        "of the files 70.0%, of the list 62.5%, Nothing here speaks for unborn",
    ),
}


@pytest.mark.parametrize("why", EXAMPLES)
def test_a_share_of_a_sample_and_of_its_list(why: str) -> None:
    table, said = EXAMPLES[why]
    rows = [(name, *map(int, numbers)) for name, *numbers in map(str.split, table.strip().splitlines()[1:])]
    strata = tuple(
        Stratum(name, frame, drawn, finished=done, read=done) for name, frame, drawn, done, _have in rows
    )
    places = {
        f"{name} {k}": place
        for place, (name, _frame, _drawn, done, _have) in enumerate(rows)
        for k in range(done)
    }
    having = tuple(f"{name} {k}" for name, _frame, _drawn, _done, have in rows for k in range(have))
    part = len(having) / len(places)
    figure = Proportion("M", "x", "fact", States(), base=tuple(places), numerator=having, proportion=part)
    found = for_sample(figure, Sampled(strata, places))
    silent = ", Nothing here speaks for unborn" if "speaks for unborn" in found.caution else ""
    assert said == f"of the files {part:.1%}, of the list {found.proportion:.1%}{silent}"
