"""`python -m tests.learn_relations FORM`: what ties the figures of a shipped form to each other, learned from
made-up families, into its sheet `relations`.

What is said by hand stays; what was learned before is learned anew. The sheet is read over before it is
committed.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from audit_app.analysis.disclosure.release import tied_in
from audit_app.analysis.disclosure.tied import Tied
from audit_app.analysis.disclosure.ties import BETWEEN
from audit_app.model import AuditInfo
from audit_app.operations import demo
from audit_app.operations.file.audits import close_audit, create_audit, open_audit
from audit_app.operations.plan.modules import switch
from audit_app.operations.read import pages
from tests.analysis.disclosure.learning import ENOUGH, Pool, Sheet, learned

PASSPHRASE = "nine calm herons by the water"
AT_ONCE = 300
"""Families of one audit: what reading it costs grows with them."""
Counted = tuple[tuple[Tied, ...], frozenset[str]]
"""The lines of a cohort before anything is hidden, and its families."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.learn_relations", description=__doc__)
    parser.add_argument("form", nargs="?", default=demo.FORM)
    parser.add_argument("--families", type=int, default=2400)
    parser.add_argument("--seed", type=int, default=20_001, help="of the first audit; others follow it")
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    sheet, begun = Sheet(asked.form), perf_counter()
    seeds = range(asked.seed, asked.seed + max(1, round(asked.families / AT_ONCE)))
    pool = Pool()
    with tempfile.TemporaryDirectory() as folder:
        blank = Path(folder) / "blank.audit"
        close_audit(_blank(blank, asked.form))
        tasks = [(blank, seed, min(asked.families, AT_ONCE)) for seed in seeds]
        for seed, counted in zip(seeds, _all(tasks, asked.processes), strict=True):
            pool.add(str(seed), *counted)
            print(f"{len(pool.everyone)} families after {perf_counter() - begun:.0f} s", flush=True)
    said = sheet.said()
    found = learned(pool, ENOUGH, said)
    sheet.write(found)
    print(f"{len(found)} learned, {len(said)} said, in {perf_counter() - begun:.0f} s: {sheet.path}")
    named = (at for each in said for member in each.members for at in member.split(BETWEEN))
    for line in sorted({_line(at) for at in named} - {_line(at) for at in pool.units}):
        print(f"said of a line that the form has no longer: {line}")


def _line(place: str) -> str:
    return place.rsplit(" / ", 1)[0]


def _blank(path: Path, form: str):  # type: ignore[no-untyped-def]
    audit, _code = create_audit(path, PASSPHRASE, form=form, info=AuditInfo(made_up=True))
    switch(audit, audit.form.modules)
    return audit


def _all(tasks: Sequence[tuple[Path, int, int]], processes: int) -> Sequence[Counted]:
    if processes == 1:
        return [_counted(each) for each in tasks]
    with get_context("spawn").Pool(processes) as workers:
        return workers.map(_counted, tasks, chunksize=1)


def _counted(task: tuple[Path, int, int]) -> Counted:
    """The counts of so many made-up families of a seed."""
    blank, seed, families = task
    path = blank.with_name(f"{seed}.audit")
    shutil.copy(blank, path)
    audit = open_audit(path, PASSPHRASE)
    demo.fill_demo(audit, families, seed)
    reading = pages.read(audit)
    found = tied_in(tuple(pages.page(reading, id_) for id_ in pages.ids(audit)), pages.ties(audit))
    close_audit(audit)
    path.unlink()
    return found


if __name__ == "__main__":
    main()
