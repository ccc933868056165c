"""Server time of each page of the dashboard over a warehouse, warm: `python -m benchmarks.pages` with NTM_WAREHOUSE set.

Prints {page: seconds} as JSON.
"""
from __future__ import annotations

import json
import re
import time
from pathlib import Path
from statistics import median

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent
RUNS = 7


def measure_pages() -> dict[str, float]:
    """Median seconds of a warm run of every page that the dashboard's navigation names."""
    found: dict[str, float] = {}
    door = ROOT / "dashboard.py"
    for page in re.findall(r'st\.Page\("([^"]+)"', door.read_text(encoding="utf-8")):
        app = AppTest.from_file(str(door), default_timeout=120)
        app.switch_page(page).run()
        assert not app.exception, (page, app.exception)
        seconds = []
        for _ in range(RUNS):
            start = time.perf_counter()
            app.run()
            seconds.append(time.perf_counter() - start)
        found[page] = median(seconds)
    return found


if __name__ == "__main__":
    print(json.dumps(measure_pages()))
