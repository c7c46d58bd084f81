"""Read this first: a share before and after weighting, for a sample that drew strata unevenly.

A weight is a stratum's share of the list over its share of the files drawn: its cases count by as much as
they stand for more, or fewer, files than the others.
"""

from __future__ import annotations

import pytest

from audit_app.analysis.sampling import Stratum, weights
from audit_app.analysis.weights import effective_size, for_sample
from audit_app.results.figures import Proportion, States
from audit_app.results.inputs import Sampled

EXAMPLES = {
    "five of each were drawn, but nine in ten of the list are early: the early ones count nine times": (
        """
        stratum  list  drawn  have_it  weight
        early      90      5        1     1.8
        late       10      5        4     0.2
        """,
        "of the files drawn 50.0%, of the list 26.0%, as much as 6.1 equal files tell",
    ),
    "drawn as the list is: every case counts 1, and nothing is weighted": (
        """
        stratum  list  drawn  have_it  weight
        early      90      9        3       1
        late       10      1        1       1
        """,
        "of the files drawn 40.0%, of the list 40.0%, as much as 10.0 equal files tell",
    ),
    "a stratum of which nothing was drawn is not spoken for: the others stand for it": (
        """
        stratum  list  drawn  have_it  weight
        early      60      6        3     1.0
        late       20      4        4     0.5
        unborn     20      0        0       -
        """,
        "of the files drawn 70.0%, of the list 62.5%, as much as 9.1 equal files tell",
    ),
}


@pytest.mark.parametrize("why", EXAMPLES)
def test_a_share_of_a_sample_and_of_its_list(why: str) -> None:
    table, said = EXAMPLES[why]
    rows = [line.split() for line in table.strip().splitlines()[1:]]
    found = weights([Stratum(name, int(n), int(drawn)) for name, n, drawn, _have, _weight in rows])
    assert [found.get(name, 1.0) for name, *_n, weight in rows if weight != "-"] == pytest.approx(
        [float(weight) for *_n, weight in rows if weight != "-"]
    )
    base = {f"{name} {n}": name for name, _list, drawn, *_rest in rows for n in range(int(drawn))}
    having = tuple(f"{name} {n}" for name, _list, _drawn, have, _weight in rows for n in range(int(have)))
    by_case = {case: found[name] for case, name in base.items()} if found else {}
    share = len(having) / len(base)
    figure = Proportion("M", "x", "fact", States(), base=tuple(base), numerator=having, proportion=share)
    weighted = for_sample(figure, Sampled(weights=by_case)).proportion
    assert said == (
        f"of the files drawn {share:.1%}, of the list {weighted:.1%}, "
        f"as much as {effective_size(tuple(base), by_case):.1f} equal files tell"
    )
