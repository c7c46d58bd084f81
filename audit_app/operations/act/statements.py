"""Practice statements and their ratings. An audit begins with the shipped statements, which become its own
when something is first said of them; every change of one is a new version, and a rating keeps the version
that it was given for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from audit_app.dates import parse_iso
from audit_app.errors import AuditError
from audit_app.model import STAGES, Confidence, Level, Rag, RaterGroup, Rating, Statement
from audit_app.operations.act.measures import measure, own_round
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.open_case import now_text, person_id
from audit_app.operations.forms import rows_of
from audit_app.paths import FORMS, RESOURCES
from audit_app.readers.table_file import read_table
from audit_app.results.practice import Measured, RatedStatement
from audit_app.store import identity
from audit_app.store import practice as stored
from audit_app.store.writing import transaction
from audit_app.words import _

LONGEST = 400


@dataclass(frozen=True)
class PastRating:
    """A rating with the words of the statement as they were then, and whether they still are."""

    rating: Rating
    text: str
    same_words: bool


@cache
def shipped(form: str) -> tuple[Statement, ...]:
    """The statements that an audit with a form (its id) begins with: those that were written for it. An own
    form of an area begins with those of the first one, since nobody knows its subject."""
    read = [row.values for row in read_table(RESOURCES / "practice_statements.csv").rows]
    written_for = {row["form"] for row in read}
    others = {folder.name for folder in FORMS.iterdir()} - written_for
    subject = form if form in written_for | others else read[0]["form"]
    return tuple(
        Statement(
            *(row["id"], int(row["stage"]), Level(row["level"]), row["text"], row["text_cy"], row["source"]),
            tuple(row["measures"].split()),
        )
        for row in read
        if row["form"] == subject
    )


def versions(audit: Audit) -> tuple[Statement, ...]:
    """Every version of every statement: the audit's own, or the shipped ones before it has any."""
    return stored.read_statements(audit.file) or shipped(audit.form.name)


def current(audit: Audit) -> dict[str, Statement]:
    """The latest version of each statement by id, by stage and level, as they came."""
    latest = {each.id: each for each in versions(audit)}
    levels = list(Level)
    in_order = sorted(latest.values(), key=lambda each: (each.stage, levels.index(each.level)))
    return {each.id: each for each in in_order}


def statements(
    audit: Audit, group: RaterGroup = RaterGroup.AGREED, *, switched_off: bool = False
) -> tuple[RatedStatement, ...]:
    """The statements in use with how they stand for one group of raters; those switched off too if asked."""
    ratings = stored.read_ratings(audit.file)
    wanted = (each for each in current(audit).values() if each.active or switched_off)
    called = stages(audit)
    return tuple(rated(each, ratings, group, called[each.stage]) for each in wanted)


def stages(audit: Audit) -> dict[int, str]:
    """What the form calls the stages of practice, with their numbers, and 0 for what is about all of them."""
    called = {row["id"]: row["label"] for row in rows_of(audit, "stages")}
    names = {n: f"{n} {called[str(n)]}" if str(n) in called else _("Stage {n}").format(n=n) for n in STAGES}
    return {**names, 0: _("All stages")}


def rated(
    statement: Statement, ratings: Iterable[Rating], group: RaterGroup, stage: str = ""
) -> RatedStatement:
    """How a statement stands for a group, from ratings in the order in which they were given."""
    of = [each for each in ratings if each.statement == statement.id]
    by_group = {each: standing(rating for rating in of if rating.group == each) for each in RaterGroup}
    own = by_group[group]
    return RatedStatement(
        statement,
        own[-1] if own else None,
        own[-2] if len(own) > 1 else None,
        tuple(said[-1] for said in by_group.values() if said),
        stage,
    )


