"""The hand-worked cohort, once as a real audit and once for the plain calculations."""

from __future__ import annotations

import pytest

from audit_app.operations.forms import variables
from tests.acceptance.derived import cohort
from tests.acceptance.real import Real, read
from tests.analysis.plainly import Plain
from tests.form.filled import form


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    """The audit that the program makes of the tables."""
    return read(tmp_path_factory.mktemp("families"))


@pytest.fixture(scope="session")
def plain() -> Plain:
    """The same tables without the program."""
    return cohort(form(), variables(form()))
