"""The cohort: profile, gaps and workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.operations import demo
from audit_app.operations.audit import Audit
from audit_app.operations.file import audits
from audit_app.operations.read import cohort, pages
from audit_app.operations.share import exporting, releasing
from tests.bench.timing import Measured, clock, compare
from tests.form.filled import PAGES

PROFILED = (200, 10_000)
RELEASED = ((60, "under 2 s"), (200, "under 5 s"), (1_000, "under 15 s"))
PAGED = ((500, "under 150 ms"), (10_000, "under 1 s"))


def profiles() -> Iterator[Measured]:
    """The whole profile from the encrypted file, against tableone over one flat table already in memory."""
    for n in PROFILED:
        with tempfile.TemporaryDirectory() as folder:
            audit = made_up(Path(folder), n)
            table = _flat_table(audit)
            yield compare(
                f"profile of {n:,} cases, read from the file",
                lambda audit=audit: cohort.read_profile(audit),
                f"tableone, {len(table.columns)} columns in memory",
                lambda table=table: _tableone(table),
                times=5 if n < 1000 else 3,
                limit="under 1 s" if n == PROFILED[-1] else "",
            )
            audits.close_audit(audit)


def all_pages() -> Iterator[Measured]:
    """The slowest page, each time from a reading that nobody has asked anything, with the columns that it
    needs read from the encrypted file; against tableone over one flat table already in memory."""
    for n, limit in PAGED:
        with tempfile.TemporaryDirectory() as folder:
            audit = made_up(Path(folder), n)
            table = _flat_table(audit)
            slowest = max(
                (id_ for id_, _title in PAGES),
                key=lambda id_, audit=audit: _page_time(audit, id_),
            )
            readings = [pages.read(audit) for _ in range(6)]
            yield compare(
                f"the slowest page ({slowest}) of {n:,} cases",
                lambda readings=readings, slowest=slowest: pages.page(readings.pop(), slowest),
                f"tableone, {len(table.columns)} columns in memory",
                lambda table=table: _tableone(table),
                times=5,
                limit=limit,
            )
            audits.close_audit(audit)


def _page_time(audit: Audit, id_: str) -> float:
    pages.page(pages.read(audit), id_)
    reading = pages.read(audit)
    return clock(lambda: pages.page(reading, id_))


def deciding() -> Iterator[Measured]:
    """What to hide of all pages, by the slowest profile (the restricted edition is decided beside the shared
    one); against working them out."""
    for n, limit in RELEASED:
        with tempfile.TemporaryDirectory() as folder:
            audit = made_up(Path(folder), n)
            reading = pages.read(audit)
            for id_, _title in PAGES:
                pages.page(reading, id_)
            draft = partial(releasing.draft, audit, reading, releasing.ALL_PAGES)
            works = {name: partial(draft, name) for name in PROFILES}
            slowest = max(works, key=lambda name, works=works: clock(works[name]))
            yield compare(
                f"what to hide of all pages of {n:,} cases ({slowest})",
                works[slowest],
                "working the pages out",
                lambda audit=audit: _all(audit),
                times=3,
                limit=limit,
            )
            audits.close_audit(audit)


def _all(audit: Audit) -> None:
    reading = pages.read(audit)
    for id_, _title in PAGES:
        pages.page(reading, id_)


def gap_analysis() -> Iterator[Measured]:
    """Gaps at 2,000 cases, against a pandas self-join of needs with services."""
    with tempfile.TemporaryDirectory() as folder:
        audit = made_up(Path(folder), 2000)
        needs, services = _need_and_service_tables(audit)
        yield compare(
            "gaps at 2,000 cases, read from the file",
            lambda: cohort.read_gaps(audit),
            "pandas merge of needs with services, in memory",
            lambda: needs.merge(services, on="case").groupby(["need", "service"])["case"].nunique(),
            times=5,
        )
        audits.close_audit(audit)


def workbook() -> Iterator[Measured]:
    """The workbook of the sample audit, against the same cells written raw with openpyxl."""
    from openpyxl import Workbook, load_workbook

    with tempfile.TemporaryDirectory() as folder:
        audit = made_up(Path(folder), 60)
        out = Path(folder) / "bench.xlsx"
        exporting.export(audit, out, edition="internal")
        sheets = [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(out).worksheets]

        def raw() -> None:
            book = Workbook()
            for rows in sheets:
                page = book.create_sheet()
                for row in rows:
                    page.append(row)
            book.save(Path(folder) / "raw.xlsx")

        def ours() -> None:
            exporting.export(audit, out, edition="internal")

        yield compare("workbook of 60 cases", ours, "the same cells written raw with openpyxl", raw, times=5)
        audits.close_audit(audit)


def made_up(folder: Path, n: int) -> Audit:
    return demo.make_demo(folder / "bench.audit", "bench", n_cases=n)[0]


def _flat_table(audit: Audit):
    import pandas as pd

    from audit_app.store import columns

    form = audit.form
    names = [name for name, each in form.questions.items() if not each.repeat]
    read = columns.Columns(audit.file, names)
    table = pd.DataFrame(
        {name: pd.Series(dict(zip(c.cases, c.values, strict=True))) for name, c in read.items()}
    )
    # tableone fails on columns without a value and takes minutes over dates, so it is given what it can do.
    return table[[name for name in table if 1 < table[name].nunique() < 40]]


def _tableone(table) -> None:
    import warnings

    from tableone import TableOne

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        TableOne(table, categorical=list(table.columns), missing=True)


def _need_and_service_tables(audit: Audit):
    import pandas as pd

    from audit_app.store import columns

    offers = [row["question"] for row in audit.sheets["needs"] if row["person"] == "mother"]
    read = columns.Columns(audit.file, [*offers, "service_needs"])
    needs = pd.concat(
        pd.DataFrame({"case": read[name].cases, "need": name, "value": read[name].values}) for name in offers
    )
    services = pd.DataFrame({"case": read["service_needs"].cases, "service": read["service_needs"].values})
    return needs[needs["value"] == "current"], services
