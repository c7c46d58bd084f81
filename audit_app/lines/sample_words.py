"""What is said of a sample while it is audited: what is finished of what was drawn, and for whom nothing
speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit_app.results.inputs import Stratum
from audit_app.words import _, plural


def unfinished_words(strata: Sequence[Stratum]) -> str:
    """What stands beside every figure while the sample is unfinished; empty once it is finished."""
    return " ".join(_unfinished(strata))


def finished_words(strata: Sequence[Stratum]) -> str:
    """How far the sample has come, by group too, for the statement; empty without a sample."""
    return " ".join(_finished(strata))


def how_far_words(strata: Sequence[Stratum], n_not_auditable: int) -> str:
    """The same for any cohort: without a sample, how many files can't be audited."""
    return finished_words(strata) or _not_auditable(n_not_auditable)


def _not_auditable(n: int) -> str:
    return (
        plural(
            "{n} file could not be audited, and is in no figure.",
            "{n} files could not be audited, and are in no figure.",
            n,
        )
        if n
        else ""
    )


def _unfinished(strata: Sequence[Stratum]) -> Iterator[str]:
    drawn, finished, out = _sums(strata)
    if finished + out < drawn:
        yield from _count(finished, out, drawn)
    silent = [each.name for each in strata if each.frame and not each.read]
    if silent and len(silent) < len(strata):
        yield _("Nothing here speaks for {groups}: no file was read there.").format(groups=", ".join(silent))


def _finished(strata: Sequence[Stratum]) -> Iterator[str]:
    drawn, finished, out = _sums(strata)
    if not drawn:
        return
    if out or finished < drawn:
        yield from _count(finished, out, drawn)
    else:
        yield plural("The one drawn file is finished.", "All {n} drawn files are finished.", drawn)
    if len(strata) > 1:
        yield _("By group: {groups}.").format(groups="; ".join(map(_group, strata)))
    silent = [each.name for each in strata if each.drawn and not each.finished]
    if silent and len(silent) < len(strata):
        yield _("No file of {groups} is finished, so the figures do not speak for it.").format(
            groups=", ".join(silent)
        )


def _sums(strata: Sequence[Stratum]) -> tuple[int, int, int]:
    """How many files were drawn, how many of them are finished, and how many can't be audited."""
    drawn, finished, out = (
        sum(getattr(each, name) for each in strata) for name in ("drawn", "finished", "not_auditable")
    )
    return drawn, finished, out


def _count(finished: int, out: int, drawn: int) -> Iterator[str]:
    words = plural(
        "{n} of the {{drawn}} drawn files is finished.",
        "{n} of the {{drawn}} drawn files are finished.",
        finished,
    )
    yield words.format(drawn=drawn)
    if out:
        yield _not_auditable(out)


def _group(stratum: Stratum) -> str:
    words = _("{group} {frame} listed, {drawn} drawn, {finished} finished").format(
        group=stratum.name, frame=stratum.frame, drawn=stratum.drawn, finished=stratum.finished
    )
    words += _(", {n} replaced").format(n=stratum.replaced) if stratum.replaced else ""
    return words + (
        _(", {n} could not be audited").format(n=stratum.not_auditable) if stratum.not_auditable else ""
    )


def no_case_words() -> str:
    """What stands in place of a finding that nobody can make yet."""
    return _("No case counts here yet: none is finished, or none fits what was chosen above.")
