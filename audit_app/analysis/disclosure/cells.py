"""How a line is printed once it is known what is hidden: its cells, and what can be said in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audit_app.analysis.disclosure.hiding import Hidden
from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.analysis.disclosure.tied import Tied, place
from audit_app.analysis.intervals import wilson
from audit_app.lines.line import INTERVAL, MEDIAN, OF, QUARTILES, SHARE, SUMMED, Line, LineCell, N
from audit_app.lines.released import HIDDEN, NOT_AVAILABLE, ReleasedBlock
from audit_app.lines.wording import amount, doing_words, is_gestation, unit_words, verdict_words
from audit_app.results.pages import Answerable
from audit_app.words import _, plural

_FINDINGS = 2
"""How many lines a page's sentence holds."""

_ROUNDING = 1e-9
EXACT = ("wilson", "none", "")
"""Intervals that follow from the two counts alone; any other is left out where counts are rounded."""


@dataclass(frozen=True)
class Printer:
    """Prints the lines of one output over `n_cases`."""

    profile: DisclosureProfile
    hidden: Hidden
    n_cases: int

    def row(self, tied: Tied) -> Line:
        """A line with its cells as they may be printed, and nothing else that is known of it inside."""
        line = tied.line
        blank = self.hidden.blank
        cells = {c: self._count(tied, c) for c in tied.sets if place(tied.id, c) not in blank}
        if N in cells:
            cells |= self._share(line, cells[N], cells.get(OF) or self._of_parent(tied))
        if MEDIAN in line.cells:
            cells |= self._summary(tied)
        if line.kind == "rate" and SHARE in line.cells and not cells[N].hidden:
            cells |= _rate(line)
        return Line(
            id=line.id,
            label=line.label,
            kind=line.kind,
            level=line.level,
            cells=cells,
            unit=line.unit,
            definition=line.definition if not tied.parent else "",
            caution=line.caution if not tied.parent else "",
            national=line.national,
            quoted=line.quoted,
            merged=line.merged,
            place=line.place,
        )

    def verdict(self, found: Answerable) -> dict[str, LineCell]:
        """Whether the records can answer a question, in words: no count is printed, and no field is named
        that few files ask for."""
        words = verdict_words().get(found.verdict, "")
        named = "; ".join(name for name, n in found.wanted if not self.profile.is_small(n))
        return {"verdict": LineCell(words), "doing": LineCell(doing_words(found.verdict, named))}

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

    def notes(self, rows: Iterable[Line]) -> Iterator[str]:
        """What was hidden or gathered in a table, in words."""
        rows = list(rows)
        dark = sum(cell.hidden for row in rows for cell in row.cells.values())
        if dark:
            yield plural(
                "One number is hidden so that nobody can be worked out.",
                "{n} numbers are hidden so that nobody can be worked out.",
                dark,
            )
        together = sum(row.merged for row in rows)
        if together:
            yield _("{n} answers that few gave are gathered.").format(n=together)

    def finding(self, blocks: Sequence[ReleasedBlock]) -> str:
        """A page's sentence from what is released of it."""
        rows = [row for block in blocks if block.table for row in block.table.rows]
        said = list(dict.fromkeys(words for words in map(self._say, rows) if words))[:_FINDINGS]
        said = said or list(self._commonest(rows))
        if not said:
            return _("Too few to say anything without saying it of one of them.")
        return f"{'; '.join(said)}."

    def _commonest(self, rows: Sequence[Line]) -> Iterator[str]:
        """What is said most often, of the first table that says how often."""
        for figure in rows:
            if figure.level or figure.kind != "distribution":
                continue
            lines = [row for row in rows if row.level and row.id.startswith(f"{figure.id}.")]
            shares = [(row.cells["share"].value or 0.0, row) for row in lines if "share" in row.cells]
            if shares:
                top = max(shares, key=lambda each: each[0])[1]
                yield _("{label}: most often “{answer}”, {n} ({share})").format(
                    label=figure.label,
                    answer=top.label,
                    n=top.cells["n"].text,
                    share=top.cells["share"].text,
                )
                return

    def _say(self, row: Line) -> str:
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

    def _count(self, tied: Tied, column: str) -> LineCell:
        here = place(tied.id, column)
        if here in self.hidden.withheld:
            return LineCell(NOT_AVAILABLE, hidden=True)
        if here in self.hidden.places:
            return LineCell(HIDDEN, hidden=True)
        shown = self.profile.rounded(len(tied.sets[column]))
        return LineCell(f"{shown:,}", float(shown))

    def _of_parent(self, tied: Tied) -> LineCell:
        """How many a line of a figure is out of: the figure's own number, where that is printed."""
        here = place(tied.parent, OF)
        if not tied.parent or here in self.hidden.places:
            return LineCell(hidden=True)
        shown = self.profile.rounded(tied.line.size(OF))
        return LineCell(f"{shown:,}", float(shown))

    def _share(self, line: Line, n: LineCell, of: LineCell) -> dict[str, LineCell]:
        """Share and interval, from printed counts; nothing where one of them is hidden. A share that isn't
        the one of these counts (weighted, or of a curve) is printed where it rests on enough cases and they
        are exact."""
        if n.value is None or not of.value or n.value > of.value:
            return {}
        share, around = line.cell(SHARE).value, line.cell(INTERVAL)
        if share is None:
            return {}
        rounded, own = self.profile.base > 1, abs(share - line.size(N) / max(line.size(OF), 1)) > _ROUNDING
        if own and (rounded or of.value < self.profile.summary_from):
            return {}
        shown = share if own else n.value / of.value
        cells = {SHARE: LineCell(_whole(shown), round(shown, 2))}
        limits = (around.low, around.high)
        if around.text == "none":
            return cells
        if around.text in EXACT or rounded:
            limits = wilson(round(n.value), round(of.value)) or (None, None)
        if limits[0] is not None and limits[1] is not None:
            text = f"{_whole(limits[0])}\N{EN DASH}{_whole(limits[1])}"
            cells[INTERVAL] = LineCell(text, low=round(limits[0], 2), high=round(limits[1], 2))
        return cells

    def _summary(self, tied: Tied) -> dict[str, LineCell]:
        """Median and quartiles, where they rest on enough cases; whole days, or weeks and days."""
        line, least = tied.line, self.profile.summary_from
        value, half = line.cell(MEDIAN).value, line.cell(QUARTILES)
        median = LineCell(f"{amount(value, line.unit)} {unit_words(line.unit)}".strip(), value)
        if not tied.sets:
            return {MEDIAN: median}
        held_back = place(tied.id, OF) in self.hidden.places
        if held_back or line.size(SUMMED) < least or len(set(line.cases(OF))) < least:
            return {MEDIAN: LineCell(NOT_AVAILABLE, hidden=True)}
        q1, q3 = (amount(value, line.unit) for value in (half.low, half.high))
        words = _("{q1} to {q3}").format(q1=q1, q3=q3)
        return {MEDIAN: median, QUARTILES: LineCell(words, low=_printed(half.low), high=_printed(half.high))}


def _rate(line: Line) -> dict[str, LineCell]:
    value, around = line.cell(SHARE).value or 0.0, line.cell(INTERVAL)
    cells = {SHARE: LineCell(f"{value:.1f} {line.unit}", value)}
    if around.low is not None and around.high is not None:
        text = f"{around.low:.1f}\N{EN DASH}{around.high:.1f}"
        cells[INTERVAL] = LineCell(text, low=round(around.low, 1), high=round(around.high, 1))
    return cells


def _printed(value: float | None) -> float | None:
    """An amount as precise as it is printed."""
    return None if value is None else round(value, 1)


def _whole(share: float) -> str:
    return f"{share:.0%}"
