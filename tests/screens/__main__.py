"""`./dev screens`: all pictures, into the folder of the documents or another."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.offscreen import without_a_screen
from tests.screens.tour import take_pictures

if __name__ == "__main__":
    without_a_screen()
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screens")
    take_pictures(folder)
    print(f"Pictures of the pages: {folder}")
