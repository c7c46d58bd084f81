"""What is taken into the folder for Windows, and what is left out."""

from __future__ import annotations

import runpy
import sys

import pytest

from audit_app.paths import ROOT

PACKAGING = ROOT / "packaging"
FOLDER = runpy.run_path(str(PACKAGING / "windows_folder.py"))


def test_the_pins_are_those_that_hold_on_windows() -> None:
    pins = {pin.partition("==")[0]: pin for pin in FOLDER["_pins"](PACKAGING / "requirements.txt")}
    assert {"pyside6-essentials", "tzdata", "pywin32-ctypes", "numpy"} <= {*pins}
    assert not {"secretstorage", "jeepney", "pip", "setuptools"} & {*pins}
    assert "--hash=sha256:" in pins["numpy"]
    assert ";" not in "".join(pins.values())


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6Widgets.dll",
        "PySide6/QtPrintSupport.pyd",
        "PySide6/plugins/platforms/qwindows.dll",
        "pandas/core/frame.py",
        "pyxform/validators/pyxform/__init__.py",
        "matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf",
    ],
)
def test_what_is_used_is_taken(name: str) -> None:
    assert FOLDER["is_used"](name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6Quick.dll",
        "PySide6/QtSql.pyd",
        "PySide6/plugins/tls/qopensslbackend.dll",
        "PySide6/designer.exe",
        "PySide6/msvcp140.dll",
        "pandas/tests/frame/test_api.py",
        "pip/__init__.py",
    ],
)
def test_what_nobody_uses_is_left_out(name: str) -> None:
    assert not FOLDER["is_used"](name)


def test_windows_compares_a_candidate_before_its_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT), str(PACKAGING), *sys.path])
    package = runpy.run_path(str(PACKAGING / "package.py"))

    def numbers(version: str) -> list[int]:
        monkeypatch.setitem(package["numbers"].__globals__, "__version__", version)
        return [int(number) for number in package["numbers"]().split(".")]

    assert numbers("0.1.0") < numbers("1.0.0rc1") < numbers("1.0.0rc2") < numbers("1.0.0")
    assert numbers("1.0.0-rc.1") == [1, 0, 0, 1]
