"""The sample statement: how the cases were chosen, in sentences that every output carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import replace

from audit_app.analysis.sampling import Method
from audit_app.dates import parse_iso
from audit_app.model import AuditInfo
from audit_app.operations.plan.list_rows import attribute_words
from audit_app.operations.plan.samples import Sample, Samples, read_samples, with_samples
from audit_app.words import _, languages, plural, speaking

_MOST_REASONS = 6


def statement(samples: Samples, info: AuditInfo, rounds: Set[str]) -> str:
    """The statement of all samples; where the list has several `rounds`, each under its round's name."""
    if len(rounds | samples.keys()) < 2:
        return "".join(one_statement(sample, info) for sample in samples.values())
    parts = [
        _("Round {round}: {statement}").format(
            round=round_ or "–", statement=one_statement(sample, info, round_)
        )
        for round_, sample in samples.items()
    ]
    if rounds - samples.keys():
        parts.append(_("Other rounds: no sample was drawn, so every audited case counts."))
    return " ".join(parts)


def is_made(samples: Samples, info: AuditInfo, rounds: Set[str]) -> bool:
    """Whether the program made the statement that is kept, in whatever language; else somebody typed it."""

    def made(language: str) -> str:
        with speaking(language):
            return statement(samples, info, rounds)

    return bool(samples) and info.sample_statement in map(made, languages())


def in_words(samples: Samples, info: AuditInfo, rounds: Set[str]) -> str:
    """How the cases were chosen: by the program in the language in use, or as somebody typed it."""
    return statement(samples, info, rounds) if is_made(samples, info, rounds) else info.sample_statement


def without_reasons(info: AuditInfo, gone: Collection[str], rounds: Set[str]) -> AuditInfo:
    """What is said about the audit, without what people typed as the reason why one of these cases (by id)
    was left out; that it was stays."""
    samples = read_samples(info)
    kept = {round_: _without_reasons(sample, gone) for round_, sample in samples.items()}
    made = is_made(samples, info, rounds)
    return with_samples(info, kept, statement(kept, info, rounds) if made else info.sample_statement)


def _without_reasons(sample: Sample, gone: Collection[str]) -> Sample:
    out = (replace(each, reason="") if each.id in gone else each for each in sample.left_out)
    return replace(sample, left_out=tuple(out))


def one_statement(sample: Sample, info: AuditInfo, round_: str | None = None) -> str:
    """The statement of one round's sample. The audit's period is that of its own round."""
    of_this_round = round_ is None or round_ == info.round
    return " ".join(_sentences(sample, info.period if of_this_round else ""))


def stratum_words(name: str) -> str:
    """A stratum as people read it."""
    return name or _("not given")


def _sentences(sample: Sample, period: str) -> Iterator[str]:
    yield _how(sample)
    yield from _list_words(period, sample.basis)
    excluded = [each.reason for each in sample.left_out if not each.was_drawn]
    if excluded:
        words = plural(
            "{n} listed case was excluded beforehand",
            "{n} listed cases were excluded beforehand",
            len(excluded),
        )
        yield f"{words} ({_reasons(excluded)})."
    yield from _strata(sample)
    yield from _replaced(sample)
    if sample.second:
        yield plural(
            "{n} case is audited twice, by a second officer who does not see the first audit.",
            "{n} cases are audited twice, by a second officer who does not see the first audit.",
            len(sample.second),
        )
    yield from sample.earlier


def _how(sample: Sample) -> str:
    n, frame = len(sample.drawn), sample.n_frame
    words = {
        Method.ALL: _("All {frame} cases on the list."),
        Method.RANDOM: _("A simple random sample of {n} of the {frame} cases on the list (seed {seed})."),
        Method.PROPORTIONAL: _(
            "A random sample of {n} of the {frame} cases on the list, drawn in proportion within {by} "
            "(seed {seed})."
        ),
        Method.FIXED: _(
            "A random sample of {n} of the {frame} cases on the list, {size} from each group by {by} or all "
            "of a smaller one (seed {seed})."
        ),
        Method.SYSTEMATIC: _(
            "A systematic sample of {n} of the {frame} cases on the list, evenly spaced from a random start "
            "(seed {seed})."
        ),
        Method.PURPOSIVE: _(
            "{n} of the {frame} cases on the list, chosen by hand. They stand for themselves only, so no "
            "intervals are given."
        ),
    }[sample.method]
    by = _(" and ").join(map(attribute_words, sample.by))
    return words.format(n=n, frame=frame, size=sample.size, seed=sample.seed, by=by)


def _list_words(period: str, basis: str) -> Iterator[str]:
    days = [parse_iso(day) for day in period.split("..")] if period else []
    when = _(" to ").join(day.words for day in days if day)
    if when and basis:
        yield _("The list covers {period} by {basis}.").format(period=when, basis=basis)
    elif when:
        yield _("The list covers {period}; by which date is not stated.").format(period=when)
    elif basis:
        yield _("The list was made by {basis}; its period is not stated.").format(basis=basis)
    else:
        yield _("The period of the list is not stated.")


def _strata(sample: Sample) -> Iterator[str]:
    if not sample.by:
        return
    parts = [f"{stratum_words(each.name)} {each.drawn}/{each.frame}" for each in sample.strata()]
    yield _("Drawn of listed: {strata}.").format(strata=", ".join(parts))
    missed = [stratum_words(each.name) for each in sample.strata() if not each.drawn]
    if missed:
        yield _("Nothing was drawn from {strata}, so the figures do not speak for it.").format(
            strata=", ".join(missed)
        )
    yield _(
        "Figures are weighted: each finished file stands for as many as the list holds of its group for each "
        "that is finished. Counts are not."
    )


def _replaced(sample: Sample) -> Iterator[str]:
    reasons = [each.reason for each in sample.left_out if each.was_drawn]
    if not reasons:
        return
    by_next = sum(1 for case in sample.drawn if case.instead_of)
    words = plural(
        "{n} drawn case could not be audited", "{n} drawn cases could not be audited", len(reasons)
    )
    yield f"{words} ({_reasons(reasons)})."
    if by_next:
        yield plural(
            "{n} was replaced by the next in the drawn order.",
            "{n} were replaced by the next in the drawn order.",
            by_next,
        )


def _reasons(reasons: list[str]) -> str:
    counted: Mapping[str, int] = Counter(reason or _("deleted since") for reason in reasons)
    parts = [f"{reason} {n}" for reason, n in sorted(counted.items(), key=lambda each: (-each[1], each[0]))]
    more = sum(sorted(counted.values(), reverse=True)[_MOST_REASONS:])
    return ", ".join(parts[:_MOST_REASONS] + ([_("other reasons {n}").format(n=more)] if more else []))
