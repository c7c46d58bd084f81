"""What an officer does to a case as a whole, with what must be asked first and what is said afterwards."""

from __future__ import annotations

from audit_app.model import Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import Saved
from audit_app.operations.case.copying import Kin, kin
from audit_app.operations.case.copying import copy_alike as copy_alike_from
from audit_app.ui.actions import keys_text
from audit_app.ui.case.problems import ProblemLine
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.messages import Messenger, ask_reason, ask_text
from audit_app.ui.parts.said import answer_words, clock
from audit_app.words import _, plural


def undo(sitting: Sitting) -> str:
    """Take back the last deed; a sentence that says what it was."""
    saved = sitting.do(answering.undo)
    if saved is None:
        return _("There is nothing left to take back.")
    return saved.said or _("Taken back: {what}").format(what=_named(sitting, saved))


def saved_words(sitting: Sitting, saved: Saved, key: Key | None) -> str:
    """What was saved (the answer to `key`, where one was given) and when, for whoever can't see it change."""
    stamp = _("Saved {time}").format(time=clock(saved.at))
    asked = [key] if key else _asked(sitting, saved)
    if len(asked) != 1:
        return stamp
    return f"{answer_words(sitting.views(asked)[0])}. {stamp}"


def mark_rest(sitting: Sitting, messenger: Messenger, section: str) -> str:
    """Mark what is left of a section as not in the file, having asked; a sentence if there was nothing."""
    rest = sitting.read(answering.rest, section)
    if not rest:
        return _("Nothing is left on this section.")
    sure = messenger.ask(
        _("Mark the rest of this section as not in the file?"),
        _("You looked, and the file does not say. One undo takes all of it back."),
        yes=plural("Mark {n} question", "Mark {n} questions", len(rest)),
        lines=[view.label for view in rest],
    )
    saved = sitting.do(answering.mark_rest, section) if sure else None
    if saved is None:
        return ""
    marked = plural("{n} question marked.", "{n} questions marked.", len(rest))
    return saved.said or _("{marked} One undo takes all of it back.").format(marked=marked)


def copy_alike(sitting: Sitting, messenger: Messenger) -> str:
    """Copy from the case of a twin or sibling what is the same by nature, having listed it; a sentence that
    says what was done or why nothing was."""
    found = sitting.read(kin)
    if not found:
        return _("No other case of this pregnancy or mother answers what is left here.")
    names = [_kin_words(each) for each in found]
    title, text = _("Copy what is the same by nature"), _("From which case?")
    place = messenger.choose(title, text, names) if len(found) > 1 else 0
    if place is None:
        return ""
    chosen = found[place]
    sure = messenger.ask(
        _("Copy from {case}?").format(case=names[place]),
        _("Each answer is marked as copied until you have looked at it. One undo takes all of it back."),
        yes=plural("Copy {n} answer", "Copy {n} answers", len(chosen.answers)),
        lines=[f"{each.label}\t{each.words}" for each in chosen.answers],
    )
    saved = sitting.do(copy_alike_from, chosen) if sure else None
    if saved is None:
        return ""
    return _("Copied. Look at each under Check answers, To be looked at again.")


def kin_words(sitting: Sitting) -> str:
    """That the case of a twin or sibling answers what is left here; empty where none does."""
    found = () if sitting.locked else sitting.read(kin)
    if not found:
        return ""
    said = _("{case} answers questions that are left here: {keys} copies what is the same by nature.")
    return said.format(case=_kin_words(found[0]), keys=keys_text("copy_alike"))


def _kin_words(one: Kin) -> str:
    kind = _("of the same pregnancy") if one.is_twin else _("of the same mother")
    return f"{one.ref.reference} ({kind})"


def accept(sitting: Sitting, messenger: Messenger, warning: ProblemLine) -> bool:
    """Keep an unlikely answer with a reason; whether it was kept."""
    title, label = _("Keep this answer"), _("Why is it right?")
    reason = ask_text(messenger, title, label, hint=warning.text, yes=_("Keep it"))
    if not reason or warning.key is None:
        return False
    return sitting.do(answering.accept_warning, warning.key, reason) is not None


def finish(sitting: Sitting, messenger: Messenger) -> bool:
    """Lock a case, once the officer has seen what it holds and what it may lack; whether it was locked. A
    reason is asked for where something matters, so that no key alone locks a case."""
    found = sitting.read(answering.closing)
    text = " ".join((answering.summary_words(found), _("It can be opened again, with a reason.")))
    lines = [caution.sentence for caution in found.cautions]
    if not messenger.ask(_("Finish and lock this audit?"), text, yes=_("Finish and lock"), lines=lines):
        return False
    why: str | None = ""
    if found.matters:
        why = ask_reason(messenger, " ".join(found.matters))
    return why is not None and sitting.do(answering.finish, why) is not None


def reopen(sitting: Sitting, messenger: Messenger) -> bool:
    """Unlock a finished case with a reason; whether it was unlocked."""
    title, label = _("Reopen this audit"), _("Why is it reopened?")
    why = ask_text(messenger, title, label, hint=_("The reason is kept with the audit."), yes=_("Reopen"))
    if not why:
        return False
    return sitting.do(answering.reopen, why) is not None


def _named(sitting: Sitting, saved: Saved) -> str:
    """What a change was about, in words."""
    asked = _asked(sitting, saved)
    if not asked:
        return _("what was written last")
    first = sitting.case.audit.form.questions[asked[0].question].label.plain()
    if not saved.structure:
        first = sitting.views(asked[:1])[0].label
    return first if len(asked) == 1 else _("{first} – and what follows from it").format(first=first)


def _asked(sitting: Sitting, saved: Saved) -> list[Key]:
    """The questions that a change was about, and that a person can answer."""
    questions = sitting.case.audit.form.questions
    return [key for key in saved.changed if key.question in questions and questions[key.question].is_input]
