"""The bundled sample: its script writes what lies there, the loader takes all of it, and it tells its story."""
from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.sample.make import MERGER_FILE, make_sample
from data.sample.plan import FOLDER, QUARTERS, period_of, read_plan
from data.sample.workbooks import SampleWriter, communes_on
from etl.intake import Intake, parse
from etl.read import read_file
from ntm.progress.evaluate import Question
from ntm.progress.keep import Facts
from ntm.progress.status import status_rows
from ntm.warehouse.generations import Warehouse

TODAY = date(2025, 10, 15)
FILES = [f"so-lieu-{year}-q{quarter}.xlsx" for year, quarter in QUARTERS]
# Named by the province as recognised in 2021 (DOMAIN §4).
RECOGNISED = {"Phương Viên", "Yên Thịnh", "Thanh Thịnh", "Quân Hà", "Cường Lợi", "Thượng Giáo", "Quang Thuận", "Kim Lư"}
LOUDSPEAKERS = [2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 6, 7, 7, 8]  # Bình Trung, of 9, from Q1/2022


@pytest.fixture(scope="module")
def intakes(facts: Facts) -> dict[str, Intake]:
    return {name: _parse(FOLDER / name, facts) for name in [*FILES, MERGER_FILE]}


def _parse(file: Path, facts: Facts) -> Intake:
    return parse(file.name, file.read_bytes(), facts.law, facts.units, "06", TODAY)


def _levels(warehouse: Warehouse, day: date, level: str) -> dict[str, str]:
    """Name -> status of the level, for Bắc Kạn's communes."""
    with warehouse.reading() as con:
        rows = status_rows(con, Question(as_of=day, province="06"), level)
    return {row["name"]: row["level_status"] for row in rows}


def test_script_writes_what_lies_there(facts):
    """Cell by cell: another zlib packs the same content in other bytes."""
    written = dict(make_sample())
    assert sorted(written) == sorted([*FILES, MERGER_FILE])
    differing = [name for name, content in written.items()
                 if read_file(name, content).sheets != read_file(name, (FOLDER / name).read_bytes()).sheets]
    assert differing == []


def test_second_run_writes_the_same_bytes(facts):
    first, second = (SampleWriter(read_plan(), facts.law, facts.units) for _ in range(2))
    assert first.write_quarter(1) == second.write_quarter(1)


def test_folder_is_small_and_holds_no_other_workbook():
    assert sorted(f.name for f in FOLDER.glob("*.xlsx")) == FILES
    assert sum(f.stat().st_size for f in FOLDER.rglob("*.xlsx")) < 1_000_000


@pytest.mark.parametrize("name", [*FILES, MERGER_FILE])
def test_loader_takes_every_cell(intakes, name):
    refused = [problem for problem in intakes[name].problems if problem.level == "problem"]
    assert (refused, intakes[name].rejected, intakes[name].skipped_sheets) == ([], 0, ())
    # what is disputed on purpose may be noted, nothing else
    assert {problem.code for problem in intakes[name].problems} <= {"differs"}
    assert all(figure.written for figure in intakes[name].figures)


@pytest.mark.parametrize(("place", "name"), list(enumerate(FILES)))
def test_period_set_and_stage_are_read_from_the_file(intakes, place, name):
    intake, (_, quarter) = intakes[name], QUARTERS[place]
    sets = {figure.item.split("/")[0] for figure in intake.figures if "/" in figure.item}
    assert {figure.period for figure in intake.figures} == {period_of(place)}
    assert sets == ({"1980-2016-standard"} if place == 0 else {"318-2022-standard", "318-2022-advanced"})
    assert intake.stage == {1: "self", 4: "appraised"}.get(quarter, "verified")
    assert (intake.document.number == "00/BC-MINHHOA") is (quarter == 4)


@pytest.mark.parametrize(("day", "count"), [
    pytest.param(date(2021, 12, 31), 96, id="at the start"),
    pytest.param(date(2023, 3, 31), 96, id="before Vân Tùng became a town"),
    pytest.param(date(2023, 6, 30), 95, id="after"),
    pytest.param(date(2025, 6, 30), 95, id="at the end"),
])
def test_communes_of_the_day(facts, day, count):
    assert len(communes_on(facts.units, day)) == count


