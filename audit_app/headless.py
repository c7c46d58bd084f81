"""The main job without a screen: sample audit, profile, gaps and workbook, into one folder.

`./dev run` comes here where there is no screen, so that a new machine shows what the program does either way.
"""

from __future__ import annotations

import sys
from pathlib import Path

from audit_app.words import _, plural

PASSPHRASE = "sample audit of made-up cases"


def main(folder: Path) -> int:
    """Do the main job into `folder` (made when missing, an earlier sample replaced) and say where everything
    is."""
    from audit_app.operations import demo
    from audit_app.operations.file import audits
    from audit_app.operations.read import cohort
    from audit_app.operations.share import exporting

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "sample.audit"
    path.unlink(missing_ok=True)
    audit, _recovery = demo.make_demo(path, PASSPHRASE)
    try:
        profile = cohort.read_profile(audit)
        gaps = cohort.read_gaps(audit)
        exporting.export(audit, folder / "sample.xlsx", edition="internal")
    finally:
        audits.close_audit(audit)
    print(_("Sample audit of made-up cases: {path}").format(path=path))
    print("  " + _('passphrase: "{passphrase}"').format(passphrase=PASSPHRASE))
    print(
        plural("Profile: one figure", "Profile: {n} figures", len(profile.figures))
        + ", "
        + plural("over one finished case", "over {n} finished cases", len(profile.cohort.cases))
    )
    print(plural("Gaps: one need", "Gaps: {n} needs", len(gaps.rows)))
    for row in gaps.rows:
        print(
            "  "
            + _(
                "{need}: {cases} cases with a current need, {offered} offered, {none} with no offer found"
            ).format(
                need=row.label,
                cases=len(row.cases_with_need),
                offered=len(row.offered),
                none=len(row.no_offer_found),
            )
        )
    print(_("Workbook: {path}").format(path=folder / "sample.xlsx"))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/sample")))
