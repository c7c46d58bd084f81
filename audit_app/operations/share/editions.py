"""To whom an output goes: inside the audit's team, to the partnership's steering group, or to anybody."""

from __future__ import annotations

INTERNAL, RESTRICTED, SHARED = EDITIONS = ("internal", "restricted", "shared")
