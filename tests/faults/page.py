"""`docs/reliability.md`: what is promised, and what a whole run found, as the run itself has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.faults.sizes import Size
from tests.planted import ROOT

_PAGE = ROOT / "docs" / "reliability.md"
_HEAD = """# What an audit withstands

*Made by `./dev test --faults`; don't edit it.* A small share of the same runs with every `./dev test`.

An answer that the program has acknowledged is on the disk, and in the file that stands under the audit's
name. An operation is done or not done: what can't be done is said in a sentence, and then nothing has
changed. What is written for people (copies, packs, exports) is written under a name that ends in
`.unfinished`, synchronised, checked, and put in its place in one step. Nothing is ever written over a file
that isn't the one that was opened.

| test | tries | what is promised | failures |
|---|---:|---|---:|
"""
_TAIL = """
What counts as kept nevertheless, since it can't be otherwise:

- What couldn't be synchronised was refused and may yet be there when the drive goes on failing until the
  audit is closed, as after a power cut.
- While the drive goes on failing nothing can be taken back: a pack or an output that was refused at its
  renaming may stay remembered in the audit; a new audit, or the copy before an update, may stay under its
  name, whole.
- A log whose last transaction has lost the mark of its end, or was cut off, can't be told from one whose last
  transaction was never finished: what was saved last is then missing and nothing is told.

How it is done: `tests/faults/shim.c` stands before each call that changes a file, and makes it fail, kills
the program in it, or records it; `tests/faults/disk.py` plays power cuts from the record.
`tests/faults/operations.py` declares the operations, `tests/faults/promises.py` what is held against them,
`tests/faults/sizes.py` how often. Keys are derived in fewer rounds than outside the tests, and no drive is
really cut off. A failure is printed with the words that repeat it: `python -m tests.faults KIND NAME`.
"""


@dataclass(frozen=True)
class Figures:
    """What came of one kind: how many tries there were, and in how many a promise was broken."""

    size: Size
    tries: int
    failures: int


def write_page(made: Iterable[Figures]) -> None:
    lines = [
        f"| {each.size.title} | {each.tries:,} | {each.size.promise} | {each.failures:,} |\n" for each in made
    ]
    _PAGE.write_text(_HEAD + "".join(lines) + _TAIL, encoding="utf-8")
