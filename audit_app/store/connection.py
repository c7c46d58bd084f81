"""The one module that joins sqlite-utils to SQLCipher."""

from __future__ import annotations

from sqlite_utils import Database

__all__ = ["Database"]
