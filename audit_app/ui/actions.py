"""Every action of the window once: its name, its words, its keys. Menus and the key sheet derive from it.

A page makes the actions it can do with `action("undo", self._undo, self)`; the main window shows those of the
page in front in its menus.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from audit_app.words import _


def _mark(message: str) -> str:
    """Marks words for translation where the table is laid; they are looked up when an action is made."""
    return message


@dataclass(frozen=True)
class Act:
    """An action as declared. `keys` are Qt's portable names, the first one shown; `group` is its heading."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    group: str = ""
    tip: str = ""


PROGRAM = _mark("Program")
AUDIT = _mark("Audit")
CASES = _mark("List of cases")
PLAN = _mark("Planning")
GATHER = _mark("Gathering")
CASE = _mark("In a case")
COHORT = _mark("Reading")

ACTIONS: tuple[Act, ...] = (
    Act("new_audit", _mark("&New audit…"), ("Ctrl+N",), PROGRAM),
    Act("open_audit", _mark("&Open audit…"), ("Ctrl+O",), PROGRAM),
    Act("sample_audit", _mark("Open the &sample audit"), (), PROGRAM),
    Act("close_audit", _mark("&Close audit"), ("Ctrl+W",), PROGRAM),
    Act("lock", _mark("&Lock now"), ("Ctrl+L",), PROGRAM),
    Act("settings", _mark("Se&ttings…"), ("Ctrl+,",), PROGRAM),
    Act("quit", _mark("&Quit"), ("Ctrl+Q",), PROGRAM),
    Act("keys", _mark("&Keys"), ("Ctrl+?", "Ctrl+/"), PROGRAM),
    Act("bigger_text", _mark("&Larger text"), ("Ctrl++", "Ctrl+="), PROGRAM),
    Act("smaller_text", _mark("S&maller text"), ("Ctrl+-",), PROGRAM),
    Act("handbook_officer", _mark("Handbook for the &officer"), (), PROGRAM),
    Act("handbook_manager", _mark("Handbook for the &manager"), (), PROGRAM),
    Act("handbook_analyst", _mark("Handbook for the a&nalyst"), (), PROGRAM),
    Act("handbook_it", _mark("Handbook for &IT"), (), PROGRAM),
    Act("whats_new", _mark("What is ne&w"), (), PROGRAM),
    Act("about", _mark("&About this program"), (), PROGRAM),
    Act("go_home", _mark("Audit &home"), ("Alt+1",), AUDIT),
    Act("go_plan", _mark("P&lan"), ("Alt+5",), AUDIT),
    Act("go_cases", _mark("&Cases"), ("Alt+2",), AUDIT),
    Act("go_read", _mark("&Read"), ("Alt+3",), AUDIT),
    Act("go_needs", _mark("&Need and service"), ("Alt+4",), AUDIT),
    Act("go_gather", _mark("Ga&ther"), ("Alt+6",), AUDIT),
    Act("go_act", _mark("Act"), ("Alt+7",), AUDIT),
    Act("go_share", _mark("&Share"), ("Alt+8",), AUDIT),
    Act("back", _mark("&Back"), ("Alt+Left",), AUDIT),
    Act("export", _mark("&Export workbook…"), ("Ctrl+Shift+S",), AUDIT),
    Act("save_copy", _mark("Save a cop&y…"), (), AUDIT),
    Act("check_audit", _mark("Check the &file"), (), AUDIT),
    Act("prepare_return", _mark("Prepare for &return…"), (), AUDIT),
    Act("change_passphrase", _mark("Change &passphrase…"), (), AUDIT),
    Act("about_audit", _mark("About this &audit…"), (), AUDIT),
    Act("add_case", _mark("&Add a case…"), ("Ctrl+Shift+N",), CASES),
    Act("import_cases", _mark("&Import a list of cases…"), ("Ctrl+I",), CASES),
    Act("find_case", _mark("&Find a case"), ("Ctrl+F",), CASES),
    Act("open_case", _mark("&Open the case"), ("Return", "Enter"), CASES),
    Act("choose_list", _mark("Choose a &list of cases…"), ("Ctrl+I",), PLAN),
    Act("choose_extract", _mark("Choose an &extract…"), ("Ctrl+Shift+E",), PLAN),
    Act("take_in", _mark("Take &packs in…"), ("Ctrl+Shift+I",), GATHER),
    Act("next_unanswered", _mark("Next &unanswered question"), ("Ctrl+J",), CASE),
    Act("next_question", _mark("Ne&xt question on the page"), ("Ctrl+Down",), CASE),
    Act("previous_question", _mark("Pre&vious question on the page"), ("Ctrl+Up",), CASE),
    Act("not_in_file", _mark("&Not in the file"), ("Ctrl+D",), CASE),
    Act("more_states", _mark("&More answers…"), ("Ctrl+M",), CASE),
    Act("evidence", _mark("&Evidence"), ("Ctrl+E",), CASE),
    Act("note", _mark("No&te"), ("Ctrl+T",), CASE),
    Act("guidance", _mark("&Guidance"), ("F1",), CASE),
    Act("confirm_extract", _mark("Confirm &what the extract says"), ("Ctrl+Return", "Ctrl+Enter"), CASE),
    Act("history", _mark("&History of this answer"), ("Ctrl+H",), CASE),
    Act("undo", _mark("&Undo last answer"), ("Ctrl+Z",), CASE),
    Act("next_section", _mark("Ne&xt section"), ("Ctrl+PgDown",), CASE),
    Act("previous_section", _mark("&Previous section"), ("Ctrl+PgUp",), CASE),
    Act("concern", _mark("&Immediate concern"), ("Ctrl+Shift+C",), CASE),
    Act("add_row", _mark("&Add a row"), ("Ctrl+Shift+A",), CASE),
    Act("mark_rest", _mark("Mark the &rest of this section Not in the file…"), ("Ctrl+Shift+D",), CASE),
    Act("find_in_case", _mark("&Find in this case…"), ("Ctrl+F",), CASE),
    Act("flag", _mark("F&lag to come back to"), ("Ctrl+G",), CASE),
    Act("next_flagged", _mark("Next flagged question"), ("Ctrl+Shift+G",), CASE),
    Act("overview", _mark("&Overview of the case"), ("Ctrl+Shift+O",), CASE),
    Act("case_note", _mark("Note of the case"), ("Ctrl+Shift+T",), CASE),
    Act("documents", _mark("&Documents"), ("Ctrl+Shift+E",), CASE),
    Act("copy_alike", _mark("Cop&y from a twin or sibling…"), ("Ctrl+Shift+Y",), CASE),
    Act("show_number", _mark("&Show the case-system number"), ("Ctrl+Shift+K",), CASE),
    Act("check_answers", _mark("&Check answers"), ("Ctrl+K",), CASE),
    Act("finish", _mark("&Finish this audit…"), ("Ctrl+Shift+F",), CASE),
    Act("reopen", _mark("Re&open this audit…"), (), CASE),
    Act("case_summary", _mark("One-page &summary"), (), CASE),
    Act("close_case", _mark("&Back from this case"), ("Ctrl+Shift+W",), CASE),
    Act("cases_behind", _mark("Open the cases &behind a number"), ("Return", "Enter"), COHORT),
    Act("next_page", _mark("Ne&xt question"), ("Ctrl+PgDown",), COHORT),
    Act("previous_page", _mark("&Previous question"), ("Ctrl+PgUp",), COHORT),
    Act("refresh", _mark("&Read again"), ("F5",), COHORT),
)

_BY_NAME = {act.name: act for act in ACTIONS}


def act(name: str) -> Act:
    """The declaration of an action."""
    return _BY_NAME[name]


def action(name: str, slot: Callable[..., object], parent: QObject) -> QAction:
    """The action `name`, doing `slot` (a bound method). On a widget, its keys work there and inside it."""
    declared = act(name)
    made = QAction(_(declared.text), parent)
    made.setObjectName(name)
    made.setShortcuts([QKeySequence(keys) for keys in declared.keys])
    if declared.tip:
        made.setToolTip(_(declared.tip))
    if isinstance(parent, QWidget):
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        parent.addAction(made)
    made.triggered.connect(slot)
    return made


def plain_text(name: str) -> str:
    """The words of an action without the mark of its menu key and without dots."""
    return _(act(name).text).replace("&", "").rstrip("…")


def keys_text(name: str) -> str:
    """The first keys of an action as this computer writes them, empty when it has none."""
    keys = act(name).keys
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
