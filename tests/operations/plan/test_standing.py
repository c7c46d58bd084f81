"""How planning stands, part by part."""

from __future__ import annotations

from pathlib import Path

from audit_app.operations.audit import Audit
from audit_app.operations.case.cases import add_case
from audit_app.operations.plan import handing_out, sampling
from audit_app.operations.plan.prefill_maps import PrefillMap
from audit_app.operations.plan.prefilling import preview_extract, take_in_extract
from audit_app.operations.plan.sampling import Method, SamplePlan
from audit_app.operations.plan.standing import Standing, standing


def test_an_empty_audit_has_nothing_planned(audit: Audit) -> None:
    assert standing(audit) == Standing()


def test_each_part_is_counted(audit: Audit, tmp_path: Path) -> None:
    audit.person = ""  # what is added by hand belongs to whoever adds it
    for number in range(6):
        add_case(audit, f"C{number}")
    path = tmp_path / "legal.csv"
    path.write_text("no,born\nC1,3/11/2024\n", encoding="utf-8")
    mapping = PrefillMap("no", {"birth_date": "born"})
    take_in_extract(audit, preview_extract(audit, path, mapping))
    sampling.draw(audit, SamplePlan(Method.RANDOM, 4, seed=7))
    drawn = handing_out.unassigned(audit)
    handing_out.assign(audit, "CD", [ref.id for ref in drawn[:1]])
    handing_out.write_pack(audit, "CD", tmp_path / "p.audit", "two words")
    expected = Standing(cases=6, extracts=("legal",), drawn=4, seed=7, free=3, packs=1, returned=0)
    assert standing(audit) == expected
