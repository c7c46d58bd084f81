"""A team's work on the sample audit, for pictures and tests: packs that came back, answers changed on both
sides, second audits of some cases. All of it is made up.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from audit_app.model import Answer, AnswerState, CaseRef, CaseStatus, Evidence, Key, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering, answers_file, cases
from audit_app.operations.file import audits
from audit_app.operations.plan import handing_out

PACK_PASSPHRASE = "two made-up packs on a train"
_EVERYWHERE = ("records_seen", "immediate_concern")
# Answers given here and, otherwise, in a pack.
_DISPUTED = (
    (
        Key("booking_date"),
        Answer(AnswerState.ANSWERED, "2024-03-04", evidence=Evidence("Booking summary", page="2")),
        Answer(AnswerState.NOT_RECORDED, note="The maternity record is missing from the bundle."),
    ),
    (
        Key("mother_ethnicity"),
        Answer(AnswerState.ANSWERED, "white_british", evidence=Evidence("Assessment", "2024-05-02", "1")),
        Answer(AnswerState.UNCLEAR, "White British | Mixed", evidence=Evidence("Referral form")),
    ),
)


def packs_back(audit: Audit, folder: Path, seconds: int = 4) -> list[Path]:
    """Hand the cases out, with some second audits, and let the packs come back filled; their files."""
    names = [officer.name for officer in handing_out.officers(audit)]
    done = [ref for ref in cases.list_cases(audit) if ref.status is CaseStatus.FINISHED]
    said = _answers(audit, folder)
    handing_out.assign_second(audit, [ref.id for ref in done[:seconds]], names, seed=1)
    files = []
    for name in names:
        path = folder / f"pack {name.replace('.', '')}.audit"
        handing_out.write_pack(audit, name, path, PACK_PASSPHRASE)
        pack = audits.open_audit(path, PACK_PASSPHRASE, person=name)
        _audit_again(pack, said, folder)
        _dispute(pack, [answer for _key, _here, answer in _DISPUTED])
        audits.close_audit(pack)
        files.append(path)
    _dispute(audit, [answer for _key, answer, _there in _DISPUTED])
    return files


def _answers(audit: Audit, folder: Path) -> list[dict[str, str]]:
    answers_file.export_answers(audit, folder / "said.csv")
    with (folder / "said.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _audit_again(pack: Audit, said: Sequence[dict[str, str]], folder: Path) -> None:
    """The second audits of a pack: as the first, but for some answers that this officer did not find."""
    own = {ref.reference for ref in cases.list_cases(pack) if ref.role is Role.SECOND}
    rows = [
        row | {"auditor": pack.person, **_other(number, row)}
        for number, row in enumerate(said)
        if row["case"] in own
    ]
    if rows:
        _write(folder / "again.csv", rows)
        answers_file.import_answers(pack, folder / "again.csv")


def _other(number: int, row: dict[str, str]) -> dict[str, str]:
    found = row["state"] == "answered" and "/" not in row["question"] and row["question"] not in _EVERYWHERE
    if found and number % 9 == 0:
        return {"state": "not_recorded", "value": "", "evidence": ""}
    return {"evidence": "Second reading, page 4"} if row["evidence"] else {}


def _write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _dispute(audit: Audit, answers: Sequence[Answer]) -> None:
    begun = _begun(audit)
    if begun is not None:
        case = answering.open_case(audit, begun.id)
        for (key, _here, _there), answer in zip(_DISPUTED, answers, strict=True):
            answering.save_answer(case, key, answer)


def _begun(audit: Audit) -> CaseRef | None:
    found = cases.list_cases(audit)
    return next(
        (ref for ref in found if ref.status is CaseStatus.IN_PROGRESS and ref.role is Role.FIRST), None
    )
