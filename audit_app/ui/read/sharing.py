"""Copying for sharing: a block's table or picture as the disclosure step releases it for its page alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication, QImage

from audit_app.lines.released import Released, ReleasedBlock
from audit_app.operations.audit import Progress
from audit_app.results.pages import Block
from audit_app.ui.messages import Messenger, ask_why
from audit_app.ui.models.released import released_text
from audit_app.ui.read.shared import SharedReading, Source
from audit_app.ui.tasks import Desk
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.operations.share.releasing import Draft


class Sharing(QObject):
    """The actions of one block of a page. What is copied is remembered as having left."""

    def __init__(
        self,
        shared: SharedReading,
        drawing: Desk,
        messenger: Messenger,
        page_id: str,
        block: Block,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._shared, self._drawing, self._messenger = shared, drawing, messenger
        self._page_id, self._block = page_id, block
        self._wants_picture = False
        self.actions = []
        for text, slot in (
            (_("Copy table for sharing"), self.copy_table),
            (_("Copy picture for sharing"), self.copy_picture),
        ):
            action = QAction(text, self)
            action.triggered.connect(slot)
            self.actions.append(action)

    def copy_table(self) -> None:
        """The released table as text to the clipboard."""
        self._release(False)

    def copy_picture(self) -> None:
        """The picture of what is released to the clipboard."""
        self._release(True)

    def _release(self, wants_picture: bool) -> None:
        self._wants_picture = wants_picture
        self._shared.make(
            ("released", self._page_id),
            partial(_draft, self._page_id),
            done=self._ask,
            failed=self._messenger.refuse,
            title=_("Hiding small numbers"),
        )

    def _ask(self, draft: Any) -> None:
        why = self._why(draft.released.warnings) if draft.released.warnings else ""
        if why is None:
            return
        self._shared.make(
            ("left", self._page_id),
            partial(_let_out, draft, why),
            done=self._copy,
            failed=self._messenger.refuse,
        )

    def _why(self, warnings: Sequence[str]) -> str | None:
        return ask_why(
            self._messenger,
            _("Before it leaves"),
            warnings,
            note=_("The ledger keeps these warnings and your reason."),
            yes=_("Copy it all the same"),
        )

    def _copy(self, released: Released) -> None:
        block = self._found(released)
        if block is None or block.table is None:
            self._messenger.tell(_("There is nothing here that may be shared."))
        elif self._wants_picture and block.picture:
            self._drawing.later(_picture, block, released, done=self._to_clipboard)
        else:
            text = "\n".join([released_text(block.table), *released.rules])
            QGuiApplication.clipboard().setText(text)

    def _found(self, released: Released) -> ReleasedBlock | None:
        id_ = f"{self._page_id}.{self._block.id}"
        return next((block for page in released.pages for block in page.blocks if block.id == id_), None)

    def _to_clipboard(self, data: bytes) -> None:
        QGuiApplication.clipboard().setImage(QImage.fromData(data))


def _draft(page_id: str, source: Source, progress: Progress) -> Any:
    from audit_app.operations.share import releasing

    profile = releasing.profile_for(source.audit, releasing.SHARED)
    return releasing.draft(source.audit, source.reading(progress), [page_id], profile, progress=progress)


def _let_out(draft: Draft, why: str, source: Source, _progress: Progress) -> Released:
    from audit_app.operations.share import releasing
    from audit_app.operations.share.ledger import CLIPBOARD, Sending

    said = Sending(why=why)
    with releasing.leaving(
        *(source.audit, draft, releasing.SHARED), format=CLIPBOARD, sending=said, despite=bool(why)
    ) as remember:
        remember()
    return draft.released


def _picture(block: ReleasedBlock, released: Released) -> bytes:
    from audit_app.charts import saving
    from audit_app.charts.released import describe_released, draw
    from audit_app.charts.theme import Theme

    assert block.table is not None  # without one there is nothing to share
    mark = next(iter(released.rules))
    canvas = draw(block.table, block.picture, Theme())
    return saving.to_png(canvas, block.title, describe_released(block.table, block.picture), mark=mark)
