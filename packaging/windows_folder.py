"""The program as one folder for Windows, put together on Linux: a Windows Python, the pinned Windows wheels
as they are, and two small starters (with a window, with a console) compiled by mingw.

The interpreter is that of python.org, which panda3d's wheel carries beside its own modules; Microsoft's
run-time comes in a wheel too. Both are pinned in `requirements-windows.txt`. Nothing is changed in what
others have signed. `python311._pth` says where all modules lie: no environment or other Python can get
between.
"""

from __future__ import annotations

import compileall
import fnmatch
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from packaging.markers import Marker

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CC, WINDRES, DUMP = (f"x86_64-w64-mingw32-{tool}" for tool in ("gcc", "windres", "objdump"))
PYTHON = "311"
TARGET = {
    "sys_platform": "win32",
    "os_name": "nt",
    "platform_system": "Windows",
    "python_version": "3.11",
    "python_full_version": "3.11.9",
    "platform_machine": "AMD64",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}
# Of Qt, on the other hand, only what stands here is taken: the rest is for other kinds of programs.
USED_QT = ("Core", "Gui", "Widgets", "Network", "PrintSupport", "Svg")
USED_PLUGINS = (
    *("platforms/qwindows.dll", "platforms/qoffscreen.dll", "styles/*", "iconengines/qsvgicon.dll"),
    *("imageformats/qsvg.dll", "imageformats/qico.dll", "imageformats/qjpeg.dll"),
)
# Of Python itself: what would open a network, draw with another library, or make programs.
UNUSED_DLLS = (
    "_ssl.pyd",
    "_tkinter.pyd",
    "_msi.pyd",
    "winsound.pyd",
    "libssl-3.dll",
    "tcl86t.dll",
    "tk86t.dll",
)
UNUSED_LIB = (
    *("test", "tkinter", "turtledemo", "idlelib", "lib2to3", "ensurepip", "distutils", "site-packages"),
    *("dist-packages", "lib-dynload", "__pycache__", "config-*", "_sysconfigdata*"),
)


def make(folder: Path, work: Path, note: Callable[[str], None]) -> None:
    """Put the program together in `folder`, an empty one; `work` may hold what was fetched before."""
    if sys.version_info[:2] != (3, 11):
        raise SystemExit("The folder for Windows holds Python 3.11, and is put together by one.")
    note("Fetching the Windows wheels")
    wheels = fetched(work)
    note("Putting the folder together")
    _interpreter(folder, wheels)
    _packages(folder / "packages", wheels)
    _licences(folder / "licences", wheels)
    _program(folder)
    note("Compiling it")
    _compiled(folder)
    _starters(folder, work)
    (folder / f"python{PYTHON}._pth").write_text(
        f"python{PYTHON}.zip\nDLLs\npackages\nprogram\n", encoding="ascii", newline="\r\n"
    )
    if missing := sorted(set(lacking(folder))):
        raise SystemExit(f"The folder is not whole; missing: {', '.join(missing)}")


def fetched(work: Path) -> list[Path]:
    """The wheels of all pins that Windows needs, with the hashes that are pinned."""
    place = work / "wheels"
    place.mkdir(parents=True, exist_ok=True)
    pins = [*_pins(HERE / "requirements.txt"), *_pins(HERE / "requirements-windows.txt")]
    wanted = work / "windows.txt"
    wanted.write_text("".join(pins), encoding="utf-8")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps"),
            *(
                "--require-hashes",
                "--only-binary=:all:",
                "--platform",
                "win_amd64",
                "--python-version",
                PYTHON,
            ),
            *("-d", str(place), "-r", str(wanted)),
        ],
        check=True,
    )
    wheels = {_plain(wheel.name): wheel for wheel in place.glob("*.whl")}
    return [wheels[_plain(pin.partition(" ")[0].replace("==", "-"))] for pin in pins]


def contents() -> Iterator[tuple[str, str]]:
    """Name and version of all that the folder holds of others."""
    yield "python", TARGET["python_full_version"]
    for pin in (*_pins(HERE / "requirements.txt"), *_pins(HERE / "requirements-windows.txt")):
        name, _equals, version = pin.partition(" ")[0].partition("==")
        if name != "panda3d":  # only what it carries is taken
            yield name, version


def _plain(name: str) -> str:
    """Name and version of a wheel or a pin, as both are compared."""
    package, version = name.split("-")[:2] if name.endswith(".whl") else name.rsplit("-", 1)
    return f"{re.sub('[-_.]+', '-', package).lower()}=={version}"


