"""One nursery for all tests of faults of a test program."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.faults.running import Nursery, nurseries


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    if not hasattr(os, "fork"):
        pytest.skip("tests of faults are forked")
    with nurseries() as (working,):
        yield working
