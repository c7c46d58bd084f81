"""The area context, which no case file holds and a manager types once: figures by place and year, local
events, and the cut-offs by which the area reads its cases.

An area figure is kept by place, year (`2024/25` or `2024`) and item; what is a part of another figure is
never larger. Figures and events stand in tables that no pack has and no pack takes; cut-offs stand among the
settings. Whoever changes any of it tells `Kind.AREA`.
"""

from __future__ import annotations

from audit_app.operations.area.cut_offs import cuts as cuts
from audit_app.operations.area.cut_offs import set_cuts as set_cuts
from audit_app.operations.area.cut_offs import used as used
from audit_app.operations.area.figures import figures as figures
from audit_app.operations.area.figures import set_figures as set_figures
from audit_app.operations.area.figures import with_figures as with_figures
from audit_app.operations.area.figures import wrong_figures as wrong_figures
from audit_app.operations.area.items import ITEMS as ITEMS
from audit_app.operations.area.items import KINDS as KINDS
from audit_app.operations.area.local_events import change_events as change_events
from audit_app.operations.area.local_events import events as events
from audit_app.operations.area.local_events import set_events as set_events
from audit_app.operations.area.pasted import read_pasted as read_pasted
from audit_app.operations.area.pasted import take_in_figures as take_in_figures
from audit_app.operations.area.views import AreaView as AreaView
from audit_app.operations.area.views import read_area as read_area
from audit_app.operations.area.views import rename_place as rename_place
from audit_app.operations.area.views import with_place as with_place
