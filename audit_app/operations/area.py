"""The area context: what no case file says, and a manager types once."""

from __future__ import annotations

from audit_app.operations.cut_offs import cuts as cuts
from audit_app.operations.cut_offs import set_cuts as set_cuts
