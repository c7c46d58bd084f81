"""One expression in an XML file, so that the form engine can be compared with others from outside."""

from __future__ import annotations

import re
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.readers import limits
from audit_app.readers.files import read_bytes, shown
from audit_app.words import _
from audit_app.xforms.evaluate import Evaluated, evaluate_in

_DECLARATION = re.compile(r"<\?xml.*?\?>", re.DOTALL)
_DECLARED = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)")


def evaluate_expression(expression: str, xml: Path | None = None, at: str = "") -> Evaluated:
    """What `expression` gives in an XML instance (an empty one without) at the node that `at` picks.

    AuditError for a file or an expression that can't be read.
    """
    return evaluate_in(expression, _text(xml) if xml else None, at or None)


def _text(path: Path) -> str:
    data = read_bytes(path, limits.INSTANCE_BYTES)
    declared = _DECLARED.match(data)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if wide else declared[1].decode() if declared else "utf-8-sig"
    try:
        # Once it is text, the encoding that it names is no longer its own.
        return _DECLARATION.sub("", data.decode(encoding), count=1)
    except (UnicodeError, LookupError):
        sentence = _("{file} isn't in the encoding that it names. Save it again as UTF-8.")
        raise AuditError(sentence.format(file=shown(path.name))) from None
