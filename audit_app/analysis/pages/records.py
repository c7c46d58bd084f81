"""What our records can't tell us."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.words import _


def _finding(reading: Reading) -> str:
    verdicts = [each.verdict for each in reading.answerable if each.verdict]
    lost = reading.first("Q11_due_date_lost", kind="proportion")
    words = _(
        "of {n} planning questions, our records can answer {now} with a report now, {work} with work, "
        "and {new} need a new field"
    )
    said = words.format(
        n=len(verdicts),
        now=verdicts.count("now"),
        work=verdicts.count("with_work"),
        new=verdicts.count("new_field"),
    )
    return joined(
        said if verdicts else "",
        counted(lost, _("the due date was lost from the case system in {k} of {n} files {share}")),
    )


SPEC = PageSpec(
    id="records",
    title="What our records can't tell us",
    question="Which planning questions can our records answer at all?",
    finding=_finding,
    blocks=(
        BlockSpec(
            "answerable",
            "Each planning question: now, with work, or with a new field",
            "answerable",
            (),
            (
                "A report can answer now what stands in a structured field of the case system in at "
                "least nine of ten files.",
            ),
            adds=("answerable",),
        ),
        BlockSpec(
            "dates",
            "Key dates: exact, approximate, not in the file",
            "stacked",
            ("Q11_when",),
        ),
        BlockSpec(
            "due_date", "The expected date of delivery", "dots", ("Q11",), kinds=frozenset({"proportion"})
        ),
        BlockSpec(
            "rests",
            "What the expected date rests on, and what was opened",
            "bars",
            ("Q11_edd", "Q11_records"),
            kinds=frozenset({"distribution"}),
        ),
        BlockSpec("quality", "How files were kept", "stacked", ("V1",), kinds=frozenset({"distribution"})),
        BlockSpec("contradictions", "Dates that contradict each other", "", adds=("contradictions",)),
    ),
    cautions=(
        "Where an answer was found is what auditors noted; where nobody noted it, the answer counts "
        "as on file and not as standing in a field.",
        "This page is about records. It does not show whether practice that left no trace took place.",
    ),
)
