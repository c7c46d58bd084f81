"""What pip installs holds all that the program reads."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

from audit_app.paths import ROOT

# Wine's Python is put together without it.
NO_STARTER = sys.platform == "win32" and not (Path(venv.__file__).parent / "scripts/nt/python.exe").exists()
FOR_TRANSLATORS = (".po",)
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]


@pytest.mark.parametrize(
    "files", ["forms/**/*", "resources/**/*", "docs/*.md", "docs/screens/*.png", "CHANGELOG.md"]
)
def test_every_file_that_the_program_reads_is_installed(files: str) -> None:
    found = (path for path in ROOT.glob(files) if path.is_file())
    there = {path.relative_to(ROOT) for path in found if path.suffix not in FOR_TRANSLATORS}
    installed = {
        Path(target).relative_to("share/audit-app") / path.name
        for target, patterns in DECLARED["data-files"].items()
        for pattern in patterns
        for path in ROOT.glob(pattern)
    }
    assert there
    assert there <= installed


@pytest.mark.skipif(NO_STARTER, reason="this Python for Windows can't make environments")
def test_an_installed_program_finds_its_forms(tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=False, system_site_packages=False)
    python = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    shared = tmp_path / "env" / "share" / "audit-app"
    for folder in ("forms", "resources"):
        (shared / folder).mkdir(parents=True)
    where = tmp_path / "env" / "modules" / "audit_app"
    where.mkdir(parents=True)
    for name in ("__init__", "paths"):
        (where / f"{name}.py").write_bytes((ROOT / "audit_app" / f"{name}.py").read_bytes())
    code = "from audit_app.paths import FORMS; print(FORMS)"
    ran = subprocess.run([python, "-c", code], cwd=where.parent, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == str(shared / "forms")
