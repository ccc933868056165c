"""Time and peak memory of reading a file of 100,000 rows, clean and with every row wrong.

python -m benchmarks.intake [ROWS]

Each file is read in a process of its own, so that a peak belongs to it alone. Long form, ten columns; xlsx and csv.
"""
from __future__ import annotations

import csv
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psutil
from openpyxl import Workbook

from etl.intake import parse
from ntm.criteria import load_law
from ntm.units import load_units

ROWS = 100_000
DAY = date(2023, 6, 30)
TODAY = date(2026, 6, 1)
HEAD = ("Mã xã", "Tên xã", "Huyện", "Chỉ tiêu", "Kỳ", "Giá trị", "Bước đánh giá", "Ghi chú", "Người lập", "Số TT")
VERDICTS = ("8.1", "8.2", "8.3", "8.4")
RATIOS = ("thon_with_telecom", "thon_with_loudspeaker", "staff_with_computer", "dossiers_online")
STAGES = ("Xã tự đánh giá", "Huyện thẩm tra", "Sở thẩm định", "Hội đồng thẩm định tỉnh")
MONTHS = 36


def lines(rows: int, is_wrong: bool) -> Iterator[tuple[object, ...]]:
    """The table: every commune, month and indicator in turn; wrong ones have a wrong name or an impossible figure."""
    units = load_units()
    communes = units.living_on(DAY, "06")
    districts = {d.code: d.name for d in units.districts}
    yield HEAD
    for number in range(rows):
        unit = communes[number % len(communes)]
        step = number // len(communes)
        item, month = (*VERDICTS, *RATIOS)[step % 8], step // 8 % MONTHS
        total = number % len(communes) % 11 + 5
        value = "Đạt" if item in VERDICTS else f"{total}/{total}"
        name = unit.name
        if is_wrong:
            name = f"{name}q{number}" if number % 2 else name
            value = value if number % 2 else f"{total + 1}/{total} thôn {number}"
        place = ("" if is_wrong else unit.code, name, districts[unit.district_code or ""])
        period, stage = f"tháng {month % 12 + 1}/{2022 + month // 12}", STAGES[step // 8 // MONTHS % 4]
        yield (*place, item, period, value, stage, f"dòng {number}", "Nguyễn Văn A", number + 1)



def write(file: Path, rows: int, is_wrong: bool) -> None:
    """Write the table as .xlsx or .csv, whichever the name says."""
    if file.suffix == ".csv":
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows(lines(rows, is_wrong))
        file.write_text(text.getvalue(), encoding="utf-8")
        return
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Số liệu")
    for line in lines(rows, is_wrong):
        sheet.append(line)
    book.save(file)


def measure(file: Path) -> None:
    """Read one file and print time and peak memory of this process."""
    content, law, units = file.read_bytes(), load_law(), load_units()
    started, used = time.perf_counter(), time.process_time()
    result = parse(file.name, content, law, units, "06", TODAY)
    seconds, used = time.perf_counter() - started, time.process_time() - used
    usage = psutil.Process().memory_info()
    peak = getattr(usage, "peak_wset", 0) or _peak()
    print(f"| {file.stem} {file.suffix} | {seconds:.1f} s | {used:.1f} s | {peak / 2**20:.0f} MB | {len(result.figures)} |"
          f" {len(result.problems)} |")


def _peak() -> int:
    import resource  # not on Windows, where psutil gives the peak itself

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def main(rows: int = ROWS) -> None:
    """Write the four files and measure each."""
    print("| file | time | of the processor | peak memory | figures | problems |\n|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for ending in (".xlsx", ".csv"):
            for name, is_wrong in (("clean", False), ("all-wrong", True)):
                file = Path(folder) / f"{name}{ending}"
                write(file, rows, is_wrong)
                subprocess.run([sys.executable, "-m", "benchmarks.intake", "--measure", str(file)], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
