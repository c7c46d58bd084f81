"""The pages of an encrypted file in the clear, free ones too, by another way than SQLCipher's.

Each page ends with 16 bytes of initialisation vector and 64 of a code; the rest is AES-256 in CBC under the
file's key (https://www.zetetic.net/sqlcipher/design/). The first page begins with the salt.
"""

from __future__ import annotations

from pathlib import Path

import pytest

PAGE, SALT, RESERVED, VECTOR = 4096, 16, 80, 16


def in_clear(path: Path, key: bytes) -> bytes:
    """All pages, one after the other."""
    ciphers = pytest.importorskip("cryptography.hazmat.primitives.ciphers", reason="only on Linux")
    data = path.read_bytes()
    found = []
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        vector = page[PAGE - RESERVED : PAGE - RESERVED + VECTOR]
        coded = page[SALT if start == 0 else 0 : PAGE - RESERVED]
        cipher = ciphers.Cipher(ciphers.algorithms.AES(key), ciphers.modes.CBC(vector)).decryptor()
        found.append(cipher.update(coded) + cipher.finalize())
    return b"".join(found)
