"""A small share of the tests of faults, of every kind; the whole is `./dev test --faults`."""

from __future__ import annotations

import pytest

from tests.faults import shim
from tests.faults.running import Nursery
from tests.faults.sizes import SIZES, Size


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.kind)
def test_no_promise_is_broken(nursery: Nursery, size: Size) -> None:
    if size.by_shim and shim.WHY_NOT:
        pytest.skip(shim.WHY_NOT)
    names = nursery.tries(size.kind, size.small, small=True)
    assert [str(broken) for name in names for broken in nursery.run(size.kind, name)] == []
