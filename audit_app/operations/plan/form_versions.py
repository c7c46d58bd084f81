"""The form of a running audit: which it asks, bringing a new version in, and taking that back.

Cases are carried over and worked out anew in one transaction: when it fails or is cancelled, the file is as
it was. What is known of the latest step stands among the settings (`form_step`): how the file stood when it
was done. As long as it stands so, the step can be taken back.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from audit_app.errors import AuditError, Problem
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.form_steps import restand, steps, take_step, work_out
from audit_app.operations.case.open_case import now_text
from audit_app.operations.forms import check_form, compile_source, form_of, version_of
from audit_app.operations.outputs import put_out
from audit_app.operations.plan.finished_left import FinishedLeft, finished_left, lacking_rows
from audit_app.operations.plan.form_comparison import FormComparison, compared, require_fit
from audit_app.store import carrying, cases, forms, identity, standing
from audit_app.store import info as stored_info
from audit_app.store.sql_views import make_views
from audit_app.store.writing import transaction
from audit_app.words import _

SETTING = "form_step"


@dataclass(frozen=True)
class FormInUse:
    """The form that an audit asks: by title, form_id and version, since when (UTC, ISO), and how many
    versions came before. `taken_back` is the version that taking the latest step back would bring back;
    `cant` says why that can't be done (both empty: there is no step)."""

    title: str
    name: str
    version: str
    since: str
    n_before: int = 0
    taken_back: str = ""
    cant: str = ""


@dataclass(frozen=True)
class BroughtIn:
    """What bringing a version in did: what it was (`compared`), how many audits of cases were worked out
    anew, and what finished ones have to do now."""

    compared: FormComparison
    n_cases: int
    left: FinishedLeft


@dataclass(frozen=True)
class StepTakenBack:
    """What taking a step back did: the version that is asked again, and how many audits of cases were worked
    out anew."""

    version: str
    n_cases: int


@dataclass(frozen=True)
class _Done:
    """The latest step, as the settings keep it."""

    earlier: str
    later: str
    stood: dict[str, str]
    switched_on: list[str] = field(default_factory=list)


def form_in_use(audit: Audit) -> FormInUse:
    """The form that the audit asks."""
    *before, here = forms.versions(audit.file)
    done = _latest(audit)
    return FormInUse(
        title=audit.form.title,
        name=here.name,
        version=here.version,
        since=here.added,
        n_before=len(before),
        taken_back=(before[-1].version or "–") if before and done else "",
        cant=_cant(audit, done) if done else "",
    )


def export_in_use(audit: Audit, out: Path) -> None:
    """The form in use as one workbook for people. AuditError when it can't be written."""
    put_out(out, forms.current_form(audit.file).workbook, private=False)


def check_in_use(audit: Audit) -> tuple[Problem, ...]:
    """What is wrong with the form in use, by sheet, row and column."""
    here = forms.current_form(audit.file)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{here.name}.xlsx"
        path.write_bytes(here.workbook)
        return check_form(path)


def bring_in(audit: Audit, source: str | Path, progress: Progress = no_progress) -> BroughtIn:
    """Bring a new version of the form in: a shipped one by name, a folder, or an `.xlsx`. Answers that can't
    be carried are kept. AuditError, with nothing changed: a pack, a form with errors, another form in an
    audit with answers, a version that can't follow, the same one."""
    _require_own(audit)
    compiled = compile_source(source)
    found = compared(audit, compiled, _part(progress, 0))
    require_fit(found)
    if found.is_same:
        raise AuditError(_("The audit asks this very version already. There is nothing to bring in."))
    before, there = forms.versions(audit.file), version_of(compiled)
    *_past, step = steps((*before, there))
    lacked = lacking_rows(audit)
    with transaction(audit.file):
        forms.add_form(audit.file, there, now_text(audit))
        _switch(audit, on=found.switched_on)
        take_step(audit.file, step, _part(progress, 1))
        now = work_out(audit, there, _part(progress, 2))
        make_views(audit.file, now.form)
        _write(audit, _Done(before[-1].id, there.id, _stands(audit), list(found.switched_on)))
    audit.form, audit.declared = now.form, now.declared
    return BroughtIn(found, found.n_cases, finished_left(audit, lacked))


