"""Writes the sample: `python -m data.sample.make`. Seeded: a second run writes the same bytes."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from data.sample.plan import FOLDER, QUARTERS, read_plan
from data.sample.workbooks import SampleWriter
from ntm.criteria import load_law
from ntm.units import load_units

MERGER_FILE = "merger/so-lieu-2025-q3.xlsx"


def make_sample() -> Iterator[tuple[str, bytes]]:
    """(path within the sample's folder, content) of each workbook."""
    writer = SampleWriter(read_plan(), load_law(), load_units())
    for place, (year, quarter) in enumerate(QUARTERS):
        yield f"so-lieu-{year}-q{quarter}.xlsx", writer.write_quarter(place)
    yield MERGER_FILE, writer.write_merger()


def main(folder: Path = FOLDER) -> None:
    """Write all workbooks into a folder."""
    for name, content in make_sample():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


if __name__ == "__main__":
    main()
