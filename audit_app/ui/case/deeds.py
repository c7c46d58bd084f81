"""What an officer does to a case as a whole, with what must be asked first and what is said afterwards."""

from __future__ import annotations

from audit_app.operations.case import answering
from audit_app.operations.case.answering import Saved
from audit_app.ui.case.problems import Line
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.messages import Messenger, ask_text
from audit_app.words import _, plural


def undo(sitting: Sitting) -> str:
    """Take back the last deed; a sentence that says what it was."""
    saved = sitting.do(answering.undo)
    if saved is None:
        return _("There is nothing left to take back.")
    return saved.said or _("Taken back: {what}").format(what=_named(sitting, saved))


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


def accept(sitting: Sitting, messenger: Messenger, warning: Line) -> bool:
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
    if found.needs_reason:
        hint = " ".join(caution.sentence for caution in found.cautions if caution.matters)
        label = _("Why is it right so?")
        why = ask_text(messenger, _("Finish this audit"), label, hint=hint, yes=_("Finish and lock"))
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
    questions = sitting.case.audit.form.questions
    asked = [key for key in saved.changed if key.question in questions and questions[key.question].is_input]
    if not asked:
        return _("what was written last")
    first = questions[asked[0].question].label.plain()
    if not saved.structure:
        first = sitting.views(asked[:1])[0].label
    return first if len(asked) == 1 else _("{first} – and what follows from it").format(first=first)
