"""Audits a case as somebody does who can't see the screen: it knows what AT-SPI tells, and presses keys.

Run by the system's Python, which has `gi`, within a session bus and a display of its own; it knows nothing
of the program. Standard input is a JSON object: `secret` and `person` open the audit, `answers` gives by the
words of a question what to do there, `rows` the names of pages to which a row is added, `most` seconds to
wait for anything. Standard output is all that was told, a JSON object a line: a
window that came to the front, what had the focus, what was announced.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  # the version comes first

CONTROL, SHIFT = 37, 50  # key codes of X
RETURN, TAB, SPACE, PAGE_DOWN = 0xFF0D, 0xFF09, 0x20, 0xFF56
Wanted = Callable[[dict[str, Any]], bool]
GROUPS = {"panel", "grouping"}
HOLDERS = {*GROUPS, "filler", "layered pane"}
ENOUGH = 200  # steps, should the program lead in a circle


class Ear:
    """Everything that was told, in order; the last of what had the focus is `here`."""

    def __init__(self, most: float) -> None:
        self._most = most
        self.told: list[dict[str, Any]] = []
        self.here: Any = None
        self._listener = Atspi.EventListener.new(self._hear)
        for kind in ("object:state-changed:focused", "object:announcement", "window:activate"):
            self._listener.register(kind)

    def _hear(self, event: Any) -> None:
        if event.type == "object:announcement":
            self._note({"announced": event.any_data})
        elif event.type == "window:activate":
            self._note({"window": event.source.get_name(), "description": event.source.get_description()})
        elif event.type == "object:state-changed:focused" and event.detail1:
            if event.source.get_role_name() in HOLDERS and not event.source.get_name():
                return  # nothing is read out of what holds the pages
            self.here = event.source
            self._note({"focus": event.source.get_name(), **_around(event.source)})

    def _note(self, what: dict[str, Any]) -> None:
        self.told.append(what)
        print(json.dumps(what), flush=True)

    def wait(self, what: str, is_there: Callable[[], bool]) -> None:
        """Listen until something is so; what it waited for is said where it never is."""
        end = time.monotonic() + self._most
        context = GLib.MainContext.default()
        GLib.timeout_add(200, lambda: True)  # so that waiting ends
        while not is_there():
            if time.monotonic() > end:
                sys.exit(f"nothing was told of: {what}")
            context.iteration(True)

    def after(
        self, what: str, do: Callable[[], None], wanted: Callable[[dict[str, Any]], bool]
    ) -> dict[str, Any]:
        """Do something, and listen until something wanted is told of it."""
        begun = len(self.told)
        do()
        self.wait(what, lambda: any(map(wanted, self.told[begun:])))
        return next(each for each in self.told[begun:] if wanted(each))


def _around(thing: Any) -> dict[str, Any]:
    """What a screen reader says of a thing beside its name."""
    said = {"role": thing.get_role_name(), "description": thing.get_description(), "groups": []}
    above = thing.get_parent()
    while above is not None and above.get_role_name() in (*GROUPS, "filler", "scroll pane", "viewport"):
        if above.get_role_name() in GROUPS and above.get_name():
            said["groups"].append([above.get_name(), above.get_description()])
        above = above.get_parent()
    return said


def press(symbol: int | str, *, control: bool = False, shift: bool = False) -> None:
    """Press a key, with others held."""
    held = [code for code, wanted in ((CONTROL, control), (SHIFT, shift)) if wanted]
    for code in held:
        Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.PRESS)
    symbol = ord(symbol) if isinstance(symbol, str) else symbol
    Atspi.generate_keyboard_event(symbol, None, Atspi.KeySynthType.SYM)
    for code in held:
        Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.RELEASE)


def is_focus(told: dict[str, Any]) -> bool:
    return "focus" in told


def is_saved(told: dict[str, Any]) -> bool:
    return "Saved " in told.get("announced", "")


def write(ear: Ear, text: str) -> None:
    """Write into what has the focus, as dictation does."""
    box = ear.here
    if box.get_role_name() == "combo box":
        box = next(box.get_child_at_index(i) for i in range(box.get_child_count())
                   if box.get_child_at_index(i).get_role_name() == "text")  # fmt: skip
    box.set_text_contents(text)


def answer(ear: Ear, how: list[str]) -> None:
    """Answer the question that has the focus."""
    kind, value = how
    if kind == "text":
        write(ear, value)
        press(RETURN)
    elif kind == "key":
        press(value)
    elif kind == "toggle":  # as speech recognition does: no key at all
        ear.here.do_action(0)
    else:
        press("d", control=True)


def question_of(told: dict[str, Any], answers: dict[str, Any]) -> str:
    """The question that was told with the focus, empty where none was."""
    said = [told["focus"], *(name for name, _description in told["groups"])]
    found = [label for label in answers for words in said if words == label or words.endswith(f", {label}")]
    return max(found, key=len, default="")


def slip(ear: Ear, how: list[str]) -> None:
    """Write what is no answer, and hear so; give the answer, take it back, and hear that."""
    wrong, right = (lambda text=text: answer(ear, ["text", text]) for text in how[1:])
    heard = ear.after("what is wrong", wrong, lambda told: "announced" in told)
    ear.after("the answer", right, is_saved)
    taken = lambda told: "Taken back" in told.get("announced", "")  # noqa: E731
    ear.after("what was taken back", lambda: press("z", control=True), taken)
    assert not is_saved(heard), heard


def open_case(ear: Ear, secret: str, person: str) -> None:
    """From the page that asks for the passphrase to the first question."""
    ear.wait(
        "where the passphrase is asked", lambda: any("Passphrase" in t.get("focus", "") for t in ear.told)
    )
    write(ear, secret)
    ear.after("where the name is asked", lambda: press(TAB), is_focus)
    write(ear, person)
    ear.after("the audit's home", lambda: press(RETURN), lambda told: "case" in told.get("focus", ""))
    ear.after("the case", lambda: press(SPACE), lambda told: is_focus(told) and bool(told["groups"]))


def audit(ear: Ear, answers: dict[str, Any], rows: list[str]) -> None:
    """Answer all questions, in the order in which the program leads to them."""
    with_rows: set[str] = set()
    for _step in range(ENOUGH):
        said = [told["announced"] for told in ear.told if "announced" in told]
        for name in set(rows) - with_rows:
            if any(words.startswith(f"{name}. ") for words in said):
                with_rows.add(name)
                ear.after("a row", lambda: press("a", control=True, shift=True), is_focus)
        here = next(told for told in reversed(ear.told) if is_focus(told))
        question = question_of(here, answers)
        if question:
            how = answers[question]
            if how[0] == "slip":
                slip(ear, how)
                how = ["text", how[2]]
            ear.after(f"an answer to {question}", lambda how=how: answer(ear, how), is_saved)
        on = ear.after(
            "the next question",
            lambda: press("j", control=True),
            lambda told: is_focus(told) or "Every question" in told.get("announced", ""),
        )
        if not is_focus(on):
            return
    sys.exit("there was no end of questions")


def finish(ear: Ear) -> None:
    """Finish the case, having heard what it holds."""
    ear.after("the question whether to finish", lambda: press("f", control=True, shift=True), is_focus)
    ear.after("the summary", lambda: press(RETURN), lambda told: "Summary" in told.get("announced", ""))


def main() -> None:
    asked = json.load(sys.stdin)
    Atspi.init()
    patience = int(asked["most"] * 1000)
    Atspi.set_timeout(patience, patience)  # else what a busy program answers late is lost
    ear = Ear(asked["most"])
    open_case(ear, asked["secret"], asked["person"])
    audit(ear, asked["answers"], asked["rows"])
    finish(ear)


if __name__ == "__main__":
    main()
