"""The sample audit: made-up cases, marked as made up everywhere."""

from __future__ import annotations

from pathlib import Path

from audit_app.operations.audit import Audit, Progress, no_progress


def make_demo(
    path: Path, passphrase: str, *, n_cases: int = 60, seed: int = 1, progress: Progress = no_progress
) -> tuple[Audit, str]:
    """Write a filled audit of made-up cases; the same seed gives the same audit. The open audit, its recovery code."""
    raise NotImplementedError
