"""Answers from OpenRosa submissions: one XML instance of the form a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.operations.answer_paths import Steps
from audit_app.operations.case.foreign_lines import FilePlace, ForeignLines, other_form, require_version
from audit_app.readers import limits
from audit_app.readers.files import shown, too_large
from audit_app.results.instances import ABOUT, PARTS, Held
from audit_app.words import _
from audit_app.xforms.definition import Form, Question
from audit_app.xforms.parse import AUDIT
from audit_app.xforms.tree import Node, NodeKind, parse_xml


def read_submissions(form: Form, path: Path, files: Mapping[str, bytes]) -> ForeignLines:
    """What the submissions say. AuditError for broken XML, another form's, and a later version's."""
    lines = ForeignLines(form, path.name)
    reading = _Reading(form, lines)
    for name, data in files.items():
        if len(data) > limits.INSTANCE_BYTES:
            raise too_large(Path(name), _("it has more letters than an instance of a form"))
        reading.submission(name, _root(name, data))
    return lines


def _root(file: str, data: bytes) -> Node:
    try:
        document = parse_xml(data.removeprefix(b"\xef\xbb\xbf"))
    except AuditError as error:
        raise AuditError(f"{shown(file)}: {error.sentence}") from None
    except (LookupError, ValueError):  # an encoding that expat doesn't know, or none that it says
        raise AuditError(
            _("{file} isn't in the encoding that it names. Save it again as UTF-8.").format(file=shown(file))
        ) from None
    return next(node for node in document.children if node.kind is NodeKind.ELEMENT)


class _Reading:
    """Reads submission by submission."""

    def __init__(self, form: Form, lines: ForeignLines) -> None:
        self.form = form
        self.lines = lines
        self._repeats = {repeat.path: name for name, repeat in form.repeats.items()}
        self._groups = {group.path for group in form.groups.values()}
        self._questions = {
            f"{each.path.rpartition('/')[0]}/{name}": each
            for each in form.questions.values()
            for name in (*each.was, each.name)
        }
        self._ids: dict[str, str] = {}

    def submission(self, file: str, root: Node) -> None:
        if root.attribute("id") != self.form.name:
            raise other_form(self.form, file, root.attribute("id") or root.local)
        require_version(self.form, root.attribute("version"), file)
        id_ = next((node.text().strip() for node in root.descendants() if node.local == "instanceID"), "")
        about = {name: root.attribute(name, AUDIT) for name in ABOUT}
        about["case"] = about["case"].strip() or id_.removeprefix("uuid:")
        place = FilePlace(file)
        if not about["case"]:
            message, action = _("The submission has no instance ID."), _("Fetch it again from where it came.")
            self.lines.problems.append(place.problem("meta/instanceID", message, action))
        elif self.lines.begin(about, place):
            self._record(root, f"/{self.form.root}", about, (), place)

    def _record(
        self, node: Node, path: str, about: Mapping[str, str], steps: Steps, place: FilePlace
    ) -> None:
        """An instance, or a row of a repeat: its questions first, then the rows within."""
        rows: list[tuple[Node, str]] = []
        self.lines.add(about, steps, [*self._held(node, path, steps, rows, place)], place)
        counted: dict[str, int] = {}
        for row, here in rows:
            counted[here] = counted.get(here, 0) + 1
            self._record(row, here, about, (*steps, (self._repeats[here], counted[here])), place)

    def _held(
        self, node: Node, path: str, steps: Steps, rows: list[tuple[Node, str]], place: FilePlace
    ) -> Iterator[tuple[Question, Held, str]]:
        for child in node.children:
            here = f"{path}/{child.local}"
            if child.kind is not NodeKind.ELEMENT or child.local == "meta":
                continue
            if here in self._repeats:
                rows.append((child, here))
            elif here in self._questions:
                beside = {part: child.attribute(part, AUDIT) for part in PARTS}
                question = self._questions[here]
                yield question, Held(child.text(), **beside), _shown_path(steps, question.name)
            elif here in self._groups:
                yield from self._held(child, here, steps, rows, place)
            elif (
                child.local not in self.form.ignored
                and child.text().strip()
                and not _is_helper(self._repeats, here)
            ):
                message = _("The form asks no such question.")
                action = _("Use the form that it was made with, or take the element out.")
                self.lines.problems.append(place.problem(_shown_path(steps, child.local), message, action))


def _is_helper(repeats: Mapping[str, str], path: str) -> bool:
    """Whether it only holds how many rows a repeat has."""
    return path.endswith("_count") and path.removesuffix("_count") in repeats


def _shown_path(steps: Steps, name: str) -> str:
    return "".join(f"{repeat}[{number}]/" for repeat, number in steps) + name
