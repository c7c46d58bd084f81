"""`python -m tests.attacker`: makes samples, sends them in all editions, and says what can be worked out."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.operations.file.audits import close_audit, open_audit
from tests.attacker import making, truth
from tests.attacker.attack import ContradictionError, contradicting
from tests.attacker.looking import findings, knowledge_of
from tests.attacker.printed import Printed
from tests.attacker.reading import read
from tests.attacker.telling import told

PROFILES = ("dfe", "strict", "statswales", "restricted")


def main() -> None:
    """The command."""
    asked = _asked()
    folder = Path(asked.folder or tempfile.mkdtemp())
    folder.mkdir(exist_ok=True)
    print("| cases | seed | files | findings | known exactly |")
    print("|---|---|---|---|---|")
    lists = []
    for cases in asked.cases:
        for seed in asked.seeds:
            audit = making.sample(folder, cases, seed)
            made = {name: _sent(audit, name) for name in asked.profile}
            for name in (name for name, file in made.items() if file is None):
                print(f"| {cases} | {seed} | {name} | refused | |", flush=True)
            files = [file for file in made.values() if file]
            if asked.truth:
                _check(audit)
            for group in (*((file,) for file in files), *(combinations(files, 2) if asked.pairs else ())):
                line, lines = _attacked(group)
                print(f"| {cases} | {seed} | {line} |", flush=True)
                lists += [
                    f"\n## {cases} cases, seed {seed}: {' and '.join(each.name for each in group)}\n",
                    *lines,
                ]
    print("\n".join(lists))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.attacker", description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=[54])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--profile", nargs="+", choices=PROFILES, default=["dfe"])
    parser.add_argument("--pairs", action="store_true", help="also each two of the files together")
    parser.add_argument("--truth", action="store_true", help="also whether what is taken for known is true")
    parser.add_argument("--folder", help="where samples and files are kept, to go on with")
    return parser.parse_args()


def _sent(audit: Path, name: str) -> Printed | None:
    """What an audit prints by a profile; None where nothing may leave."""
    output = making.Output("restricted") if name == "restricted" else making.Output(profile=name)
    try:
        return read(making.sent(audit, making.PASSPHRASE, output))
    except AuditError:
        return None


def _check(path: Path) -> None:
    audit = open_audit(path, making.PASSPHRASE)
    n, failed = truth.broken(truth.counts(audit))
    close_audit(audit)
    for relation in failed:
        print(f"not true, of {n} relations: {relation} ({relation.because})")


def _attacked(files: Sequence[Printed]) -> tuple[str, Sequence[str]]:
    names = " + ".join(each.name for each in files)
    try:
        found = findings(files)
    except ContradictionError:
        return f"{names} | contradicts itself |", [*_contradiction(files)]
    exact = sum(each.low == each.high for each in found)
    return f"{names} | {len(found)} | {exact}", [*told(files, found)]


def _contradiction(files: Sequence[Printed]) -> Iterator[str]:
    yield "Not all that is printed can be true:"
    for relation in contradicting(knowledge_of(files)[0]):
        yield f"- {relation} ({relation.because})"


if __name__ == "__main__":
    main()