def take_back(audit: Audit, progress: Progress = no_progress) -> StepTakenBack:
    """Ask the version before the latest step again, with every answer as it was. AuditError, with nothing
    changed, when something has been done since, or there is no step."""
    _require_own(audit)
    done = _latest(audit)
    if done is None:
        raise AuditError(_("No new version of the form was brought in, so there is none to take back."))
    if cant := _cant(audit, done):
        raise AuditError(cant)
    earlier, later = forms.versions(audit.file)[-2:]
    before, after = form_of(earlier.xml).questions, form_of(later.xml).questions
    with transaction(audit.file):
        carrying.uncarry(audit.file, later.id)
        forms.take_out(audit.file, later.id, earlier.id)
        carrying.ask_again(audit.file, before.keys() - after.keys())
        carrying.forget_questions(audit.file, after.keys() - before.keys())
        _switch(audit, off=done.switched_on)
        restand(audit.file)
        now = work_out(audit, earlier, progress)
        make_views(audit.file, now.form)
        _write(audit, None)
    audit.form, audit.declared = now.form, now.declared
    return StepTakenBack(earlier.version, sum(bool(ref.changed) for ref in cases.refs(audit.file)))


def _switch(audit: Audit, on: Sequence[str] = (), off: Sequence[str] = ()) -> None:
    info = stored_info.read_info(audit.file)
    modules = tuple(name for name in dict.fromkeys((*info.modules, *on)) if name not in off)
    stored_info.write_info(audit.file, replace(info, modules=modules))


def _require_own(audit: Audit) -> None:
    if identity.read_identity(audit.file).pack:
        raise AuditError(_("This is a pack. Its form is changed in the audit that it came from."))


def _part(progress: Progress, number: int) -> Progress:
    """The progress of one of three rounds through the cases."""
    return lambda done, of: progress(number * max(of, 1) + done, 3 * max(of, 1))


def _latest(audit: Audit) -> _Done | None:
    text = stored_info.read_info(audit.file).settings.get(SETTING, "")
    done = _Done(**json.loads(text)) if text else None
    return done if done and done.later == forms.version_ids(audit.file)[-1] else None


def _write(audit: Audit, done: _Done | None) -> None:
    info = stored_info.read_info(audit.file)
    settings = {name: text for name, text in info.settings.items() if name != SETTING}
    if done:
        settings[SETTING] = json.dumps(asdict(done))
    stored_info.write_info(audit.file, replace(info, settings=settings))


def _stands(audit: Audit) -> dict[str, str]:
    info = stored_info.read_info(audit.file)
    said = asdict(replace(info, settings={**info.settings, SETTING: ""}))
    return {**standing.stands(audit.file), "info": standing.digest(json.dumps(said, sort_keys=True))}


def _cant(audit: Audit, done: _Done) -> str:
    now = _stands(audit)
    changed = [name for name in now if now[name] != done.stood.get(name)]
    if not changed:
        return ""
    why = {
        "changes": _("answers were given or changed"),
        "cases": _("cases or audits of cases were added, given to somebody else or removed"),
        "packs": _("packs were given out or taken in"),
        "extracts": _("an extract was brought in or removed"),
        "practice": _("ratings or actions were made"),
        "releases": _("results were taken out"),
        "area": _("area figures or events were changed"),
        "info": _("what is said about the audit (name, modules, sample, settings) was changed"),
    }
    return _(
        "The new version can't be taken back any more, because since then {what}. To go on with earlier "
        "questions, bring in a further version that asks them."
    ).format(what="; ".join(why[name] for name in changed))
