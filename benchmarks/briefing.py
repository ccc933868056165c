"""The midterm briefing of a province on the sample data: CPU seconds of its content, of each form, and of the meeting's deck.

python -m benchmarks.briefing
"""
from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks.today import PROVINCE
from etl.load import init
from ntm.briefing.content import Content, Request
from ntm.briefing.forms import FORMS, write_form
from ntm.briefing.hand_out import make
from ntm.briefing.writers.deck import write_deck
from ntm.progress.keep import load_facts
from ntm.warehouse.generations import Warehouse

TIMES = 3
DAY = date(2023, 12, 31)
T = TypeVar("T")


def main() -> None:
    """Print a row a step: CPU seconds of the first time and the median of the later ones, kilobytes."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder) / "warehouse")
        init(warehouse, load_facts(), PROVINCE, _now())
        request = Request("midterm", DAY, _now())
        print("| step | first, CPU s | later, CPU s | kB |\n| --- | --- | --- | --- |")
        content = _measure("content", lambda: make(warehouse, request), lambda made: 0)
        for form in FORMS:
            _measure(form, lambda form=form: write_form(content, form), len)
        _measure("deck, without the communes' sheets", lambda: write_deck(content, ()), len)
        print(f"\n{_described(content)}")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _measure(name: str, run: Callable[[], T], size: Callable[[T], int]) -> T:
    first, result = _timed(run)
    later = median(_timed(run)[0] for _ in range(TIMES))
    print(f"| {name} | {first:.2f} | {later:.2f} | {size(result) // 1000 or ''} |")
    return result


def _timed(run: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = run()
    return time.process_time() - start, result


def _described(content: Content) -> str:
    rows = sum(len(table.rows) for table in content.tables)
    return f"{len(content.tables)} tables with {rows} rows, {len(content.charts)} charts, {len(content.slides)} slides."


if __name__ == "__main__":
    main()
