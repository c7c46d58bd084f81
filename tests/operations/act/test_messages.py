"""Messages: chosen, worded and ordered by the manager; their numbers stay those of the figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from audit_app.analysis.pages.reading import Reading
from audit_app.errors import AuditError
from audit_app.lines.line import Line
from audit_app.lines.messages import Message
from audit_app.model import Action
from audit_app.operations.act import wordings
from audit_app.operations.act.actions import save_action
from audit_app.operations.act.messages import StandsOut, inside_messages, stands_out
from audit_app.operations.act.ranking import line_of
from audit_app.operations.act.targets import target_of
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.operations.plan.handing_out import officers, write_pack
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.store.info import read_info
from tests.once import Once
from tests.samples import PASSPHRASE, copied, made_up

ASSESSED, PLAN = "M7.2_father_assessed", "M8.3_one_shared_plan"
FIRST, LATER = Filters(round="baseline"), Filters(round="follow_up_1")


@pytest.fixture(name="whole", scope="module")
def _whole(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    """The sample with its two rounds, read once by all of these tests."""
    audit = copied(made_up(once, 24), tmp_path_factory.mktemp("messages") / "a.audit")
    yield audit
    READ.clear()
    close_audit(audit)


@pytest.fixture(name="audit")
def _audit(whole: Audit) -> Iterator[Audit]:
    """The sample, in which nobody has chosen messages yet."""
    yield whole
    for each in wordings.wordings(whole):
        wordings.take_away(whole, each.id)


READ: dict[str, Reading] = {}


def reading(audit: Audit, filters: Filters = FIRST) -> Reading:
    if filters.round not in READ:
        READ[filters.round] = pages.read(audit, filters)
    return READ[filters.round]


def line(audit: Audit, id_: str, filters: Filters = FIRST) -> Line:
    about = line_of(reading(audit, filters), id_)
    assert about
    return about


def found(audit: Audit, filters: Filters = FIRST) -> StandsOut:
    earlier = reading(audit, FIRST) if filters != FIRST else None
    return stands_out(audit, reading(audit, filters), filters, earlier)


def told(audit: Audit, filters: Filters = FIRST) -> Message:
    (message,) = inside_messages(audit, reading(audit, filters))
    return message


def test_before_anybody_chose_the_first_of_each_page_is_offered(audit: Audit) -> None:
    page = found(audit)
    assert page.offered
    assert len(page.messages) == 5
    by_figure = {each.ranked.line.id: each for each in page.found}
    assert len({by_figure[each.figure].page for each in page.messages}) == 5
    families = [each.ranked.families for each in page.found]
    assert families == sorted(families, reverse=True)
    assert all(each.sentence and each.block and each.not_shown for each in page.messages)
    assert inside_messages(audit, reading(audit)) == ()


def test_the_second_round_says_what_changed_since_the_first(audit: Audit) -> None:
    reasons = {each.ranked.reasons[3] for each in found(audit, LATER).found}
    assert "none beyond its uncertainty since “baseline”" in reasons


def test_a_message_is_worded_with_places_and_keeps_the_figures_numbers(audit: Audit) -> None:
    about = line(audit, ASSESSED)
    chosen = wordings.choose(audit, about)
    wordings.word(
        audit, chosen.id, about, words="{k} of {n} fathers were met.", means="We miss {rest_share}."
    )
    message = told(audit)
    k, n = about.size("n"), about.size("of")
    assert message.sentence == f"{k} of {n} fathers were met"
    assert message.means == f"We miss {round(100 * (n - k) / n)}%."
    assert message.block
    assert message.block.title == message.sentence
    assert [each.statement.id for each in message.statements] == ["S19"]
    assert not message.asks


def test_a_message_whose_figure_changed_says_so_and_asks_until_somebody_says_it_holds(audit: Audit) -> None:
    about = line(audit, ASSESSED)
    chosen = wordings.choose(audit, about)
    message = told(audit, LATER)
    now = line(audit, ASSESSED, LATER)
    before, after = (f"{each.size('n')} of {each.size('of')}" for each in (about, now))
    assert f"The figure was {before} when this was worded, and is {after} here." in message.asks
    wordings.still_holds(audit, chosen.id, now)
    assert not told(audit, LATER).asks


def test_messages_are_put_in_order_and_taken_away(audit: Audit) -> None:
    one, two = (wordings.choose(audit, line(audit, id_)) for id_ in (ASSESSED, PLAN))
    wordings.put_in_order(audit, [two.id])
    assert [each.figure for each in wordings.wordings(audit)] == [PLAN, ASSESSED]
    wordings.take_away(audit, two.id)
    assert [each.id for each in wordings.wordings(audit)] == [one.id]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("x" * 5_000, "5,000 letters"),
        ("53 of {n} fathers", "“53” is typed"),
        ("Half by {median}", "has nothing for “{median}”"),
        ("{k of all", "A brace stands alone"),
    ],
)
def test_words_that_would_outlive_their_figure_are_refused(audit: Audit, words: str, sentence: str) -> None:
    about = line(audit, ASSESSED)
    chosen = wordings.choose(audit, about)
    with pytest.raises(AuditError, match=sentence.replace("{", r"\{").replace("}", r"\}")):
        wordings.word(audit, chosen.id, about, words=words)
    assert wordings.wordings(audit) == (chosen,)


def test_a_figure_is_one_message_and_a_board_reads_no_more_than_nine(audit: Audit) -> None:
    about = line(audit, ASSESSED)
    wordings.choose(audit, about)
    with pytest.raises(AuditError, match="among the messages already"):
        wordings.choose(audit, about)
    for n in range(1, wordings.MOST):
        wordings.choose(audit, replace(about, id=f"{n}"))
    with pytest.raises(AuditError, match="a board reads about five"):
        wordings.choose(audit, replace(about, id="one more"))


def _percent(about: Line) -> str:
    return f"{(about.cell('share').value or 0) * 100:.0f}%"


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("80% by 2026", "proportion", 0.8),
        ("Nine in ten", "wait", 0.9),
        ("Two thirds", "proportion", 2 / 3),
        ("within 10 days", "duration", 10),
        ("5 to 10 days", "duration", None),
        ("as many as can be", "proportion", None),
        ("", "proportion", None),
    ],
)
def test_a_target_is_a_number_where_its_words_hold_one(words: str, kind: str, value: float | None) -> None:
    assert target_of(words, kind) == value


def test_a_pack_has_no_messages(audit: Audit, tmp_path: Path) -> None:
    wordings.choose(audit, line(audit, ASSESSED))
    pack = tmp_path / "b.audit"
    name = officers(audit)[0].name
    write_pack(audit, name, pack, PASSPHRASE)
    inside = open_audit(pack, PASSPHRASE, person=name)
    assert "messages" not in read_info(inside.file).settings
    with pytest.raises(AuditError, match="This is a pack"):
        wordings.choose(inside, line(audit, ASSESSED))
    close_audit(inside)


def test_its_action_stands_as_baseline_now_and_target_and_the_target_ranks_it(audit: Audit) -> None:
    save_action(audit, Action(what="Meet each father", measure=ASSESSED, target="80% by next year"))
    wordings.choose(audit, line(audit, ASSESSED))
    page = found(audit, LATER)
    stand = page.messages[0].stand
    assert (stand.baseline, stand.target, stand.where) == (_percent(line(audit, ASSESSED)), "80%", "baseline")
    assert stand.now == _percent(line(audit, ASSESSED, LATER))
    (about,) = [each.ranked for each in page.found if each.ranked.line.id == ASSESSED]
    assert "the area’s own target of 80%" in about.reasons[1]
