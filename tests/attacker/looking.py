"""One file or several looked at together: what is printed becomes knowledge, and knowledge findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tests.attacker.attack import Found, Knowledge, explained, known
from tests.attacker.knowledge import FAMILIES, Relation, count, figures, relations, whole_of
from tests.attacker.printed import COUNTS, Notation, Printed, Row, bounds_of, is_hidden


def cells(printed: Printed) -> Iterator[tuple[str, Row, str, str]]:
    """Every count that is printed or hidden: its name, its row, its column, its text."""
    for row in printed.rows:
        for column in COUNTS:
            text = row.cells.get(column, "")
            if text and bounds_of(text, printed.notation):
                yield name_of(row, column), row, column, text


def ends_of(row: Row, column: str, text: str, notation: Notation) -> tuple[float, float]:
    """The least and the most that a count can be by its cell. What is said of few files only is left blank,
    as the file explains: where a sign stands there are more."""
    low, high = bounds_of(text, notation) or (0.0, 0.0)
    of_files = column in ("silent", "out") or row.head.startswith("Q11_when_")
    return (float(notation.high + 1), high) if of_files and text == notation.symbol else (low, high)


def name_of(row: Row, column: str) -> str:
    """The name of a count. What answers and rungs are of is what their figure is of."""
    return count(whole_of(row) if column == "of" else row.id, column)


def knowledge_of(files: Sequence[Printed]) -> tuple[Knowledge, dict[str, int]]:
    """What is known of files about the same families, and the counts that all of them hide, with how far
    apart their ends are to be."""
    bounds: dict[str, tuple[float, float]] = {}
    hidden: dict[str, int] = {}
    # Whoever holds files of several editions was promised what the one for the fewest readers promises.
    width = min(printed.notation.width for printed in files)
    shown = set()
    tied: dict[Relation, None] = {}
    for place, printed in enumerate(files):
        told = printed if len(files) == 1 else _apart(printed, place)
        for name, row, column, text in cells(told):
            low, high = ends_of(row, column, text, printed.notation)
            before = bounds.get(name, (0.0, float("inf")))
            bounds[name] = max(before[0], low), min(before[1], high)
            if is_hidden(text):
                hidden[name] = width
            else:
                shown.add(name)
        for n in printed.families:
            bounds[FAMILIES] = float(n), float(n)
        tied |= dict.fromkeys(relations({row.id: row for row in told.rows}, rounded=told.notation.base > 1))
    return (
        Knowledge(bounds, tuple(tied)),
        {name: promised for name, promised in hidden.items() if name not in shown},
    )


def _apart(printed: Printed, place: int) -> Printed:
    """The same with a name of its own for whatever was gathered: each file gathers other rows."""
    rows = (
        replace(row, id=f"{row.id}@{place}") if row.id.endswith(".gathered") else row for row in printed.rows
    )
    return replace(printed, rows=tuple(rows))


def grown(before: Sequence[Printed], after: Sequence[Printed], more: int) -> tuple[Knowledge, dict[str, int]]:
    """What is known of files from before and from after so many more families were counted: each family adds
    at most itself to a count of families, and takes nothing away."""
    first, second = _tagged(before, "before "), _tagged(after, "after ")
    change = [Relation((("after families", 1), ("before families", -1)), more, more, "families more")]
    for name in knowledge_of(before)[0].bounds:
        if "|" in name and ".gathered" not in name:
            most = float(more) if _is_of_families(name) else float("inf")
            terms = ((f"after {name}", 1), (f"before {name}", -1))
            change.append(Relation(terms, 0, most, "families more"))
    return _joined((first, second), change)


def split(whole: Sequence[Printed], pieces: Sequence[Sequence[Printed]]) -> tuple[Knowledge, dict[str, int]]:
    """What is known of files about all families, and of files about parts that add up to them."""
    tags = [f"part {place} " for place in range(len(pieces))]
    held = [_tagged(whole, "all "), *(_tagged(piece, tag) for piece, tag in zip(pieces, tags, strict=True))]
    sums = [
        Relation(((f"all {name}", 1), *((f"{tag}{name}", -1) for tag in tags)), 0, 0, "parts add up to all")
        for name in knowledge_of(whole)[0].bounds
        if ".gathered" not in name and "Q6_needs_together." not in name
    ]
    return _joined(held, sums)


def _is_of_families(name: str) -> bool:
    head = name.rsplit("|", 1)[0]
    figure = next((figures()[each] for each in (head, head.rsplit(".", 1)[0]) if each in figures()), None)
    return figure is not None and figure.rows == "" and figure.per == "pregnancy"


def _tagged(files: Sequence[Printed], tag: str) -> tuple[Knowledge, dict[str, int]]:
    knowledge, hidden = knowledge_of(files)
    renamed = tuple(
        replace(each, terms=tuple((f"{tag}{name}", by) for name, by in each.terms))
        for each in knowledge.relations
    )
    bounds = {f"{tag}{name}": ends for name, ends in knowledge.bounds.items()}
    return Knowledge(bounds, renamed), {f"{tag}{name}": apart for name, apart in hidden.items()}


def _joined(
    held: Iterable[tuple[Knowledge, dict[str, int]]], more: Iterable[Relation]
) -> tuple[Knowledge, dict[str, int]]:
    bounds: dict[str, tuple[float, float]] = {}
    relations_: list[Relation] = []
    hidden: dict[str, int] = {}
    for knowledge, names in held:
        bounds |= knowledge.bounds
        relations_ += knowledge.relations
        hidden |= names
    return Knowledge(bounds, (*relations_, *more)), hidden


def findings(files: Sequence[Printed], *, explain: bool = True) -> list[Found]:
    """The hidden counts that are known too well from these files together. Large ones only where they are
    known exactly. Of several editions the one for the fewest readers says what is small, and what the others
    hide beside it may be known: who holds it may hold the others. ContradictionError where the files can't
    all be true.
    """
    small = min(printed.notation.high for printed in files)
    shown = [each for printed in files for each in shown_elsewhere(printed)]
    found = judged(knowledge_of(files), small, explain=explain)
    one_promise = len({printed.notation for printed in files}) == 1
    return shown + [each for each in found if one_promise or each.low <= small]


def judged(held: tuple[Knowledge, dict[str, int]], small: int, *, explain: bool = True) -> list[Found]:
    """The hidden counts that are known too well, where counts up to `small` are small."""
    knowledge, hidden = held
    found = [each for each in known(knowledge, hidden) if each.low <= small or each.low == each.high]
    return [explained(knowledge, each) for each in found] if explain else found


def shown_elsewhere(printed: Printed) -> list[Found]:
    """Counts that one table of a file hides and another shows."""
    texts: dict[str, set[str]] = {}
    for name, _row, _column, text in cells(printed):
        texts.setdefault(name, set()).add(text)
    both = ((name, [int(each) for each in seen if each.isdigit()], seen) for name, seen in texts.items())
    return [
        Found(name, min(said), max(said)) for name, said, seen in both if said and any(map(is_hidden, seen))
    ]
