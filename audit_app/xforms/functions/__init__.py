"""Every function of the language by name. What a name means stands in the module of its kind.

Geographic and media functions are left out: the program asks no such questions.
"""

from __future__ import annotations

from audit_app.xforms.functions.choices import CHOICES
from audit_app.xforms.functions.dates import DATES
from audit_app.xforms.functions.logic import LOGIC
from audit_app.xforms.functions.nodesets import NODESETS
from audit_app.xforms.functions.numbers import NUMBERS
from audit_app.xforms.functions.signature import Function
from audit_app.xforms.functions.strings import STRINGS

FUNCTIONS: dict[str, Function] = STRINGS | NUMBERS | DATES | LOGIC | NODESETS | CHOICES
