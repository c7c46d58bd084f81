"""Taking a picture or its table out of the window: copied or saved, and marked as not for sharing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication, QImage

from audit_app.errors import AuditError
from audit_app.operations import outputs
from audit_app.ui.messages import Messenger
from audit_app.ui.models.blocks import grid_text
from audit_app.ui.models.counts import CountsGrid
from audit_app.ui.tasks import Desk
from audit_app.words import _


def picture_bytes(draw: Callable[[Any], Any], title: str, description: str, kind: str) -> bytes:
    """The picture as a file (`png` or `svg`), on white and with its mark, whatever the screen is."""
    from audit_app.charts import saving
    from audit_app.charts.theme import Theme

    save = saving.to_svg if kind == "svg" else saving.to_png
    return save(draw(Theme()), title, description)


class TakingOut(QObject):
    """What can be done with one block: `actions` for its menus. `draw` is None where there is no picture."""

    def __init__(
        self,
        drawing: Desk,
        messenger: Messenger,
        title: str,
        description: str,
        draw: Callable[[Any], Any] | None,
        grids: Sequence[CountsGrid],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._drawing, self._messenger = drawing, messenger
        self._title, self._description = title, description
        self._draw, self._grids = draw, tuple(grids)
        self._path = Path()
        pictures = (
            (_("Copy picture for me (contains small numbers)"), self.copy_picture),
            (_("Save picture as PNG or SVG…"), self.save_picture),
        )
        tables = ((_("Copy table for me (contains small numbers)"), self.copy_table),)
        self.actions = []
        for text, slot in (*(pictures if draw else ()), *(tables if grids else ())):
            action = QAction(text, self)
            action.triggered.connect(slot)
            self.actions.append(action)

    def copy_picture(self) -> None:
        """The picture to the clipboard, marked."""
        self._drawing.later(
            picture_bytes, self._draw, self._title, self._description, "png", done=self._to_clipboard
        )

    def save_picture(self) -> None:
        """Ask where, and write the picture there, marked."""
        kinds = _("PNG picture (*.png);;SVG picture (*.svg)")
        name = "".join(letter if letter.isalnum() else "-" for letter in self._title.lower()).strip("-")
        path = self._messenger.save_file(_("Save picture"), kinds, f"{name}.png")
        if path is None:
            return
        self._path = path if path.suffix.lower() in (".png", ".svg") else path.with_name(f"{path.name}.png")
        kind = self._path.suffix.lower().lstrip(".")
        self._drawing.later(
            _write, self._path, self._draw, self._title, self._description, kind,
            done=self._written, failed=self._messenger.refuse,
        )  # fmt: skip

    def copy_table(self) -> None:
        """The tables to the clipboard as text, marked."""
        QGuiApplication.clipboard().setText("\n\n".join(map(grid_text, self._grids)))

    def _to_clipboard(self, data: bytes) -> None:
        QGuiApplication.clipboard().setImage(QImage.fromData(data))

    def _written(self, _nothing: None) -> None:
        text = _("{file} shows small numbers: not for sharing.").format(file=self._path.name)
        self._messenger.tell(_("The picture is saved"), text)


def _write(path: Path, draw: Callable[[Any], Any], title: str, description: str, kind: str) -> None:
    if kind not in ("png", "svg"):
        raise AuditError(_("A picture is saved as .png or .svg. Choose such a name."))
    outputs.put_out(path, picture_bytes(draw, title, description, kind))
