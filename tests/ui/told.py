"""A messenger for tests: it answers what it was given to answer, and keeps exactly what a person was told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.ui.messages import AskedField


class Told:
    """Answers are taken from `answers` in order; a question without one fails the test that asked it.

    An answer is what the method gives back; to `fill_in` one may also give a text for its only field.
    """

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.said: list[str] = []  # title, question or refusal of everything said or asked, in order
        self.lines: list[str] = []  # what was listed with the last of them

    def will_answer(self, *answers: object) -> None:
        self.answers.extend(answers)

    def _answer(self, question: str, lines: Sequence[str] = ()) -> object:
        self.said.append(question)
        self.lines = list(lines)
        assert self.answers, f"nobody said what to answer to: {question}"
        return self.answers.pop(0)

    def tell(self, title: str, text: str = "", lines: Sequence[str] = ()) -> None:
        self.said.append(f"{title} {text}".strip())
        self.lines = list(lines)

    def refuse(self, error: AuditError) -> None:
        self.said.append(str(error))

    def ask(
        self, question: str, text: str = "", *, yes: str, lines: Sequence[str] = (), no: str = ""
    ) -> bool:
        return bool(self._answer(question, lines))

    def choose(self, question: str, text: str, options: Sequence[str], current: int = 0) -> int | None:
        return self._answer(question, options)  # type: ignore[return-value]

    def fill_in(
        self, title: str, fields: Sequence[AskedField], text: str = "", yes: str = "", note: str = ""
    ) -> dict[str, str] | None:
        answer = self._answer(title, [field.label for field in fields])
        if isinstance(answer, str):
            return {fields[0].name: answer}
        return answer  # type: ignore[return-value]

    def open_file(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        return self._answer(title)  # type: ignore[return-value]

    def open_files(self, title: str, kinds: str, folder: Path | None = None) -> tuple[Path, ...]:
        return tuple(self._answer(title) or ())  # type: ignore[arg-type]

    def folder(self, title: str) -> Path | None:
        return self._answer(title)  # type: ignore[return-value]

    def save_file(self, title: str, kinds: str, suggested: str) -> Path | None:
        return self._answer(title)  # type: ignore[return-value]

    def show_file(self, path: Path) -> bool:
        return bool(self._answer(path.name))

    def print_page(self, title: str, html: str) -> bool:
        return bool(self._answer(title))
