"""Make what IT installs: `./dev package linux` (or `.venv/bin/python packaging/package.py linux`).

`linux` makes, in `dist/`, a folder that runs as it stands, the same as an archive and as a Debian package, a
list of all parts with their licences (CycloneDX), and checksums. `windows` puts the folder for Windows
together, on Linux, and makes a portable archive, an installer for one person, and an MSI for device managers
of it.
Signing is a step of its own: `README.md` here says where.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DIST, BUILD = ROOT / "dist", ROOT / "build" / "package"
ICON = BUILD / "windows" / "starters" / "audit-app.ico"
sys.path[:0] = [str(ROOT), str(HERE)]

from notice import licence, pins  # noqa: E402

from audit_app import __version__  # noqa: E402

NAME = "audit-app"
SIGN = "AUDIT_APP_SIGN"
"""The variable with a command that signs the file it is given, in its place."""


def folder() -> Path:
    """The program as one folder that runs as it stands."""
    made = DIST / NAME
    shutil.rmtree(made, ignore_errors=True)
    options = ["--noconfirm", "--log-level", "WARN", "--distpath", DIST, "--workpath", BUILD]
    recipe = HERE / f"{NAME}.spec"
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", *map(str, options), str(recipe)], check=True, cwd=ROOT
    )
    write_parts(made, pins())
    return made


def write_parts(made: Path, packages: Iterable[tuple[str, str]]) -> None:
    """The bill of materials beside the program."""
    text = json.dumps(parts(packages), indent=1) + "\n"
    (made / "sbom.cdx.json").write_text(text, encoding="utf-8")


def parts(packages: Iterable[tuple[str, str]]) -> dict[str, object]:
    """The bill of materials, as CycloneDX 1.5 has it: each package with version and licence."""
    components = [
        {
            "type": "library",
            "bom-ref": f"{name}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "licenses": [{"license": {"name": licence(name) or "see its own files"}}],
        }
        for name, versions in packages
        for version in versions.split(" or ")
    ]
    about = {"type": "application", "bom-ref": NAME, "name": NAME, "version": __version__}
    about["licenses"] = [{"license": {"id": "MIT"}}]  # type: ignore[assignment]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": about},
        "components": components,
    }


def archive_of(made: Path) -> Path:
    """The folder as an archive, with the same bytes for the same files."""
    path = DIST / f"{NAME}-{__version__}-linux-{platform.machine()}.tar.gz"
    with tarfile.open(path, "w:gz", compresslevel=6) as archive:
        archive.add(made, f"{NAME}-{__version__}", filter=_of_nobody)
    return path


def _of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


# What Qt asks of a system that has never had a window, as Debian names it; and a C library as new as the one
# that the program was put together with.
DEPENDS = (
    "libc6 (>= {libc}), libegl1, libgl1, libxkbcommon0, libxkbcommon-x11-0, libdbus-1-3, libfontconfig1, "
    "libglib2.0-0t64 | libglib2.0-0, libxcb-cursor0, libxcb-icccm4, libxcb-image0, libxcb-keysyms1, "
    "libxcb-randr0, "
    "libxcb-render-util0, libxcb-shape0, libxcb-xinerama0, libxcb-xkb1, libwayland-cursor0, fonts-dejavu-core"
)


CONTROL = """Package: {name}
Version: {version}
Architecture: amd64
Section: misc
Priority: optional
Maintainer: Case file audit <nobody@audit-app.invalid>
Installed-Size: {size}
Depends: {depends}
Description: Audit case files of pre-birth work, offline and encrypted
 Guides an officer through a case file by structured forms, keeps the answers in one encrypted
 file, and reads a cohort from them. It opens no network connection.
"""


def debian_package(made: Path) -> Path:
    """The folder as a Debian package: menu entry, icon, file type, manual page, and a name to call it by."""
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    share = tree / "usr" / "share"
    shutil.copytree(made, tree / "usr" / "lib" / NAME, symlinks=True)
    called = tree / "usr" / "bin" / NAME
    called.parent.mkdir(parents=True)
    called.symlink_to(f"../lib/{NAME}/{NAME}")
    for source, target in (
        (HERE / "linux" / f"{NAME}.desktop", share / "applications"),
        (HERE / "linux" / f"{NAME}.xml", share / "mime" / "packages"),
        (HERE / f"{NAME}.svg", share / "icons" / "hicolor" / "scalable" / "apps"),
        (HERE / "linux" / f"{NAME}.1", share / "man" / "man1"),
        (ROOT / "LICENSE", share / "doc" / NAME),
        (ROOT / "NOTICE", share / "doc" / NAME),
    ):
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target / source.name)
    size = sum(path.lstat().st_size for path in tree.rglob("*")) // 1024
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    depends = DEPENDS.format(libc=platform.libc_ver()[1])
    control.write_text(CONTROL.format(name=NAME, version=debian_version(), size=size, depends=depends))
    path = DIST / f"{NAME}_{debian_version()}_amd64.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(path)], check=True)
    return path


def debian_version() -> str:
    """The version as Debian orders it: a release candidate comes before its release."""
    return __version__.replace("rc", "~rc").replace("-", "")


def portable_archive(made: Path) -> Path:
    """The folder as a zip that runs from wherever it is unpacked."""
    path = DIST / f"{NAME}-{__version__}-windows.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(made.rglob("*")):
            archive.write(file, Path(f"{NAME}-{__version__}") / file.relative_to(made))
    return path


def checksums(paths: Iterable[Path]) -> None:
    """SHA-256 of each file, as `sha256sum --check` reads them."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths]
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def linux() -> Iterator[Path]:
    """Archive and Debian package."""
    made = folder()
    yield archive_of(made)
    if shutil.which("dpkg-deb"):
        yield debian_package(made)
    else:
        print("No Debian package was made: there is no dpkg-deb here.", file=sys.stderr)


