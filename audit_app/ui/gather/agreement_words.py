"""Agreement in words and columns, the same in the table and beneath it. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from audit_app.model import AnswerState
from audit_app.operations.gather.agreeing import AnswerPair, SaidAnswer
from audit_app.results.agreement import Agreement, AgreementLine
from audit_app.results.figures import Estimate
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.said import state_words
from audit_app.words import _, plural


def percent(share: float | None) -> str:
    """A share as people write it; empty where there is none."""
    return "" if share is None else f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


def number(value: float | None) -> str:
    """A coefficient; empty where it can't be worked out."""
    return "" if value is None else f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def columns() -> tuple[TableColumn[AgreementLine], ...]:
    """The table of questions or sections."""
    return (
        TableColumn(_("Question or section"), lambda line: line.label),
        TableColumn(_("Pairs"), lambda line: str(len(line.cases)), number=True),
        TableColumn(_("Agree"), lambda line: percent(line.share.value), number=True),
        TableColumn(_("Kappa"), lambda line: number(line.kappa.value), number=True),
        TableColumn(_("AC1"), lambda line: number(line.ac.value), number=True),
        TableColumn(_("Alpha"), lambda line: number(line.alpha.value), number=True),
    )


def estimates_words(line: AgreementLine) -> str:
    """The figures of one question or section, each with its interval and how that was worked out."""
    weighted = line.scale in ("ordinal", "interval")
    kappa = _("Cohen’s kappa, weighted") if weighted else _("Cohen’s kappa")
    ac = _("Gwet’s AC2, weighted") if weighted else _("Gwet’s AC1")
    parts = (
        _figure(_("Share that agree"), line.share, percent),
        _figure(kappa, line.kappa, number),
        _figure(ac, line.ac, number),
        _figure(_("Krippendorff’s alpha"), line.alpha, number),
    )
    return "\n".join(part for part in parts if part)


def _figure(name: str, estimate: Estimate, words: Callable[[float | None], str]) -> str:
    if estimate.value is None:
        return ""
    said = f"{name}: {words(estimate.value)}"
    if estimate.low is None or estimate.high is None:
        return said
    interval = _("{low} to {high}").format(low=words(estimate.low), high=words(estimate.high))
    return f"{said} ({interval}; {_how(estimate)})"


def _how(estimate: Estimate) -> str:
    return {
        "wilson": _("95% interval after Wilson"),
        "large-sample": _("95% interval for large samples"),
        "bootstrap": _("95% interval from resampling the files"),
    }.get(estimate.interval, "")


def summary(found: Agreement | None) -> str:
    """How many files were audited twice, and how far they agree."""
    if found is None:
        return ""
    n = len(found.cases)
    if not n:
        return _(
            "No file is audited twice yet. A share for second audits is drawn with the sample; a case is "
            "compared once both audits of it are finished."
        )
    said = plural("One file was audited twice.", "{n} files were audited twice.", n)
    if found.overall is None:
        return said
    pairs = _("{share} of {n} pairs of answers are the same.").format(
        share=percent(found.overall.share.value), n=len(found.overall.cases)
    )
    return f"{said} {pairs}"


def said_words(said: SaidAnswer) -> str:
    """What one officer says."""
    if not said.asked:
        return _("Not asked")
    words = state_words(said.answer.state)
    if said.answer.state is AnswerState.ANSWERED or not words:
        return said.value or _("Not looked at yet")
    return f"{words}: {said.answer.value}" if said.answer.value else words


def place_words(pairs: Sequence[AnswerPair]) -> Iterator[tuple[AnswerPair, str]]:
    """Each pair with its heading: the case and, in a repeat, the row."""
    for pair in pairs:
        row = pair.place.rpartition("/")[0]
        place = f" · {row}" if row else ""
        yield pair, _("Case {case}").format(case=pair.reference) + place
