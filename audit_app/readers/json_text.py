"""What people write as JSON: the one place that reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from audit_app.errors import AuditError, Problem
from audit_app.readers import limits
from audit_app.readers.files import read_bytes, shown
from audit_app.words import _


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file, its texts such as can be kept. AuditError, with the place, when it holds
    something else."""
    data = read_bytes(path, limits.JSON_BYTES)
    try:
        found = json.loads(data.decode(json.detect_encoding(data)))
        json.dumps(found, ensure_ascii=False).encode()  # half a letter (“\ud800”) can't be kept
    except json.JSONDecodeError as error:
        raise _refused(path, _("Something is missing or too much here."), error.lineno) from None
    except UnicodeError:
        raise _refused(path, _("It holds letters that are none.")) from None
    except RecursionError:
        raise _refused(path, _("There are far too many brackets within brackets.")) from None
    except ValueError:
        raise _refused(path, _("It holds a number that is far too long.")) from None
    if not isinstance(found, dict):
        raise AuditError(_("{file} must hold one JSON object in braces.").format(file=shown(path.name)))
    return found


def _refused(path: Path, message: str, row: int = 0) -> AuditError:
    return AuditError(
        _("{file} can't be read as JSON.").format(file=shown(path.name)),
        [Problem(message, _("Mend it in a text editor, and save it as UTF-8."), shown(path.name), row=row)],
    )
