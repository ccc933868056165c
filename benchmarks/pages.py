"""Server time of each page of the dashboard over a warehouse, warm: `python -m benchmarks.pages` with NTM_WAREHOUSE set.

Prints {page: [seconds by the clock, seconds of work]} as JSON.
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


def measure_pages() -> dict[str, tuple[float, float]]:
    """Medians of a warm run of every page that the dashboard's navigation names: by the clock, and of CPU time.

    On a machine that others use too, the second tells more.
    """
    found: dict[str, tuple[float, float]] = {}
    door = ROOT / "dashboard.py"
    for page in re.findall(r'st\.Page\("([^"]+)"', door.read_text(encoding="utf-8")):
        app = AppTest.from_file(str(door), default_timeout=120)
        app.switch_page(page).run()
        assert not app.exception, (page, app.exception)
        walls, works = [], []
        for _ in range(RUNS):
            start = time.perf_counter(), time.process_time()
            app.run()
            walls.append(time.perf_counter() - start[0])
            works.append(time.process_time() - start[1])
        found[page] = median(walls), median(works)
    return found


if __name__ == "__main__":
    print(json.dumps(measure_pages()))
