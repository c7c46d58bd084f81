"""How far two officers agree, over the files that were audited twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audit_app.results.figures import Cases, Estimate


@dataclass(frozen=True)
class AgreementLine:
    """How far two officers agree on one question, or on a section, over the files audited twice.

    `scale` is `nominal`, `ordinal` or `interval`; kappa and AC are weighted (quadratic) on the last two, so
    that AC1 is AC2 there. `cases` and `differ` are ids of case files, one entry a pair of answers; `share` is
    the share of pairs with exactly the same answer. A section's `scale` is `pooled`.
    """

    id: str
    label: str
    section: str
    scale: str
    cases: Cases
    differ: Cases
    share: Estimate
    kappa: Estimate
    ac: Estimate
    alpha: Estimate
    caution: str = ""


@dataclass(frozen=True)
class Agreement:
    """Second audits against first: the questions with least agreement first, the sections in form order, all
    answers together. `cases` are the files audited twice, with their references by id.
    """

    questions: tuple[AgreementLine, ...]
    sections: tuple[AgreementLine, ...]
    overall: AgreementLine | None
    cases: Mapping[str, str]
    caution: str = ""
