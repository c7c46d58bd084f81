"""Where the program keeps its own files."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.paths import FOLDER, state_folder


def test_it_says_where_the_program_keeps_its_own_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HERE", str(tmp_path))
    monkeypatch.setenv(FOLDER, str(Path("$HERE") / "kept" / "audits"))
    assert state_folder() == tmp_path / "kept" / "audits"
    assert state_folder().is_dir()


def test_a_folder_that_cannot_be_made_is_an_error_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv(FOLDER, str(tmp_path / "a file" / "in it"))
    with pytest.raises(OSError):
        state_folder()