def _pins(path: Path) -> Iterator[str]:
    """The lines of a file of pins that hold on Windows, without their markers."""
    text = path.read_text(encoding="utf-8")
    for block in re.findall(r"^[A-Za-z0-9].*(?:\n[ \t]+.*)*", text, re.MULTILINE):
        first, _line, rest = block.partition("\n")
        pin, _semicolon, marker = first.rstrip(" \\").partition(";")
        if (not marker or Marker(marker.strip()).evaluate(TARGET)) and not pin.startswith(
            ("pip==", "setuptools==")
        ):
            hashes = " ".join(re.findall(r"--hash=\S+", rest))
            yield f"{pin.strip()} {hashes}\n"


def _interpreter(folder: Path, wheels: Iterable[Path]) -> None:
    dlls = folder / "DLLs"
    dlls.mkdir(parents=True)
    for wheel in wheels:
        name = wheel.name.partition("-")[0]
        if name not in ("panda3d", "msvc_runtime"):
            continue
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.namelist():
                inside, _slash, file = entry.rpartition("/")
                low = file.lower()
                if name == "panda3d" and inside == "deploy_libs" and _is_of_python(low):
                    target = folder if low.startswith("python") else dlls
                elif name == "msvc_runtime" and low.startswith(("vcruntime140", "msvcp140")):
                    target = folder
                else:
                    continue
                (target / low).write_bytes(archive.read(entry))


def _is_of_python(name: str) -> bool:
    mine = name.endswith(".pyd") or name.startswith(("python3", "libcrypto", "libffi", "sqlite3"))
    return mine and name not in UNUSED_DLLS


def _packages(folder: Path, wheels: Iterable[Path]) -> None:
    folder.mkdir()
    for wheel in wheels:
        if wheel.name.startswith(("panda3d", "msvc_runtime")):
            continue
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.namelist():
                name = re.sub(r"^[^/]+\.data/(purelib|platlib)/", "", entry)
                if ".data/" not in name and not entry.endswith("/") and is_used(name):
                    target = folder / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(entry))


