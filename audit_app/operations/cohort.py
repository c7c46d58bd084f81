"""Reading the cohort: profile, gaps, the cases behind a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.results import Gaps, Profile


@dataclass(frozen=True)
class Filters:
    """Which cases to read. Finished ones by default; `where` is column or choice question -> value."""

    status: str = "finished"  # finished, in_progress, not_started or all
    round: str = ""
    where: Mapping[str, str] | None = None


@dataclass(frozen=True)
class FilterChoice:
    """A filter that can be offered: a round, a choice question or an attribute of the list, with its values in words."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]


def filter_choices(audit: Audit) -> tuple[FilterChoice, ...]:
    """What this audit can be filtered by: round, attributes of its list, and every select-one question."""
    raise NotImplementedError


def read_profile(audit: Audit, filters: Filters = Filters(), progress: Progress = no_progress) -> Profile:
    """The cohort profile: the measures of the form, by section."""
    raise NotImplementedError


def read_gaps(audit: Audit, filters: Filters = Filters(), progress: Progress = no_progress) -> Gaps:
    """The need-by-service gap analysis."""
    raise NotImplementedError
