"""One expression in an XML file, so that the form engine can be compared with others from outside."""

from __future__ import annotations

from pathlib import Path

from audit_app.errors import AuditError
from audit_app.readers.grid import read_bytes
from audit_app.words import _
from audit_app.xforms.evaluate import Evaluated, evaluate_in


def evaluate_expression(expression: str, xml: Path | None = None, at: str = "") -> Evaluated:
    """What `expression` gives in an XML instance (an empty one without) at the node that `at` picks.

    AuditError for a file or an expression that can't be read.
    """
    return evaluate_in(expression, _text(xml) if xml else None, at or None)


def _text(path: Path) -> str:
    data = read_bytes(path)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise AuditError(_("{file} isn't UTF-8. Save it again as UTF-8.").format(file=path.name)) from None
