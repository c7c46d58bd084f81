"""Agreement in words and columns, the same in the table and beneath it. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit_app.model import AnswerState
from audit_app.operations.agreeing import Beside, Said
from audit_app.results import Agreement, AgreementLine, Estimate
from audit_app.ui.case.said import state_words
from audit_app.ui.models.rows import Column
from audit_app.words import _, plural


def percent(share: float | None) -> str:
    """A share as people write it; empty where there is none."""
    return "" if share is None else f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


def number(value: float | None) -> str:
    """A coefficient; empty where it can't be worked out."""
    return "" if value is None else f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def columns() -> tuple[Column, ...]:
    """The table of questions or sections."""
    return (
        Column(_("Question or section"), lambda line: line.label),
        Column(_("Pairs"), lambda line: str(len(line.cases)), number=True),
        Column(_("Agree"), lambda line: percent(line.share.value), number=True),
        Column(_("Kappa"), lambda line: number(line.kappa.value), number=True),
        Column(_("AC1"), lambda line: number(line.ac.value), number=True),
        Column(_("Alpha"), lambda line: number(line.alpha.value), number=True),
    )


def estimate_columns() -> tuple[Column, ...]:
    """The table of one question's figures: name, value, interval and how it was worked out."""
    return tuple(
        Column(title, lambda row, place=place: row[place], number=place in (1, 2))
        for place, title in enumerate((_("Figure"), _("Value"), _("95% interval"), _("Worked out by")))
    )


def estimate_rows(line: AgreementLine) -> tuple[tuple[str, ...], ...]:
    """The figures of one question or section."""
    weighted = line.scale in ("ordinal", "interval")
    kappa = _("Cohen’s kappa, weighted") if weighted else _("Cohen’s kappa")
    ac = _("Gwet’s AC2, weighted") if weighted else _("Gwet’s AC1")
    return (
        (_("Share that agree"), percent(line.share.value), _between(line.share, percent), _how(line.share)),
        (kappa, number(line.kappa.value), _between(line.kappa, number), _how(line.kappa)),
        (ac, number(line.ac.value), _between(line.ac, number), _how(line.ac)),
        (
            _("Krippendorff’s alpha"),
            number(line.alpha.value),
            _between(line.alpha, number),
            _how(line.alpha),
        ),
    )


def _between(estimate: Estimate, words) -> str:
    if estimate.low is None or estimate.high is None:
        return ""
    return _("{low} to {high}").format(low=words(estimate.low), high=words(estimate.high))


def _how(estimate: Estimate) -> str:
    return {
        "wilson": _("Wilson"),
        "large-sample": _("large-sample formula"),
        "bootstrap": _("resampling the files, seeded"),
    }.get(estimate.interval, "")


def summary(found: Agreement | None) -> str:
    """How many files were audited twice, and how far they agree."""
    if found is None:
        return ""
    n = len(found.cases)
    if not n:
        return _(
            "No file is audited twice yet. A share for second audits is drawn with the sample, and counts here "
            "once both audits of a case are finished."
        )
    said = plural("One file was audited twice.", "{n} files were audited twice.", n)
    if found.overall is None:
        return said
    pairs = _("{share} of {n} pairs of answers are the same.").format(
        share=percent(found.overall.share.value), n=len(found.overall.cases)
    )
    return f"{said} {pairs}"


def said_words(said: Said) -> str:
    """What one officer says."""
    if not said.asked:
        return _("Not asked")
    if said.answer.state is AnswerState.ANSWERED:
        return said.value
    words = state_words(said.answer.state) or _("Not looked at yet")
    return f"{words}: {said.answer.value}" if said.answer.value else words


def place_words(pairs: Sequence[Beside]) -> Iterator[tuple[Beside, str]]:
    """Each pair with its heading: the case and, in a repeat, the row."""
    for pair in pairs:
        row = pair.place.rpartition("/")[0]
        place = f" · {row}" if row else ""
        yield pair, _("Case {case}").format(case=pair.reference) + place
