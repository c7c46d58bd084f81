"""Tests of faults notice what they are there for."""

from __future__ import annotations

import pytest

from tests.faults import shim
from tests.faults.running import Nursery

pytestmark = pytest.mark.skipif(bool(shim.WHY_NOT), reason=shim.WHY_NOT)


@pytest.mark.parametrize(
    ("kind", "tries", "what"),
    [
        ("killing", "copy-in-place {n}", "half a file: copy.audit"),
        ("killing", "acknowledge-too-early {n}", "rows of north.audit differ (person"),
        ("killing", "write-over {n}", "half a file: CD1.audit"),
        ("failing", "write-over {n} EIO once", "raw error out of do: OSError"),
        ("failing", "write-over {n} EIO once", "do was refused, yet CD1.audit differs"),
        ("failing", "acknowledge-too-early {n} ENOSPC once", "rows of north.audit differ (person"),
        ("power", "export-unsynchronised {n}", "out.csv"),
    ],
)
def test_a_careless_operation_is_noticed(nursery: Nursery, kind: str, tries: str, what: str) -> None:
    found = [
        broken.what
        for n in range(1, 13 if kind == "power" else 3)
        for broken in nursery.run(kind, tries.format(n=n))
    ]
    assert [each for each in found if what in each]
