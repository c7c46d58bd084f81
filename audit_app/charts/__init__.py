"""A result in, a matplotlib figure out. No Qt: the window embeds it, a report prints it.

`describe` is light and says the same in words; the others import matplotlib, which takes half a second:
import them inside the function that draws.
"""

from __future__ import annotations

import logging
import os
from contextlib import suppress

from audit_app.paths import state_folder

# matplotlib keeps the names of the computer's fonts, and says on the terminal that it looks for them. Left
# alone it would keep them in a folder of its own, which nobody uninstalls.
with suppress(OSError):
    os.environ["MPLCONFIGDIR"] = str(state_folder() / "matplotlib")
logging.getLogger("matplotlib").setLevel(logging.ERROR)