def test_figures_speak_of_communes_of_their_day_only(intakes, facts):
    for place, name in enumerate(FILES):
        alive = {u.code for u in communes_on(facts.units, period_of(place).end)}
        reported = {f.unit_code for f in intakes[name].figures}
        assert reported <= alive
        assert 2 <= len(alive - reported) <= 9


def test_what_is_told_of_the_model_level(intakes):
    items = Counter(f.item for f in intakes[FILES[-1]].figures)
    assert (items["smart_thon"], items["outstanding_digital"]) == (6, 6)


def test_loudspeakers_of_binh_trung(intakes):
    found = [(f.value.numerator, f.value.denominator) for name in FILES for f in intakes[name].figures
             if (f.unit_code, f.item) == ("02080", "thon_with_loudspeaker")]
    assert found == [(count, 9) for count in LOUDSPEAKERS]


@pytest.mark.parametrize(("day", "met"), [
    pytest.param(date(2022, 3, 31), {"8.1"}, id="struggles"),
    pytest.param(date(2023, 12, 31), {"8.1", "8.2"}, id="one thôn short, and computers"),
    pytest.param(date(2024, 3, 31), {"8.1", "8.2", "8.3"}, id="6/9"),
    pytest.param(date(2024, 9, 30), {"8.1", "8.2", "8.3", "8.4"}, id="recovered"),
    pytest.param(date(2025, 6, 30), {"8.1", "8.2", "8.3", "8.4"}, id="kept"),
])
def test_course_of_binh_trung(sample_warehouse, day, met):
    with sample_warehouse.reading() as con:
        rows = status_rows(con, Question(as_of=day, province="06"), "standard")
    assert {r["indicator"] for r in rows if r["commune"] == "02080" and r["status"] == "met"} == met


def test_recognised_communes_stand_accordingly(sample_warehouse):
    for day in (date(2021, 12, 31), date(2022, 3, 31), date(2025, 6, 30)):
        levels = _levels(sample_warehouse, day, "standard")
        assert {name for name in RECOGNISED if levels[name] != "met"} == set()


def test_roadmap_of_2023_is_met_by_its_end(sample_warehouse, facts):
    names = {u.code: u.name for u in communes_on(facts.units, date(2023, 12, 31))}
    levels = _levels(sample_warehouse, date(2023, 12, 31), "standard")
    planned = {names[code] for code, quarter in read_plan().standard.items() if quarter <= 8}
    assert len(planned) == 31
    assert {name for name in planned if levels[name] != "met"} == set()


def test_share_of_communes_falls_with_the_stricter_law_and_rises_again(sample_warehouse, facts):
    days = [date(2021, 12, 31), date(2022, 3, 31), date(2023, 12, 31), date(2025, 6, 30)]
    shares = []
    for day in days:
        names = {u.name for u in communes_on(facts.units, day)}
        levels = _levels(sample_warehouse, day, "standard")
        shares.append(sum(levels[name] == "met" for name in names) / len(names))
    before, stricter, midterm, last = shares
    assert stricter < 0.45 < 0.55 < midterm < 0.75 < last < 0.85
    assert before > midterm


def test_every_kind_of_doubt_stands_in_the_last_quarter(sample_warehouse):
    with sample_warehouse.reading() as con:
        rows = status_rows(con, Question(as_of=date(2025, 6, 30), province="06"), "standard")
    assert {"disputed", "slipping", "stale", "rounded"} <= {flag for row in rows for flag in row["flags"]}
    # "incomplete" and "no_data" of communes that are assessed, too
    assert {"met", "not_met", "incomplete", "no_data"} == {row["level_status"] for row in rows}


def test_merger_file_speaks_of_successors(intakes, facts):
    figures = intakes[MERGER_FILE].figures
    successors = {(u.code, u.valid_from) for u in communes_on(facts.units, date(2025, 9, 30))}
    reported = {(f.unit_code, f.unit_valid_from) for f in figures}
    assert (len(successors), ("02071", date(2025, 7, 1)) in reported) == (35, True)
    assert reported < successors


def test_each_sheet_says_that_it_is_a_sample():
    for name in (FILES[0], FILES[8], MERGER_FILE):
        for sheet in load_workbook(FOLDER / name):
            titles = " ".join(str(value) for row in sheet.iter_rows(max_row=4, values_only=True) for value in row if value)
            assert "SỐ LIỆU MINH HỌA" in titles
