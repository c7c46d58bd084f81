"""How a line is printed once it is known what is hidden: its cells, and what can be said in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audit_app.analysis.disclosure.hiding import Hidden
from audit_app.analysis.disclosure.lines import Line, place
from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.analysis.intervals import wilson
from audit_app.lines.wording import amount, doing_words, is_gestation, unit_words, verdict_words
from audit_app.results.figures import Figure
from audit_app.results.pages import Answerable
from audit_app.results.released import ReleasedBlock, ReleasedCell, ReleasedRow
from audit_app.words import _, plural

_FINDINGS = 2
"""How many lines a page's sentence holds."""

EXACT = ("wilson", "none", "")
"""Intervals that follow from the two counts alone; any other is left out where counts are rounded."""


@dataclass(frozen=True)
class Printer:
    """Prints the lines of one output over `n_cases`."""

    profile: DisclosureProfile
    hidden: Hidden
    n_cases: int

    def row(self, line: Line) -> ReleasedRow:
        """A line with its cells, as they may be printed."""
        figure = line.figure
        cells = {column: self._count(line, column) for column in line.sets}
        if "n" in cells:
            cells |= self._share(figure, cells["n"], cells.get("of") or self._of_parent(line))
        if figure.kind in ("number", "duration", "wait") and figure.median is not None:
            cells |= self._summary(line)
        if figure.rate is not None and not cells["n"].hidden:
            cells["share"] = ReleasedCell(f"{figure.rate:.1f} {figure.unit}", figure.rate)
            if figure.low is not None and figure.high is not None:
                text = f"{figure.low:.1f}\N{EN DASH}{figure.high:.1f}"
                cells["interval"] = ReleasedCell(text, low=round(figure.low, 1), high=round(figure.high, 1))
        beside = not figure.subset
        return ReleasedRow(
            id=line.id,
            label=line.label,
            kind=figure.kind,
            level=line.level,
            cells=cells,
            unit=figure.unit,
            definition=figure.definition if not line.parent else "",
            caution=figure.caution if not line.parent else "",
            national=figure.national if beside else None,
            quoted=figure.quoted,
            merged=line.gathered,
        )

    def verdict(self, found: Answerable) -> dict[str, ReleasedCell]:
        """Whether the records can answer a question, in words: no count is printed, and no field is named
        that few files ask for."""
        words = verdict_words().get(found.verdict, "")
        named = "; ".join(name for name, n in found.wanted if not self.profile.is_small(n))
        return {"verdict": ReleasedCell(words), "doing": ReleasedCell(doing_words(found.verdict, named))}

    def heading(self, key: str) -> str:
        """The words over a column."""
        return {
            "n": _("Number"),
            "of": _("Of"),
            "share": _("Share"),
            "interval": _("95% interval"),
            "median": _("Median"),
            "quartiles": _("Middle half"),
            "silent": _("Not in the file"),
            "out": _("Not counted here"),
            "verdict": _("Our records"),
            "doing": _("What to do"),
        }[key]

    def notes(self, rows: Iterable[ReleasedRow]) -> Iterator[str]:
        """What was hidden or gathered in a table, in words."""
        rows = list(rows)
        dark = sum(cell.hidden for row in rows for cell in row.cells.values())
        if dark:
            yield plural(
                "One number is hidden so that no family can be worked out.",
                "{n} numbers are hidden so that no family can be worked out.",
                dark,
            )
        together = sum(row.merged for row in rows)
        if together:
            yield _("{n} answers that few families gave are gathered.").format(n=together)

    def finding(self, blocks: Sequence[ReleasedBlock]) -> str:
        """A page's sentence from what is released of it."""
        rows = [row for block in blocks if block.table for row in block.table.rows]
        said = list(dict.fromkeys(words for words in map(self._say, rows) if words))[:_FINDINGS]
        said = said or list(self._commonest(rows))
        if not said:
            return _("Too few families to say anything without saying it of one of them.")
        return f"{'; '.join(said)}."

    def _commonest(self, rows: Sequence[ReleasedRow]) -> Iterator[str]:
        """What is said most often, of the first table that says how often."""
        for figure in rows:
            if figure.level or figure.kind != "distribution":
                continue
            lines = [row for row in rows if row.level and row.id.startswith(f"{figure.id}.")]
            shares = [(row.cells["share"].value or 0.0, row) for row in lines if "share" in row.cells]
            if shares:
                top = max(shares, key=lambda each: each[0])[1]
                yield _("{label}: most often “{answer}”, {n} families ({share})").format(
                    label=figure.label,
                    answer=top.label,
                    n=top.cells["n"].text,
                    share=top.cells["share"].text,
                )
                return

    def _say(self, row: ReleasedRow) -> str:
        cells = row.cells
        if row.level or row.kind not in ("proportion", "duration", "number", "wait"):
            return ""
        share, interval = cells.get("share"), cells.get("interval")
        if share and share.text:
            words = _("{label}: {n} of {of} ({share}").format(
                label=row.label, n=cells["n"].text, of=cells["of"].text, share=share.text
            )
            between = _(", between {low} and {high})")
            if interval and interval.text:
                low, high = interval.text.split("\N{EN DASH}")
                return words + between.format(low=low, high=high)
            return f"{words})"
        median = cells.get("median")
        if median and median.text and not median.hidden:
            words = _("{label}: half within {median}")
            if is_gestation(row.unit):
                words = _("{label}: half by {median}")
            elif row.kind == "number":
                words = _("{label}: median {median}")
            # What counts as long stands after a wait's name; it says nothing of its median.
            label = (row.label.rpartition(": ")[0] if row.kind == "wait" else "") or row.label
            return words.format(label=label, median=median.text)
        return ""

    def _count(self, line: Line, column: str) -> ReleasedCell:
        here = place(line.id, column)
        size = len(line.sets[column])
        if here not in self.hidden.places:
            shown = self.profile.rounded(size)
            return ReleasedCell(f"{shown:,}", float(shown))
        if not self.profile.ranges or here in self.hidden.withheld:
            return ReleasedCell(self.profile.symbol or _("not shown"), hidden=True)
        if here in self.hidden.primary and self.profile.is_small(size):
            return _range(self.profile.low, self.profile.high)
        return _range(*self.hidden.ranges[here])

    def _of_parent(self, line: Line) -> ReleasedCell:
        """How many a line of a figure is out of: the figure's own number, where that is printed."""
        here = place(line.parent, "of")
        if not line.parent or here in self.hidden.places:
            return ReleasedCell(hidden=True)
        shown = self.profile.rounded(len(line.figure.base))
        return ReleasedCell(f"{shown:,}", float(shown))

    def _share(self, figure: Figure, n: ReleasedCell, of: ReleasedCell) -> dict[str, ReleasedCell]:
        """Share and interval, from printed counts; nothing where one of them is hidden."""
        if n.value is None or not of.value or n.value > of.value:
            return {}
        weighted = figure.interval == "weighted-wilson" and figure.proportion is not None
        if weighted and self.profile.base > 1:
            return {}
        share = figure.proportion if weighted and figure.proportion is not None else n.value / of.value
        cells = {"share": ReleasedCell(_whole(share), round(share, 2))}
        limits = (figure.low, figure.high)
        if figure.interval == "none" and figure.proportion is not None:
            return cells
        if figure.interval in EXACT or self.profile.base > 1:
            limits = wilson(round(n.value), round(of.value)) or (None, None)
        if limits[0] is not None and limits[1] is not None:
            text = f"{_whole(limits[0])}\N{EN DASH}{_whole(limits[1])}"
            cells["interval"] = ReleasedCell(text, low=round(limits[0], 2), high=round(limits[1], 2))
        return cells

    def _summary(self, line: Line) -> dict[str, ReleasedCell]:
        """Median and quartiles, where they rest on enough cases; whole days, or weeks and days."""
        figure = line.figure
        unit = unit_words(figure.unit)
        median = ReleasedCell(f"{amount(figure.median, figure.unit)} {unit}".strip(), figure.median)
        if not line.sets:
            return {"median": median}
        if (
            len(figure.values) < self.profile.summary_from
            or len(set(figure.base)) < self.profile.summary_from
        ):
            return {"median": ReleasedCell(self.profile.symbol or _("not shown"), hidden=True)}
        q1, q3 = (amount(value, figure.unit) for value in (figure.q1, figure.q3))
        return {
            "median": median,
            "quartiles": ReleasedCell(
                _("{q1} to {q3}").format(q1=q1, q3=q3), low=_printed(figure.q1), high=_printed(figure.q3)
            ),
        }


def _range(low: int, high: int | None) -> ReleasedCell:
    """A hidden count as what the other numbers say of it; where they say which it is, it is not hidden."""
    if low == high:
        return ReleasedCell(f"{low:,}", float(low))
    words = _("{low} or more") if high is None else _("{low} to {high}")
    return ReleasedCell(words.format(low=low, high=high), hidden=True, low=low, high=high)


def _printed(value: float | None) -> float | None:
    """An amount as precise as it is printed."""
    return None if value is None else round(value, 1)


def _whole(share: float) -> str:
    return f"{share:.0%}"
