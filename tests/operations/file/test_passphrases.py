"""Which passphrases count as strong, and what is said of the others; keeping one in the computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoStore
from keyring.errors import PasswordDeleteError

from audit_app.errors import AuditError
from audit_app.operations.file import audits


@pytest.mark.parametrize(
    ("passphrase", "score"),
    [
        ("", 0),
        ("password", 0),
        ("P@ssw0rd!", 0),
        ("aaaaaaaaaaaaaaaaaaaa", 0),
        ("abcdefghijklmnop", 0),
        ("1234567890123456", 0),
        ("Summer2024!", 0),
        ("kettle", 0),
        ("kettle sparrow", 1),
        ("kettle sparrow lantern", 2),
        ("kettle sparrow lantern biscuit", 3),
        ("kettle-sparrow-lantern-biscuit", 4),
        ("kettle sparrow lantern biscuit wagon", 4),
        ("x7$Kq9!mZ2pL", 4),
    ],
)
def test_a_passphrase_is_scored(passphrase: str, score: int) -> None:
    assert audits.passphrase_strength(passphrase)[0] == score


def test_a_common_word_is_named() -> None:
    assert audits.passphrase_strength("Council!")[1].startswith("“council” is among the first")


@given(st.text())
def test_any_text_has_a_score_and_a_sentence(passphrase: str) -> None:
    score, sentence = audits.passphrase_strength(passphrase)
    assert 0 <= score <= 4
    assert sentence.endswith(".")


class StoreInMemory(KeyringBackend):
    """A credential store as a desktop has one."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


@pytest.fixture
def store() -> Iterator[StoreInMemory]:
    before, store = keyring.get_keyring(), StoreInMemory()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    return tmp_path / "north.audit"


def test_a_passphrase_is_kept_until_it_is_forgotten(store: StoreInMemory, audit: Path) -> None:
    assert audits.remembered_passphrase(audit) == ""
    audits.remember_passphrase(audit, "secret")
    assert audits.remembered_passphrase(audit) == "secret"
    assert audits.remembered_passphrase(audit.with_name("other.audit")) == ""
    for _again in range(2):
        audits.forget_passphrase(audit)
        assert audits.remembered_passphrase(audit) == ""


def test_what_is_kept_names_no_file(store: StoreInMemory, audit: Path) -> None:
    audits.remember_passphrase(audit, "secret")
    ((_service, name),) = store.kept
    assert "north" not in name


def test_a_computer_without_a_store_says_so(store: StoreInMemory, audit: Path) -> None:
    keyring.set_keyring(NoStore())
    assert audits.remembered_passphrase(audit) == ""
    audits.forget_passphrase(audit)
    with pytest.raises(AuditError, match="has no credential store"):
        audits.remember_passphrase(audit, "secret")
