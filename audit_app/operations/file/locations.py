"""Where a file must not be worked on: network shares and synchronised folders, told by their names and
mounts.

SQLite's locks don't hold on many network shares, and a folder that is synchronised may be copied in the
middle of a write. This only warns: sometimes there is no other place.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path, PurePath

_NETWORK_FILE_SYSTEMS = frozenset(
    [
        "9p",
        "afs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.sshfs",
        "fuse.glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
        "smb2",
        "virtiofs",
        "vboxsf",
        "fuse.vmhgfs-fuse",
    ]
)
# Folder names begin with these; what follows is a separator (`OneDrive - Some Council`) or nothing.
_SYNCHRONISED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "sharepoint": "SharePoint",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}
_VARIABLES = {"OneDrive": "OneDrive", "OneDriveCommercial": "OneDrive", "OneDriveConsumer": "OneDrive"}
_DRIVE_REMOTE = 4  # https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdrivetypew


class LocationKind(Enum):
    """What kind of place a file is in."""

    OWN_DISK = "own disk"
    NETWORK = "network"
    SYNCHRONISED = "synchronised"


def place_of(path: Path) -> tuple[LocationKind, str]:
    """The kind of place, and the name of the service that synchronises it."""
    where = path.resolve()
    if service := synchronised_by(where, os.environ):
        return LocationKind.SYNCHRONISED, service
    if is_share(str(path)) or on_network_mount(where, mounts()) or _on_network_drive(where):
        return LocationKind.NETWORK, ""
    return LocationKind.OWN_DISK, ""


def synchronised_by(path: PurePath, environment: Mapping[str, str]) -> str:
    """The service that synchronises the folder of `path`, else empty."""
    for variable, service in _VARIABLES.items():
        folder = environment.get(variable)
        if folder and path.is_relative_to(folder):
            return service
    for part in path.parent.parts:
        for name, service in _SYNCHRONISED.items():
            rest = part.casefold().removeprefix(name)
            if rest != part.casefold() and not rest[:1].isalnum():
                return service
    return ""


def is_share(path: str) -> bool:
    r"""Whether it is written as a share: `\\server\share\...`."""
    return path.startswith(("\\\\", "//")) and not path.startswith(("\\\\?\\", "\\\\.\\"))


def mounts() -> list[tuple[str, str]]:
    """The mounted folders with their kinds of file system, where the system tells."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    # A space in a folder's name is written as \040.
    return [(fields[1].replace("\\040", " "), fields[2]) for line in lines if len(fields := line.split()) > 2]


def on_network_mount(path: PurePath, mounted: Iterable[tuple[str, str]]) -> bool:
    """Whether the innermost mounted folder around `path` is a network's."""
    around = [(len(folder), kind) for folder, kind in mounted if path.is_relative_to(folder)]
    return bool(around) and max(around)[1] in _NETWORK_FILE_SYSTEMS


def _on_network_drive(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE)
