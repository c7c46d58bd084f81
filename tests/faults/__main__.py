"""`python -m tests.faults`: all kinds of tests of faults in full, their figures, and the page about them.
`python -m tests.faults KIND NAME` repeats one try, `python -m tests.faults KIND N` makes so many of a
kind."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

from tests.faults import shim
from tests.faults.page import Figures, write_page
from tests.faults.running import Broken, Nursery, nurseries, run_all
from tests.faults.sizes import SIZES, Size


def main(arguments: Sequence[str]) -> int:
    with nurseries(min(os.cpu_count() or 1, 2)) as working:
        if not arguments:
            return _whole(working)
        kind, *rest = arguments
        (size,) = (each for each in SIZES if each.kind == kind)
        names = (
            working[0].tries(kind, int(rest[0])) if len(rest) == 1 and rest[0].isdigit() else [" ".join(rest)]
        )
        return _made(working, size, names).failures > 0


def _whole(working: Sequence[Nursery]) -> int:
    made = []
    for size in SIZES:
        if size.by_shim and shim.WHY_NOT:
            print(f"{size.title}: left out; {shim.WHY_NOT}.")
            continue
        made.append(_made(working, size, working[0].tries(size.kind, size.whole)))
    write_page(made)
    return any(figures.failures for figures in made)


def _made(working: Sequence[Nursery], size: Size, names: Sequence[str]) -> Figures:
    started, failures = time.monotonic(), 0

    def tell(broken: list[Broken]) -> None:
        nonlocal failures
        failures += bool(broken)
        for each in broken:
            print(f"  {each}", flush=True)

    run_all(working, size.kind, names, tell)
    took = time.monotonic() - started
    print(f"{size.title}: {len(names):,} tries, {failures:,} failures, {took:.0f} s", flush=True)
    return Figures(size, len(names), failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
