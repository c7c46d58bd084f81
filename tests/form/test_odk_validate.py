"""The shipped forms are valid to ODK's own engine: its validator is in pyxform's wheel, and runs on Java."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from audit_app.operations.forms import compile_source, list_forms

JAVA = shutil.which("java")


@pytest.mark.skipif(JAVA is None, reason="There is no Java here, without which ODK Validate can't run.")
@pytest.mark.parametrize("name", [form.name for form in list_forms()])
def test_odk_validate_takes_the_shipped_form(name: str, tmp_path: Path) -> None:
    from pyxform.validators.odk_validate import ODK_VALIDATE_PATH

    xform = tmp_path / f"{name}.xml"
    xform.write_text(compile_source(name).xml, "utf-8")
    command = [str(JAVA), "-Djava.awt.headless=true", "-jar", ODK_VALIDATE_PATH, str(xform)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert said.returncode == 0, said.stderr
