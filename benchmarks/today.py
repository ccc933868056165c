"""What people do all day: ask for today, load a file, start for the first time. Seconds, each measured alone."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from statistics import median

from openpyxl import Workbook

from benchmarks.national import AFTER, NOW, SQL
from etl.load import Asked, init, load_file
from ntm.figures import Batch, Figure, Value
from ntm.periods import make_period
from ntm.progress.keep import load_facts, refresh
from ntm.warehouse import batches
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.sql import query

PROVINCE = "06"
COMMUNE = "02080"
TIMES_ASKED = 200
TIMES_LOADED = 3
DAY = date(2025, 6, 30)


def ask_today(warehouse: Warehouse) -> dict[str, float]:
    """Median seconds of the SQL of each question, rows fetched."""
    with warehouse.reading() as con:
        (unit,) = con.execute("select id from unit where code = ? and valid_to = ?", [COMMUNE, AFTER]).fetchone()
        questions = {
            "commune": [("today_commune_levels", {"unit": unit}), ("today_commune_indicators", {"unit": unit}),
                        ("today_commune_requirements", {"unit": unit})],
            "province": [("today_province", {"province": PROVINCE})],
            "country": [("today_country", {"after": AFTER})],
        }
        return {
            name: _median(lambda asked=asked: [query(con, SQL, file, **values).fetchall() for file, values in asked], TIMES_ASKED)
            for name, asked in questions.items()
        }


def load_hundred(warehouse: Warehouse) -> float:
    """Median seconds from figures of 100 communes to the next generation, published with every kept answer brought up to date."""
    with warehouse.reading() as con:
        units = con.execute(
            "select code, valid_from from unit where province_code = ? and valid_to = ? order by id limit 100", [PROVINCE, AFTER]
        ).fetchall()
    period = make_period("month", 2025, 6)
    figures = [
        Figure(code, start, item, Value(numerator=6, denominator=9), period, written="6/9", sheet="Biểu 01", cell=f"C{row}")
        for row, (code, start) in enumerate(units, 6) for item in ("thon_with_loudspeaker", "thon_with_telecom")
    ]

    def load() -> None:
        """The figures as one more batch, published."""
        name = f"{time.time()}"
        batch = Batch(name, f"{name}.xlsx", name, period, "318-2022-standard", "self", "benchmark")
        with warehouse.writing() as draft:
            refresh(draft.con, batches.append(draft.con, batch, figures, 0, NOW).units)

    return _median(load, TIMES_LOADED)


def start_first() -> float:
    """Median seconds of `python -m etl init` with the sample, from nothing."""
    def start() -> None:
        """The command as a person types it, in a folder of its own."""
        with tempfile.TemporaryDirectory() as folder:
            environment = os.environ | {"NTM_WAREHOUSE": folder}
            subprocess.run([sys.executable, "-m", "etl", "init"], check=True, capture_output=True, env=environment)

    return _median(start, TIMES_LOADED)


def load_form() -> float:
    """Median seconds from the bytes of an official form of 108 rows to the next generation, in a new warehouse of Bắc Kạn."""
    facts = load_facts()
    units = [unit for unit in facts.units.units if unit.province_code == PROVINCE and unit.valid_from <= DAY
             and unit.valid_to is not None and unit.valid_to > DAY]
    folder = Path(tempfile.mkdtemp())
    form = folder / "bieu.xlsx"

    def load(number: int) -> float:
        """Seconds of the load alone; the form and the warehouse are made before."""
        _write_form(form, [(unit.code, unit.name) for unit in units])
        warehouse = Warehouse(folder / str(number))
        init(warehouse, facts, PROVINCE, NOW, sample=None)
        content = form.read_bytes()
        start = time.perf_counter()
        outcome = load_file(warehouse, facts, form.name, content, Asked("benchmark"), datetime(2025, 7, 10))
        seconds = time.perf_counter() - start
        warehouse.close()
        assert outcome.exit_code == 0 and outcome.accepted == 4 * len(units), outcome
        return seconds

    found = median(load(number) for number in range(TIMES_LOADED))
    shutil.rmtree(folder)
    return found


def _write_form(file: Path, communes: list[tuple[str, str]]) -> None:
    """The form of criterion 8 as a district sends it, a row a commune."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN TIÊU CHÍ SỐ 8"])
    sheet.append(["(Xã đạt chuẩn nông thôn mới theo Quyết định số 318/QĐ-TTg) - Quý II/2025"])
    sheet.append([])
    indicators = ["8.1. Bưu chính", "8.2. Viễn thông, internet", "8.3. Đài và loa đến thôn", "8.4. Ứng dụng CNTT"]
    sheet.append(["STT", "Mã xã", "Tên xã", *indicators])
    for number, (code, name) in enumerate(communes, 1):
        sheet.append([number, code, name, "Đạt", "9/9", f"{number % 10}/9", "Chưa đạt"])
    workbook.save(file)


def _median(action: Callable[[], object], times: int) -> float:
    """The median of the seconds that an action takes."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return median(seconds)
