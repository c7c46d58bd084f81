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
from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import asdict, dataclass, replace

from audit_app.analysis.sampling import Method
from audit_app.model import AuditInfo, CaseRef
from audit_app.results.inputs import Stratum

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

    def strata(
        self, finished: Set[str] = frozenset(), not_auditable: Collection[str] = ()
    ) -> tuple[Stratum, ...]:
        """Each stratum with its size in the frame and in the sample as it now stands, given the ids of the
        cases that are audited and finished, and of those that can't be audited."""
        n = Counter(case.stratum for case in self.drawn)
        instead = Counter(case.stratum for case in self.drawn if case.instead_of)
        done = Counter(case.stratum for case in self.drawn if case.id in finished)
        not_done = Counter(case.stratum for case in self.drawn if case.id in not_auditable)
        return tuple(
            Stratum(name, frame, n[name], instead[name], done[name], done[name], not_done[name])
            for name, frame in self.frame.items()
        )

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


def _sample(parts: dict[str, object]) -> Sample:
    known = dict(parts)
    for name, kind in (("drawn", DrawnCase), ("left_out", LeftOut)):
        known[name] = tuple(kind(**each) for each in known.get(name, ()))  # type: ignore[attr-defined]
    for name in ("by", "second", "earlier"):
        known[name] = tuple(known.get(name, ()))  # type: ignore[arg-type]
    return Sample(**{**known, "method": Method(known["method"])})  # type: ignore[arg-type]
