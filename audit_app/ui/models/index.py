"""Qt's index into a model, as its own signatures have it: passing, or kept while rows come and go."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex

NO_INDEX = QModelIndex()
