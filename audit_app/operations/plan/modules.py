"""The modules of a form: what each is about, how many questions it adds to an ordinary case, and switching
them on and off.

Answers of a module that is off are kept and not counted; every case is then worked out anew, all or none.

A pack can't switch; its cases are worked out anew with this audit's modules when it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.model import CaseRef, Country
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.refilling import refill
from audit_app.operations.forms import check_modules, load_with_sheets
from audit_app.operations.ordinary import SHEET as ORDINARY
from audit_app.operations.ordinary import questions_by_module
from audit_app.operations.plan.finished_left import FinishedLeft, finished_left, lacking_rows
from audit_app.store import cases, identity, packs
from audit_app.store import info as stored_info
from audit_app.store.writing import transaction
from audit_app.words import _
from audit_app.xforms.definition import Form

SHEET = "modules"
Sheets = Mapping[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True)
class ModuleView:
    """A module: its words, what it `adds` (what it is about), and about how many questions an ordinary case
    is asked for it."""

    id: str
    label: str
    adds: str
    n_questions: int


@dataclass(frozen=True)
class OfferedModules:
    """What a form asks: about how many questions of an ordinary case without any module, and its modules in
    order."""

    n_core: int
    modules: tuple[ModuleView, ...]


@dataclass(frozen=True)
class Asked:
    """What an audit asks: its form by title and version, its country, what the form offers and what of it is
    on, how many audits of cases are begun and how many packs are out."""

    title: str
    version: str
    country: Country
    offered: OfferedModules
    on: tuple[str, ...]
    n_begun: int
    n_packs_out: int


@dataclass(frozen=True)
class Switched:
    """What switching did: the modules that are on now, how many audits of cases were worked out anew, and
    what finished ones have to do now."""

    modules: tuple[str, ...]
    n_cases: int
    left: FinishedLeft


def offered(form: Form, sheets: Sheets) -> OfferedModules:
    """The core and the modules of a form with their numbers of questions; `sheets` are our own sheets of it.
    A module that its sheet doesn't name is called by its id."""
    n = questions_by_module(form, sheets.get(ORDINARY, ()))
    said = {row.get("id", "").strip(): row for row in sheets.get(SHEET, ())}
    return OfferedModules(
        n[""], tuple(_view(name, said.get(name, {}), n[name]) for name in _in_order(form, sheets))
    )


def offered_by(source: str | Path) -> OfferedModules:
    """The same of a shipped form (by name), a folder or an `.xlsx`. AuditError lists its errors."""
    return offered(*load_with_sheets(source))


def modules(form: Form, sheets: Sheets) -> tuple[ModuleView, ...]:
    """The modules of a form, in the order of its sheet `modules`."""
    return offered(form, sheets).modules


def switched_on(audit: Audit) -> tuple[str, ...]:
    """The modules that are on, in the order in which they are offered."""
    on = stored_info.read_asking(audit.file).modules
    return tuple(name for name in _in_order(audit.form, audit.sheets) if name in on)


def labels_on(audit: Audit) -> tuple[str, ...]:
    """The modules that are on, in words."""
    said = {row.get("id", "").strip(): row.get("label", "").strip() for row in audit.sheets.get(SHEET, ())}
    return tuple(said.get(name) or name for name in switched_on(audit))


def read_asked(audit: Audit) -> Asked:
    """What an audit asks of its cases."""
    return Asked(
        title=audit.form.title,
        version=audit.form.version,
        country=stored_info.read_info(audit.file).country,
        offered=offered(audit.form, audit.sheets),
        on=switched_on(audit),
        n_begun=len(_begun(audit)),
        n_packs_out=sum(not pack.returned for pack in packs.read_packs(audit.file)),
    )


def switch(audit: Audit, names: Iterable[str], progress: Progress = no_progress) -> Switched:
    """Have exactly these modules on, and work all cases out anew, in one transaction. AuditError for a pack,
    and for a module that the form doesn't have."""
    wanted = frozenset(names)
    if identity.read_identity(audit.file).pack:
        raise AuditError(_("This is a pack. Modules are switched in the audit that it came from."))
    check_modules(audit.form, wanted)
    lacked = lacking_rows(audit)
    now_on = tuple(name for name in _in_order(audit.form, audit.sheets) if name in wanted)
    with transaction(audit.file):
        info = stored_info.read_info(audit.file)
        stored_info.write_info(audit.file, replace(info, modules=now_on))
        begun = _begun(audit)
        for done, ref in enumerate(begun):
            progress(done, len(begun))
            refill(audit, ref.id)
        progress(len(begun), len(begun))
    return Switched(now_on, len(begun), finished_left(audit, lacked))


def _begun(audit: Audit) -> tuple[CaseRef, ...]:
    return tuple(ref for ref in cases.refs(audit.file) if ref.changed)


def _view(name: str, said: Mapping[str, str], n: int) -> ModuleView:
    return ModuleView(name, said.get("label", "").strip() or name, said.get("adds", "").strip(), n)


def _in_order(form: Form, sheets: Sheets) -> tuple[str, ...]:
    """The form's modules: those of its sheet first, in that order."""
    listed = [row.get("id", "").strip() for row in sheets.get(SHEET, ())]
    return tuple(dict.fromkeys([*(name for name in listed if name in form.modules), *form.modules]))