def _licences(folder: Path, wheels: Iterable[Path]) -> None:
    """Each package's own texts, as its licence asks."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.namelist():
                inside, _slash, file = entry.rpartition("/")
                if ".dist-info" in inside and re.match("(?i)(.*licen[cs]e|copying|notice|authors)", file):
                    target = folder / wheel.name.partition("-")[0] / file
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(entry))


def is_used(name: str) -> bool:
    """Whether a file of a wheel is part of the program."""
    if any(fnmatch.fnmatchcase(name, pattern) for pattern in _listed("unused.txt")):
        return False
    if name.startswith("PySide6/plugins/"):
        return any(fnmatch.fnmatchcase(name[16:], pattern) for pattern in USED_PLUGINS)
    if name.startswith("PySide6/Qt") and name.endswith((".dll", ".pyd")):
        return re.sub(r"^PySide6/Qt6?(\w+)\.\w+$", r"\1", name) in USED_QT
    # Microsoft's run-time lies once in the folder; what draws by software is for another kind of Qt.
    return not re.match(
        r"(PySide6|shiboken6)/(msvcp|vcruntime|concrt|vcamp|vccorlib|vcomp|opengl32sw|pyside6qml)", name
    )


def _program(folder: Path) -> None:
    program = folder / "program"
    ignored = shutil.ignore_patterns("__pycache__", "*.po", "*.pyi")
    for name in ("audit_app", "forms", "resources", "docs", "handbooks"):
        shutil.copytree(ROOT / name, program / name, ignore=ignored)
    for name in ("LICENSE", "NOTICE", "CHANGELOG.md"):
        for place in (folder, program):  # where people look, and where the program does
            shutil.copy(ROOT / name, place / name)


def _compiled(folder: Path) -> None:
    """Modules as Python compiles them, without their text: it starts quickly from a folder that nobody may
    write to, and takes half the room. The standard library lies in one archive, as in python.org's own."""
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "Lib"
        shutil.copytree(sysconfig.get_path("stdlib"), library, ignore=shutil.ignore_patterns(*UNUSED_LIB))
        for place in (library, folder / "packages", folder / "program" / "audit_app"):
            _compile(place)
        with zipfile.ZipFile(folder / f"python{PYTHON}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(library.rglob("*.pyc")):
                archive.write(file, file.relative_to(library))


def _compile(place: Path) -> None:
    compileall.compile_dir(place, quiet=2, legacy=True, stripdir=str(place.parent), force=True)
    for source in place.rglob("*.py"):
        if source.with_suffix(".pyc").exists():
            source.unlink()


def _starters(folder: Path, work: Path) -> None:
    """The two programs, with icon, version and manifest, and python3.dll: only names that lead on to
    python311.dll, for the modules that were made for every Python 3."""
    place = work / "starters"
    place.mkdir(parents=True, exist_ok=True)
    exported = _exports(folder / f"python{PYTHON}.dll")
    definitions = "".join(f" {name} = python{PYTHON}.{name}\n" for name in exported)
    (place / "python3.def").write_text(f"LIBRARY python3.dll\nEXPORTS\n{definitions}", encoding="ascii")
    (place / "empty.c").write_text("int nothing_of_its_own;\n", encoding="ascii")
    _run(CC, "-shared", "-s", place / "empty.c", place / "python3.def", "-o", folder / "python3.dll")
    resources = _resources(place)
    source = HERE / "windows" / "launcher.c"
    flags = ("-municode", "-O2", "-s", "-static")
    _run(CC, *flags, "-mwindows", "-DWINDOW", source, resources, "-o", folder / "audit-app.exe")
    _run(CC, *flags, source, resources, "-o", folder / "audit-app-cli.exe")


def _resources(place: Path) -> Path:
    from audit_app import __version__

    icon(place / "audit-app.ico")
    shutil.copy(HERE / "windows" / "program.manifest", place)
    numbers = ",".join((re.findall(r"\d+", __version__) + ["0"] * 4)[:4])
    described = {
        "ProductName": "Case file audit",
        "FileDescription": "Case file audit",
        "InternalName": "audit-app",
        "FileVersion": __version__,
        "ProductVersion": __version__,
        "LegalCopyright": "MIT licence",
    }
    values = "".join(f'VALUE "{name}", "{value}"\n' for name, value in described.items())
    (place / "program.rc").write_text(
        f'IDI_ICON1 ICON "audit-app.ico"\n1 24 "program.manifest"\n1 VERSIONINFO\nFILEVERSION {numbers}\n'
        f'PRODUCTVERSION {numbers}\nBEGIN\nBLOCK "StringFileInfo"\nBEGIN\nBLOCK "080904b0"\nBEGIN\n{values}'
        'END\nEND\nBLOCK "VarFileInfo"\nBEGIN\nVALUE "Translation", 0x809, 1200\nEND\nEND\n',
        encoding="ascii",
    )
    made = place / "program.o"
    subprocess.run([WINDRES, "program.rc", str(made)], check=True, cwd=place)
    return made


def icon(path: Path) -> None:
    """The program's picture in the sizes that Windows asks for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtGui import QGuiApplication, QIcon

    _app = QGuiApplication.instance() or QGuiApplication([])
    large = path.with_suffix(".png")
    QIcon(str(HERE / "audit-app.svg")).pixmap(256, 256).save(str(large))
    Image.open(large).save(path, sizes=[(n, n) for n in (16, 20, 24, 32, 40, 48, 64, 256)])


@cache
def _listed(name: str) -> tuple[str, ...]:
    lines = (HERE / "windows" / name).read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def _run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True)


def _dumped(path: Path) -> str:
    return subprocess.run([DUMP, "-p", str(path)], capture_output=True, text=True, check=True).stdout


def _exports(path: Path) -> list[str]:
    table = _dumped(path).partition("[Ordinal/Name Pointer] Table")[2].partition("\n\n")[0]
    return sorted({line.split()[-1] for line in table.splitlines() if re.search(r"\s_?Py\w*$", line)})


def lacking(folder: Path) -> Iterator[str]:
    """Libraries that a file of the folder asks for, and that neither lie in it nor belong to Windows."""
    files = [path for path in folder.rglob("*") if path.suffix.lower() in (".dll", ".pyd", ".exe")]
    there = {path.name.lower() for path in files}
    system = _listed("system.txt")
    for file in files:
        for name in re.findall(r"DLL Name: (\S+)", _dumped(file)):
            low = name.lower()
            if low not in there and not any(fnmatch.fnmatchcase(low, known) for known in system):
                yield f"{name} (of {file.name})"
