"""The sample that was drawn, as the audit keeps it: one record for each round, as JSON among the settings.

The frame is kept with the cases: each case of it carries its stratum in an attribute of the program's own, so
that replacements come from the same frame although the list has grown since. A round without a record has no
sample: all its cases count.

Where a round has a sample, only its cases are handed out, count and are left to do. Audited cases outside it
are told among the filters of a heading.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from audit_app.analysis.sampling import Method, Stratum, weights
from audit_app.model import AuditInfo, CaseRef
from audit_app.results.inputs import Sampled

SETTING = "sample"


@dataclass(frozen=True)
class DrawnCase:
    """A case of the sample, by its id; `instead_of` is the id of the case that it replaced."""

    id: str
    stratum: str = ""
    instead_of: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A case that is not to be audited, and why. `was_drawn` when that was found after the draw; who said so,
    by name, and when (UTC, ISO)."""

    id: str
    reason: str
    was_drawn: bool = False
    person: str = ""
    time: str = ""


@dataclass(frozen=True)
class Sample:
    """One round's sample. `drawn` are in the order drawn, replacements last; `second` are the ids of those to
    be audited twice; `n_listed` counts the list with the cases excluded from the frame; `frame` is the size
    of each stratum; `earlier` says which draws this one replaced; `person` drew it at `time` (UTC, ISO)."""

    method: Method
    seed: int
    n_listed: int
    frame: Mapping[str, int]
    drawn: tuple[DrawnCase, ...]
    size: int = 0
    by: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    second: tuple[str, ...] = ()
    basis: str = ""
    earlier: tuple[str, ...] = ()
    person: str = ""
    time: str = ""

    @property
    def n_frame(self) -> int:
        """How many cases could have been drawn."""
        return sum(self.frame.values())

    @property
    def strata(self) -> tuple[Stratum, ...]:
        """Each stratum with its size in the frame and in the sample as it now stands."""
        n = Counter(case.stratum for case in self.drawn)
        return tuple(Stratum(name, frame, n[name]) for name, frame in self.frame.items())

    @property
    def weights(self) -> Mapping[str, float]:
        """The weight of each stratum's cases, where strata are uneven by more than whole cases explain."""
        return weights(self.strata, within=1 if self.method is Method.PROPORTIONAL else 0)

    @property
    def has_chance(self) -> bool:
        """Whether chance chose the cases, or all were taken: what an interval rests on."""
        return self.method is not Method.PURPOSIVE


Samples = Mapping[str, Sample]
"""By round."""


def read_samples(info: AuditInfo) -> dict[str, Sample]:
    """The samples drawn so far."""
    return {round_: _sample(parts) for round_, parts in json.loads(info.settings.get(SETTING, "{}")).items()}


def with_samples(info: AuditInfo, samples: Samples, statement: str) -> AuditInfo:
    """What is said about the audit, with these samples and the sentence for every output."""
    text = json.dumps({round_: asdict(sample) for round_, sample in samples.items()}, ensure_ascii=False)
    return replace(info, sample_statement=statement, settings={**info.settings, SETTING: text})


def counting(samples: Samples) -> Callable[[CaseRef], bool]:
    """Whether a case counts: one of the sample, or of a round without one."""
    drawn = {round_: frozenset(case.id for case in sample.drawn) for round_, sample in samples.items()}
    return lambda ref: ref.round not in drawn or ref.case in drawn[ref.round]


def sampled(samples: Samples, refs: Iterable[CaseRef]) -> Sampled:
    """How the cases of a cohort came to be chosen; `refs` are those that count, before any filter but their
    status. A frame is known only to a cohort of one round."""
    refs = tuple(refs)
    rounds = {ref.round for ref in refs}
    used = {round_: samples[round_] for round_ in rounds if round_ in samples}
    stratum = {case.id: (sample, case.stratum) for sample in used.values() for case in sample.drawn}
    by_sample = {id(sample): sample.weights for sample in used.values()}
    weight = {
        ref.id: by_sample[id(sample)].get(name, 1.0)
        for ref in refs
        if ref.case in stratum
        for sample, name in (stratum[ref.case],)
    }
    only = next(iter(used.values())) if len(used) == len(rounds) == 1 else None
    is_random = only is not None and only.method is Method.RANDOM
    return Sampled(
        fraction=len({ref.case for ref in refs}) / only.n_frame if only and is_random else 0.0,
        weights=weight if any(by_sample.values()) else {},
        chance=all(sample.has_chance for sample in used.values()),
    )


def _sample(parts: dict[str, object]) -> Sample:
    known = dict(parts)
    for name, kind in (("drawn", DrawnCase), ("left_out", LeftOut)):
        known[name] = tuple(kind(**each) for each in known.get(name, ()))  # type: ignore[attr-defined]
    for name in ("by", "second", "earlier"):
        known[name] = tuple(known.get(name, ()))  # type: ignore[arg-type]
    return Sample(**{**known, "method": Method(known["method"])})  # type: ignore[arg-type]
