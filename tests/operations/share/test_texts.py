"""No text leaves that nobody looked at: markers stand in every text that a person can type, and outputs are
read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.model import AuditInfo
from audit_app.operations import demo
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share import reviewing
from audit_app.operations.share.exporting import export
from audit_app.operations.share.texts import Decision, PlacedText
from audit_app.store import info
from audit_app.store.writing import transaction
from tests.examples import examples
from tests.once import Once
from tests.operations.share.planted_texts import leaks, leaving, plant, squeezed
from tests.samples import copied, made_up, new_audit

EVERYBODY = Filters(status="all")
PAGES = ("area", "parents")
OUTPUTS = [("xlsx", "shared"), ("pdf", "shared"), ("zip", "shared"), ("xlsx", "restricted")]


@pytest.fixture(scope="module", name="planted")
def _planted(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Audit, Filters]]:
    audit = copied(made_up(once), tmp_path_factory.mktemp("planted") / "p.audit", person="RM")
    yield audit, plant(audit)
    close_audit(audit)


@pytest.fixture(name="audit")
def _audit(once: Once, tmp_path: Path) -> Iterator[Audit]:
    audit = copied(made_up(once, 24), tmp_path / "one.audit", person="RM")
    yield audit
    close_audit(audit)


@pytest.mark.parametrize(("ending", "edition"), OUTPUTS)
def test_nothing_that_nobody_looked_at_leaves(
    planted: tuple[Audit, Filters], tmp_path: Path, ending: str, edition: str
) -> None:
    audit, filters = planted
    written = leaving(audit, tmp_path / f"out.{ending}", edition, filters, PAGES)
    assert leaks(written) == set()
    assert "Casefileaudit" in squeezed(written)


def test_every_text_that_is_printed_can_be_looked_at(planted: tuple[Audit, Filters]) -> None:
    audit, filters = planted
    found = reviewing.read_texts(audit, filters)
    kinds = {each.place.split(".")[0] for each in found}
    assert kinds == {"name", "area", "sample", "filter", "place", "team", "statement", "action"}
    assert {each.decision for each in found} == {Decision.UNREVIEWED}
    for text in found:
        assert {"name", "nhs_number", "postcode"} <= {mark.kind for mark in text.marks}, text.place


@examples(3, 30, shared=True)
@given(data=st.data())
def test_what_leaves_is_what_was_released(
    once: Once, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("some")
    audit = copied(made_up(once), folder / "some.audit", person="RM")
    filters = plant(audit)
    chosen: dict[Decision, list[PlacedText]] = {each: [] for each in Decision}
    for text in reviewing.read_texts(audit, filters):
        chosen[data.draw(st.sampled_from(list(Decision)))].append(text)
    reviewing.release(audit, chosen[Decision.RELEASED])
    reviewing.leave_out(audit, chosen[Decision.LEFT_OUT])
    for text in chosen[Decision.EDITED]:
        reviewing.edit(audit, text, "Said in other words")
    released = {tag for text in chosen[Decision.RELEASED] for tag in leaks(text.text)}
    ending, edition = data.draw(st.sampled_from(OUTPUTS))
    written = leaving(audit, folder / f"out.{ending}", edition, filters, PAGES)
    assert leaks(written) <= released
    assert leaks(written) == {
        tag for text in chosen[Decision.RELEASED] if _is_printed(text, ending) for tag in leaks(text.text)
    }
    close_audit(audit)


def _is_printed(text: PlacedText, ending: str) -> bool:
    return {"zip": "csv"}.get(ending, ending) in text.formats


def test_a_changed_text_is_to_be_looked_at_anew(audit: Audit) -> None:
    _say(audit, name="Audit of 2025")
    reviewing.release(audit, reviewing.read_texts(audit))
    assert [each.decision for each in reviewing.read_texts(audit)] == [Decision.RELEASED]
    _say(audit, name="Audit of 2025, Ms Khan")
    assert [each.decision for each in reviewing.read_texts(audit)] == [Decision.UNREVIEWED]
    _say(audit, name="Audit of 2025")
    assert [each.decision for each in reviewing.read_texts(audit)] == [Decision.RELEASED]


def test_the_last_decision_holds_whatever_the_clock_says(audit: Audit) -> None:
    _say(audit, name="Audit of 2025")
    now = audit.clock()
    audit.clock = lambda: now
    reviewing.release(audit, reviewing.read_texts(audit))
    reviewing.leave_out(audit, reviewing.read_texts(audit))
    assert [each.decision for each in reviewing.read_texts(audit)] == [Decision.LEFT_OUT]
    assert [each.by for each in reviewing.read_texts(audit)] == ["RM"]


def test_the_made_up_audit_has_no_text_that_a_person_typed(audit: Audit, tmp_path: Path) -> None:
    assert reviewing.read_texts(audit) == ()
    released = export(audit, tmp_path / "o.xlsx", edition="shared", filters=EVERYBODY, page_ids=["parents"])
    assert released is not None
    assert released.rules[-1] == "No free text is in this output."


def test_an_output_says_who_looked_and_when_without_a_name(audit: Audit, tmp_path: Path) -> None:
    _say(audit, name="Audit of 2025", area="Testshire", sample_statement="All that Ms Khan chose")
    texts = {each.place: each for each in reviewing.read_texts(audit)}
    reviewing.release(audit, [texts["name"], texts["area"]])
    said: list[str] = []
    released = export(
        *(audit, tmp_path / "o.xlsx"),
        edition="shared",
        filters=EVERYBODY,
        page_ids=["parents"],
        notice=said.append,
    )
    day = audit.today
    assert released is not None
    assert released.rules[-1] == (
        f"The 2 texts in this output that people wrote were reviewed by a person on {day.day} {day:%B %Y}. "
        "1 was left out."
    )
    assert said == [
        "1 text that people typed was left out, because nobody has looked at it before it leaves."
    ]
    assert "RM" not in released.rules[-1]


def test_a_name_of_an_officer_never_leaves(audit: Audit) -> None:
    _say(audit, name="What RM found")
    (text,) = reviewing.read_texts(audit)
    assert text.named == "RM"
    with pytest.raises(Exception, match="names a case or an officer"):
        reviewing.release(audit, [text])
    with pytest.raises(Exception, match="without the name"):
        reviewing.edit(audit, text, "RM found it")


def test_names_left_out_of_a_table_stay_apart(planted: tuple[Audit, Filters], tmp_path: Path) -> None:
    audit, filters = planted
    written = leaving(audit, tmp_path / "out.zip", "shared", filters, ("area",))
    rows = (line.split(",") for line in written.splitlines() if line.startswith("Q3_team."))
    teams = {row[2] for row in rows}
    assert teams == {f"Team {n} [name left out]" for n in (1, 2, 3)}


def _say(audit: Audit, **said: str) -> None:
    with transaction(audit.file):
        info.write_info(audit.file, replace(info.read_info(audit.file), **said))  # type: ignore[arg-type]


def test_words_of_a_form_of_the_areas_own_are_left_out_where_something_in_them_is_marked(
    once: Once, tmp_path: Path
) -> None:
    audit, _code = new_audit(once, tmp_path / "own.audit", AuditInfo(round=demo.ROUND), "RM")
    demo.fill_demo(audit, 12, seed=4)
    first, second, *others = audit.sheets["measures"]
    said = [
        {**first, "label": "What Zelda Quillmark (943 476 5919) said"},
        {**second, "label": "A plain label of our own"},
    ]
    audit.declared = {**audit.declared, "measures": [*said, *others]}
    written = leaving(audit, tmp_path / "o.zip", "shared", EVERYBODY, ("parents", "waits", "records", "area"))
    assert leaks(written) == set()
    (text,) = (each for each in reviewing.read_texts(audit) if each.place.startswith("form."))
    reviewing.release(audit, [text])
    assert text.where == "Words of the form"
    close_audit(audit)