def windows() -> Iterator[Path]:
    """Portable archive, installer and MSI."""
    import windows_folder

    needed = {
        "gcc-mingw-w64-x86-64": windows_folder.CC,
        "nsis": "makensis",
        "wixl": "wixl",
    }
    if lacking := [package for package, tool in needed.items() if not shutil.which(tool)]:
        raise SystemExit(f"Install these packages of the system first: {' '.join(lacking)}")
    made = DIST / "windows" / NAME
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    windows_folder.make(made, BUILD / "windows", lambda said: print(said, file=sys.stderr))
    write_parts(made, windows_folder.contents())
    for program in made.glob("*.exe"):
        sign(program)
    yield portable_archive(made)
    yield installer(made)
    yield device_package(made)


def sign(path: Path) -> None:
    """Sign a file where it lies, by the command of whoever holds the certificate (`README.md` says how)."""
    if command := os.environ.get(SIGN):
        subprocess.run([*shlex.split(command), str(path)], check=True)


def installer(made: Path) -> Path:
    """The folder as an installer for one person, by NSIS."""
    path = DIST / f"{NAME}-{__version__}-windows-setup.exe"
    values = {"VERSION": __version__, "NUMBERS": numbers(), "OUT": path, "FOLDER": made, "ICON": ICON}
    if command := os.environ.get(SIGN):
        values["SIGN"] = command
    defined = [f"-D{name}={value}" for name, value in values.items()]
    subprocess.run(["makensis", "-V2", *defined, str(HERE / "windows" / "installer.nsi")], check=True)
    return path


def device_package(made: Path) -> Path:
    """The folder as an MSI for all people of a computer, for Intune and the like."""
    path = DIST / f"{NAME}-{__version__}-windows.msi"
    place = BUILD / "windows"
    found = sorted(str(file) for file in made.rglob("*") if file.is_file())
    heat = ["wixl-heat", "--win64", "--var", "var.FOLDER", "--directory-ref", "FOLDER", "-p", f"{made}/"]
    files = subprocess.run(
        [*heat, "--component-group", "Files"],
        input="\n".join(found),
        capture_output=True,
        text=True,
        check=True,
    )
    (place / "files.wxs").write_text(files.stdout, encoding="utf-8")
    values = {
        "VERSION": ".".join(numbers().split(".")[:3]),
        "FOLDER": os.path.relpath(made, place),
        "ICON": ICON.relative_to(place),
        "Win64": "yes",
    }
    defined = [word for name, value in values.items() for word in ("-D", f"{name}={value}")]
    shutil.copy(HERE / "windows" / "program.wxs", place)
    recipes = ("program.wxs", "files.wxs")
    subprocess.run(["wixl", "-a", "x64", *defined, "-o", str(path), *recipes], check=True, cwd=place)
    sign(path)
    return path


def numbers() -> str:
    """The version as Windows compares it: four numbers. A release candidate comes before its release."""
    release, _rc, candidate = __version__.partition("rc")
    three = [*release.rstrip(".-").split("."), "0", "0"][:3]
    return ".".join([*three, candidate.lstrip(".-") or ("1000" if not _rc else "0")])


def handbooks() -> None:
    """Those that every package brings along."""
    subprocess.run([sys.executable, "-m", "audit_app", "handbooks", "handbooks"], check=True, cwd=ROOT)


def main() -> None:
    """Make the packages of one system, and say where they are."""
    makers: dict[str, Callable[[], Iterator[Path]]] = {"linux": linux, "windows": windows}
    if len(sys.argv) != 2 or sys.argv[1] not in makers:
        raise SystemExit(f"usage: package.py {' | '.join(makers)}")
    handbooks()
    made = list(makers[sys.argv[1]]())
    checksums(path for path in sorted(DIST.glob(f"{NAME}*")) if path.is_file())
    for path in made:
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 2**20:.0f} MB")


if __name__ == "__main__":
    main()
