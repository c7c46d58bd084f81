"""An action as a form to fill in: its words, what it is about, its measure, its owner, its days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from audit_app.charts.practice_words import day_words, status_names
from audit_app.dates import parse_typed
from audit_app.model import Action, ActionStatus
from audit_app.ui.messages import AskedField
from audit_app.words import _


def action_fields(
    action: Action, labels: Mapping[str, str], stages: Mapping[int, str], typed: Mapping[str, str]
) -> list[AskedField]:
    """The form, with what was typed last where it could not be kept. `labels` are measures by id."""
    statuses = tuple(status_names().items())
    day = _("Day, month and year; empty where there is none.")
    fields = [
        AskedField("what", _("What is to be done"), action.what, lines=2, required=True),
        AskedField("why", _("Why"), action.why, lines=2),
        AskedField(
            "statements",
            _("Statements it is about"),
            ", ".join(action.statements),
            _("Their ids, as in “Rate practice”: S01, S13."),
        ),
        AskedField("stage", _("Stage"), str(action.stage), options=stage_options(stages)),
        AskedField(
            "measure",
            _("Measure that would show a change"),
            action.measure,
            _("Its value today, over the audit’s own round, becomes the baseline."),
            options=(("", _("None yet")), *labels.items()),
        ),
        AskedField("target", _("Target"), action.target),
        AskedField("target_date", _("Target by"), day_words(action.target_date), day),
        AskedField("owner", _("Owner"), action.owner, _("A role, never a name: actions are shared.")),
        AskedField("agency", _("Agency"), action.agency),
        AskedField("task_group", _("Task group"), action.task_group),
        AskedField("start", _("Start"), day_words(action.start), day),
        AskedField("due", _("Due"), day_words(action.due), day),
        AskedField("status", _("Status"), action.status, options=statuses),
        AskedField("priority", _("Priority, from 1"), str(action.priority or "")),
    ]
    return [replace(field, text=typed.get(field.name, field.text)) for field in fields]


def stage_options(stages: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    """Stages to choose from, as a field of a dialog has them."""
    return tuple((str(stage), name) for stage, name in stages.items())


def action_of(action: Action, filled: Mapping[str, str]) -> Action:
    """The action as it was filled in. A day that can't be read, and a priority that is no number, stay as
    typed or below zero, so that they are refused in words."""
    priority = filled["priority"].strip()
    return replace(
        action,
        what=filled["what"],
        why=filled["why"],
        target=filled["target"],
        owner=filled["owner"],
        agency=filled["agency"],
        task_group=filled["task_group"],
        start=_day(filled["start"]),
        due=_day(filled["due"]),
        target_date=_day(filled["target_date"]),
        statements=tuple(filled["statements"].replace(",", " ").upper().split()),
        stage=int(filled["stage"]),
        measure=filled["measure"],
        status=ActionStatus(filled["status"]),
        priority=int(priority) if priority.isdecimal() else -1 if priority else 0,
    )


def _day(text: str) -> str:
    day = parse_typed(text) if text.strip() else None
    return day.iso if day else text.strip()
