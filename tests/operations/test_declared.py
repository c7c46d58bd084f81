"""What a form declares is read once for as long as an audit asks it, in each language."""

from __future__ import annotations

from audit_app.operations.audit import Audit
from audit_app.words import speaking

AGE = {
    "id": "age",
    "label": "Age of the mother",
    "label::Cymraeg (cy)": "Oed y fam",
    "kind": "number",
    "question": "mother_age",
}


def labels(audit: Audit) -> list[str]:
    return [measure.label for measure in audit.declares.measures]


def test_each_language_has_its_own_words(audit: Audit) -> None:
    audit.declared = {"measures": [AGE]}
    assert labels(audit) == ["Age of the mother"]
    with speaking("cy"):
        assert labels(audit) == ["Oed y fam"]
    assert labels(audit) == ["Age of the mother"]
    assert audit.declares.measures is audit.declares.measures


def test_other_sheets_are_read_anew(audit: Audit) -> None:
    audit.declared = {"measures": [AGE]}
    assert labels(audit) == ["Age of the mother"]
    audit.declared = {"measures": [{**AGE, "label": "How old she is"}]}
    assert labels(audit) == ["How old she is"]
