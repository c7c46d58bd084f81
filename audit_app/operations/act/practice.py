"""Practice rated against statements, and the actions that follow: what an area says of its own work, beside
what its case files say. No pack has any of it.

An audit reads the shipped statements until something is said of practice, and then takes a copy; each change
of a statement is a new version, and a rating keeps the version that it was given for. Ratings are by group
and day: of a day the last stands, and a rating stands until the next. Values are kept as they read on their
day (`results.Measured`), so that a baseline stays while the files change. Whoever changes any of it tells
`Kind.PRACTICE`, which leaves readings of the cohort as they are.
"""

from __future__ import annotations

from audit_app.export.practice_tables import PracticeTable as PracticeTable
from audit_app.export.practice_tables import actions_words as actions_words
from audit_app.export.practice_tables import now_table as now_table
from audit_app.export.practice_tables import practice_tables as practice_tables
from audit_app.export.practice_tables import time_table as time_table
from audit_app.operations.act.actions import FILTERS as FILTERS
from audit_app.operations.act.actions import action_history as action_history
from audit_app.operations.act.actions import actions as actions
from audit_app.operations.act.actions import add_note as add_note
from audit_app.operations.act.actions import check_action as check_action
from audit_app.operations.act.actions import follow_up as follow_up
from audit_app.operations.act.actions import save_action as save_action
from audit_app.operations.act.actions import take_baseline as take_baseline
from audit_app.operations.act.board import board as board
from audit_app.operations.act.measures import measure as measure
from audit_app.operations.act.measures import measure_labels as measure_labels
from audit_app.operations.act.measures import own_round as own_round
from audit_app.operations.act.measures import rounds as rounds
from audit_app.operations.act.statements import PastRating as PastRating
from audit_app.operations.act.statements import add_statement as add_statement
from audit_app.operations.act.statements import edit_statement as edit_statement
from audit_app.operations.act.statements import history as history
from audit_app.operations.act.statements import linked as linked
from audit_app.operations.act.statements import rate as rate
from audit_app.operations.act.statements import shipped as shipped
from audit_app.operations.act.statements import stages as stages
from audit_app.operations.act.statements import statements as statements
from audit_app.operations.act.summary import practice_summary as practice_summary
