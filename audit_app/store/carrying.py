"""What was said under one version of a form, said under the next: images of changes, in the same graph.

An image is a change more. Its id follows from the change it is of, the version, and where it stands; its
parents are the images of that change's parents and, where it stands at the same key, the change itself. So it
is the same wherever and however often it is made, and merging stays a union. It keeps state, evidence, note,
officer, time, origin and pack; its batch says what it is the image of (`changes.carried_from`).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from audit_app.model import Answer, AnswerState, Evidence, Key, Origin
from audit_app.store import changes
from audit_app.store.audit_file import AuditFile
from audit_app.store.merging import ENTRIES, INSERT, PARENTS, ChangeRow
from audit_app.xforms.carrying import CarriedAnswer

Places = Callable[[Key, Answer], Mapping[Key, CarriedAnswer]]


def carry(file: AuditFile, case_audit: str, version: str, places: Places) -> int:
    """Add the images that the changes of a case audit have in a version, before `merging.stand`; how many
    were not here yet. Inside the caller's transaction."""
    ((n,),) = file.rows("SELECT n FROM case_audit WHERE id = ?", (case_audit,))
    carrying = _Carrying(version, places)
    for row in file.rows(ENTRIES, (n,)):
        carrying.entries[row[0]] = ChangeRow(*row)
    for change, parent in file.rows(PARENTS, (n,)):
        carrying.parents.setdefault(change, []).append(parent)
    images = [
        (image, parents)
        for id_ in carrying.entries
        for image, parents in carrying.of(id_).values()
        if image.id not in carrying.entries
    ]
    file.run_many(INSERT, ((*image, n) for image, _parents in images))
    file.run_many(
        "INSERT INTO change_parent (change, parent) VALUES (?, ?) ON CONFLICT DO NOTHING",
        ((image.id, parent) for image, parents in images for parent in parents),
    )
    return len(images)


def uncarry(file: AuditFile, version: str) -> None:
    """Take the images of a version out again, while nothing rests on them. Answers and rows are to be made
    anew from what is left (`merging.stand`). Inside the caller's transaction."""
    pattern = changes.carried_batch(version, "*")
    images = "(SELECT id FROM change WHERE batch GLOB ?)"
    file.run("DELETE FROM answer WHERE change IN (SELECT n FROM change WHERE batch GLOB ?)", (pattern,))
    file.run(f"DELETE FROM change_parent WHERE change IN {images}", (pattern,))
    file.run("DELETE FROM change WHERE batch GLOB ?", (pattern,))


def carry_worked_out(file: AuditFile, names: Mapping[str, str]) -> None:
    """Let what a calculation came to once (earlier name -> present) stand under its present name too, for the
    form to keep."""
    file.run_many(
        """INSERT INTO answer (question, case_audit, row, state, value, asked, inexact, calculated)
           SELECT ?, case_audit, row, state, value, asked, inexact, calculated FROM answer
           WHERE question = ? AND change IS NULL AND calculated AND NOT gone AND value <> ''
           ON CONFLICT DO NOTHING""",
        ((name, was) for was, name in names.items()),
    )


def carry_extracts(file: AuditFile, names: Mapping[str, str]) -> None:
    """Let what extracts say of questions stand beside them under their present names."""
    file.run_many(
        """INSERT INTO prefill (case_file, question, row, extract, value)
           SELECT case_file, ?, row, extract, value FROM prefill WHERE question = ?
           ON CONFLICT DO NOTHING""",
        ((name, was) for was, name in names.items()),
    )


def forget_questions(file: AuditFile, names: Iterable[str]) -> None:
    """Take out what stands under questions that are asked no more and that nobody answered."""
    names = tuple(names)
    file.run_many("DELETE FROM prefill WHERE question = ?", ((name,) for name in names))
    file.run_many("DELETE FROM answer WHERE change IS NULL AND question = ?", ((name,) for name in names))


def ask_again(file: AuditFile, names: Iterable[str]) -> None:
    """Let what was worked out for questions that are asked again be known to the form."""
    file.run_many(
        "UPDATE answer SET gone = 0 WHERE change IS NULL AND question = ?", ((name,) for name in names)
    )


@dataclass
class _Carrying:
    version: str
    places: Places
    entries: dict[str, ChangeRow] = field(default_factory=dict)
    parents: dict[str, list[str]] = field(default_factory=dict)
    _made: dict[str, dict[Key, tuple[ChangeRow, tuple[str, ...]]]] = field(default_factory=dict)

    def of(self, id_: str) -> Mapping[Key, tuple[ChangeRow, tuple[str, ...]]]:
        """The images of a change, each with its parents, by where they stand."""
        entry = self.entries.get(id_)
        if entry is None or self._is_image(entry):
            return {}
        if id_ not in self._made:
            self._made[id_] = self._images(entry)
        return self._made[id_]

    def _is_image(self, entry: ChangeRow) -> bool:
        return entry.batch.startswith(changes.carried_batch(self.version, ""))

    def _images(self, entry: ChangeRow) -> dict[Key, tuple[ChangeRow, tuple[str, ...]]]:
        answer = Answer(AnswerState(entry.state), entry.value, entry.note, Evidence.from_text(entry.evidence))
        before = [self.of(parent) for parent in self.parents.get(entry.id, ())]
        followed = {key for images in before for key in images}
        places = self.places(entry.key, answer)
        if not places and entry.key in followed:
            places = {entry.key: CarriedAnswer(answer, is_same=True)}
        # Where an earlier answer went and this one doesn't go, nothing stands any more.
        everywhere = {key: CarriedAnswer(Answer()) for key in sorted(followed)} | dict(places)
        return {
            key: (
                _image(entry, self.version, key, stands),
                (
                    *((entry.id,) if key == entry.key else ()),
                    *(images[key][0].id for images in before if key in images),
                ),
            )
            for key, stands in everywhere.items()
            if not stands.is_same or key in followed
        }


def _image(entry: ChangeRow, version: str, key: Key, stands: CarriedAnswer) -> ChangeRow:
    answer = stands.answer
    return entry._replace(
        id=uuid.uuid5(uuid.NAMESPACE_OID, f"{entry.id}:{version}:{key.question}:{key.row}").hex,
        question=key.question,
        row=key.row,
        state=answer.state.value,
        value=answer.value,
        note=answer.note,
        evidence=entry.evidence if answer.evidence else "",
        why=stands.look or entry.why,
        origin=Origin.LOOK_AGAIN.value if stands.look else entry.origin,
        batch=changes.carried_batch(version, entry.id),
    )
