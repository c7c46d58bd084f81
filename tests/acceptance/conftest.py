"""The hand-worked cohort, once as a real audit and once for the plain calculations."""

from __future__ import annotations

import pytest

from audit_app.operations.declared import Declared
from tests.acceptance.derived import cohort
from tests.acceptance.real import Real, read
from tests.analysis.plain_record import prepared
from tests.analysis.plainly import Plain
from tests.form.filled import form, sheets

NOBODY = {
    "father_role": "not_identified",
    **dict.fromkeys((f"father_rung_{rung}" for rung in ("contacted", "assessed", "in_plan")), "no"),
    "father_rung_offered_services": "no",
    "father_rung_meetings": "not_invited",
}
"""What the form makes of a father whom nobody entered."""


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    """The audit that the program makes of the tables."""
    return read(tmp_path_factory.mktemp("families"))


@pytest.fixture(scope="session")
def tables() -> Plain:
    """The same tables without the program, by file."""
    return cohort(form(), Declared(form(), sheets()).variables)


@pytest.fixture(scope="session")
def plain(tables: Plain) -> Plain:
    """The same by pregnancy, with the reasons of what was not asked."""
    return prepared(tables, Declared(form(), sheets()).variables, NOBODY)