def standing(ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    """Ratings of one statement by one group, one for each day and by day: of a day the one given last."""
    by_day = {each.date: each for each in ratings}
    return tuple(by_day[day] for day in sorted(by_day))


def history(audit: Audit, statement: str) -> tuple[PastRating, ...]:
    """All that was ever said of a statement, the latest day first. AuditError when there is none."""
    now = _known(audit, statement)
    words = {each.version: each.text for each in versions(audit) if each.id == statement}
    said = [each for each in stored.read_ratings(audit.file) if each.statement == statement]
    said.sort(key=lambda each: (each.date, each.time), reverse=True)
    return tuple(PastRating(each, words[each.version], words[each.version] == now.text) for each in said)


def rate(
    audit: Audit,
    statement: str,
    rating: Rag,
    group: RaterGroup = RaterGroup.AGREED,
    *,
    note: str = "",
    confidence: Confidence = Confidence.UNSAID,
    measures: Iterable[str] | None = None,
    date: str = "",
) -> Rating:
    """Say how practice stands against a statement, for a group, on a day (ISO; empty: today). Of several
    ratings of one day the last stands. `measures` are those leant on, else the statement's own.

    AuditError for an unknown statement or one switched off, a day that hasn't been, and in a pack.
    """
    require_own(audit)
    about = _known(audit, statement)
    if not about.active:
        raise AuditError(_("This statement is switched off. Switch it on to rate it."))
    given = Rating(
        audit.new_id(),
        about.id,
        about.version,
        read_day(audit, date, past=True) or audit.today.isoformat(),
        Rag(rating),
        RaterGroup(group),
        note.strip(),
        Confidence(confidence),
        about.measures if measures is None else tuple(measures),
        own_round(audit),
        audit.person,
        now_text(audit),
    )
    with transaction(audit.file):
        make_own(audit)
        stored.add_rating(audit.file, replace(given, person=person_id(audit)))
    return given


def edit_statement(
    audit: Audit,
    statement: str,
    *,
    text: str | None = None,
    stage: int | None = None,
    level: Level | None = None,
    measures: Iterable[str] | None = None,
    active: bool | None = None,
) -> Statement:
    """Change a statement, or switch it off or on, in a new version; what is kept. Earlier ratings keep the
    words that they were given for. AuditError for an unknown statement, no words, and in a pack."""
    require_own(audit)
    before = _known(audit, statement)
    after = replace(
        before,
        text=before.text if text is None else " ".join(text.split()),
        stage=before.stage if stage is None else stage,
        level=before.level if level is None else Level(level),
        measures=before.measures if measures is None else tuple(measures),
        active=before.active if active is None else active,
    )
    if after == before:
        return before
    if after.text != before.text:
        after = replace(after, text_cy="", local=True)  # the Welsh said what the English did
    return _keep(audit, replace(after, version=before.version + 1))


def add_statement(
    audit: Audit, stage: int, level: Level, text: str, measures: Iterable[str] = ()
) -> Statement:
    """Add a statement of the area's own. AuditError for no words, an unknown stage, and in a pack."""
    require_own(audit)
    taken = {each.id for each in versions(audit)}
    id_ = next(name for n in range(1, len(taken) + 2) if (name := f"L{n:02}") not in taken)
    return _keep(
        audit,
        Statement(id_, stage, Level(level), " ".join(text.split()), "", "", tuple(measures), local=True),
    )


def linked(audit: Audit, progress: Progress = no_progress) -> dict[str, Measured]:
    """The measures that statements in use lean on, as they read today over the audit's own round, by id."""
    ids = [id_ for each in current(audit).values() if each.active for id_ in each.measures]
    return measure(audit, ids, own_round(audit), progress)


def make_own(audit: Audit) -> None:
    """Take a copy of the shipped statements, once; within a transaction."""
    if not stored.read_statements(audit.file):
        stored.add_statements(audit.file, shipped(audit.form.name), "", now_text(audit))


def require_own(audit: Audit) -> None:
    """AuditError in a pack: what is said there of practice would never come back."""
    if identity.read_identity(audit.file).pack:
        raise AuditError(_("This is a pack. Practice is rated in the audit that it came from."))


def read_day(audit: Audit, text: str, *, past: bool = False) -> str:
    """An exact day in ISO form, empty for none. AuditError for anything else, and for one yet to come where
    it has to be past."""
    day = parse_iso(text) if text else None
    if text and (day is None or day.exact is None):
        raise AuditError(_("“{text}” is no exact day. Give day, month and year.").format(text=text))
    if past and day and day.exact and day.exact > audit.today:
        raise AuditError(_("{date} hasn't been yet. Give today or an earlier day.").format(date=day.words))
    return text


def _keep(audit: Audit, statement: Statement) -> Statement:
    if not statement.text:
        raise AuditError(_("The statement has no words. Say in a sentence what good practice looks like."))
    if len(statement.text) > LONGEST:
        raise AuditError(
            _("The statement takes more than {n} letters. Say it more shortly.").format(n=LONGEST)
        )
    if statement.stage not in STAGES:
        raise AuditError(_("There is no stage {stage}. Choose 1, 2 or 3.").format(stage=statement.stage))
    with transaction(audit.file):
        make_own(audit)
        stored.add_statements(audit.file, [statement], person_id(audit), now_text(audit))
    return statement


def _known(audit: Audit, statement: str) -> Statement:
    found = current(audit).get(statement)
    if found is None:
        raise AuditError(_("There is no statement {id}. Choose one of the list.").format(id=statement))
    return found
