"""Places where an audit should not be worked on."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from audit_app.operations.file import audits, locations

MOUNTED = [("/", "ext4"), ("/mnt/share", "cifs"), ("/mnt/share/local", "ext4"), ("/home/a b", "nfs4")]


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("C:/Users/rm/OneDrive - Some Council/audits/x.audit", "OneDrive"),
        ("C:/Users/rm/onedrive/x.audit", "OneDrive"),
        ("D:/Work/x.audit", "OneDrive"),
        ("C:/Users/rm/Dropbox (Team)/x.audit", "Dropbox"),
        ("G:/My Drive/x.audit", "Google Drive"),
        ("C:/Users/rm/SharePoint/Team - Documents/x.audit", "SharePoint"),
        ("C:/Users/rm/iCloudDrive/x.audit", "iCloud"),
        ("C:/Users/rm/Documents/OneDriver/x.audit", ""),
        ("C:/Users/rm/Documents/Dropbox.audit", ""),
        ("C:/Users/rm/Documents/x.audit", ""),
    ],
)
def test_a_synchronised_folder_is_told_by_its_name(path: str, service: str) -> None:
    environment = {"OneDriveCommercial": "D:/Work", "OneDrive": ""}
    assert locations.synchronised_by(PureWindowsPath(path), environment) == service


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/mnt/share/x.audit", True),
        ("/mnt/share/local/x.audit", False),
        ("/mnt/shared/x.audit", False),
        ("/home/a b/x.audit", True),
        ("/home/c/x.audit", False),
    ],
)
def test_a_network_mount_is_told_by_its_file_system(path: str, network: bool) -> None:
    assert locations.on_network_mount(PurePosixPath(path), MOUNTED) is network


@pytest.mark.parametrize(
    ("path", "share"),
    [(r"\\server\share\x.audit", True), ("//server/share/x", True), (r"\\?\C:\x", False), ("/x", False)],
)
def test_a_share_is_told_by_its_slashes(path: str, share: bool) -> None:
    assert locations.is_share(path) is share


def test_the_warning_says_what_to_do(tmp_path: Path) -> None:
    assert audits.location_warning(tmp_path / "x.audit") == ""
    warning = audits.location_warning(tmp_path / "Dropbox" / "x.audit")
    assert warning.startswith("This folder is kept in step by Dropbox.")
    assert "on the network" in audits.location_warning(Path("//server/share/x.audit"))
