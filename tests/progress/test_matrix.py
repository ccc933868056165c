"""Communes x indicators: what a cell shows, what is lacking, what changed between two days, two communes line by line."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import duckdb
import pandas as pd
import pytest

from ntm.progress.evaluate import Question
from ntm.progress.matrix import (
    LEVEL,
    all_cells,
    compare_days,
    count_lacking,
    filter_rows,
    level_cells,
    main_measure,
    make_cells,
    newest_end,
    pair_lines,
)
from ntm.progress.standing import Standing, standing
from ntm.progress.summary import at_level
from ntm.warehouse.generations import Warehouse
from tests.progress.helpers import load

A, B = "02080", "02071"  # Bình Trung, Nghĩa Tá
LOUD, STATION = "thon_with_loudspeaker", "commune_station"
END = date(2023, 6, 30)
ALL_MET = {"8.1": "Đạt", "8.2": "Đạt", "8.3": "Đạt", "8.4": "Đạt"}


def stand(con: duckdb.DuckDBPyConnection, day: date = END) -> Standing:
    return standing(con, Question(as_of=day, province="06"))


def unit_of(answer: Standing, code: str = A) -> int:
    return int(answer.communes.set_index("code").loc[code, "unit"].iloc[0])


def cell(answer: Standing, number: str = "8.3", code: str = A) -> pd.Series:
    cells = make_cells(answer, "standard")
    return cells[(cells["unit"] == unit_of(answer, code)) & (cells["number"] == number)].iloc[0]


@pytest.mark.parametrize(("said", "status", "shown"), [
    pytest.param({LOUD: "6/9", STATION: "có"}, "met", (6, 9), id="the figure that carries the status"),
    pytest.param({LOUD: "5/9"}, "not_met", (5, 9), id="a failing figure"),
    pytest.param({LOUD: "9/9", STATION: "không"}, "not_met", None, id="something else fails: 9/9 would mislead"),
    pytest.param({LOUD: "9/9"}, "incomplete", (9, 9), id="half known"),
    pytest.param({"8.3": "Đạt"}, "met", None, id="a verdict alone"),
    pytest.param({}, "no_data", None, id="nothing"),
])
def test_what_a_cell_shows(blank: Warehouse, said: Mapping[str, str], status: str, shown: tuple[int, int] | None) -> None:
    with blank.writing() as draft:
        if said:
            load(draft.con, "Quý II/2023", {A: said})
        found = cell(stand(draft.con))
        draft.discard()
    assert found["status"] == status
    assert (None if pd.isna(found["numerator"]) else (found["numerator"], found["denominator"])) == shown


def test_a_verdict_newer_than_the_figure_hides_it(blank: Warehouse) -> None:
    with blank.writing() as draft:
        load(draft.con, "Quý I/2023", {A: {LOUD: "8/9"}}, day=1)
        load(draft.con, "Quý II/2023", {A: {"8.3": "Đạt"}}, day=2)
        found = cell(stand(draft.con))
        draft.discard()
    assert (found["status"], found["period_end"], pd.isna(found["numerator"])) == ("met", END, True)


def test_main_measure_is_the_only_one_counted(blank: Warehouse) -> None:
    with blank.reading() as con:
        law = stand(con).law
    criteria = law.sets["318-2022-standard"]
    found = {i.number: main_measure(criteria, i.number, law) for i in criteria.indicators}
    assert {number: measure and measure.id for number, measure in found.items()} == {
        "8.1": None, "8.2": "thon_with_telecom", "8.3": LOUD, "8.4": None,
    }


def test_what_is_lacking_and_the_filters(blank: Warehouse) -> None:
    with blank.writing() as draft:
        load(draft.con, "Quý II/2023", {A: ALL_MET | {"8.3": "Chưa đạt"}, B: ALL_MET})
        answer = stand(draft.con)
        draft.discard()
    rows, cells = at_level(answer.communes, "standard"), make_cells(answer, "standard")
    assert count_lacking(cells) == {"8.1": 93, "8.2": 93, "8.3": 94, "8.4": 93}
    assert count_lacking(cells, ("not_met",)) == {"8.1": 0, "8.2": 0, "8.3": 1, "8.4": 0}

    def names(*choice: object) -> list[str]:
        return filter_rows(rows, cells, *choice)["name"].to_list()

    assert names((), None, "") == rows["name"].to_list()
    assert names(("met", "not_met"), None, "") == ["Nghĩa Tá", "Bình Trung"]
    assert names(("met", "not_met"), "8.3", "") == ["Bình Trung"]
    assert names((), None, "  BINH trung ") == names((), None, "02080") == ["Bình Trung"]
    assert set(names(("met", "not_met"), None, "cho don")) == {"Bình Trung", "Nghĩa Tá"}
    assert names((), None, "(zzz") == []


def test_two_days_by_one_law(blank: Warehouse) -> None:
    with blank.writing() as draft:
        load(draft.con, "Quý I/2023", {A: ALL_MET | {LOUD: "5/9", "8.3": "Chưa đạt"}, B: ALL_MET}, day=1)
        load(draft.con, "Quý II/2023", {A: {"8.3": "Đạt", LOUD: "7/9"}, B: {"8.1": "Chưa đạt"}}, day=2)
        before, after = stand(draft.con, date(2023, 3, 31)), stand(draft.con)
        draft.discard()
    communes = pd.concat([at_level(answer.communes, "standard") for answer in (before, after)])
    earlier, later = all_cells(before, "standard"), all_cells(after, "standard")
    changes = compare_days(earlier, later, communes["unit"].to_list())
    said = {(c.unit, c.number): (c.status_before, c.status_after, c.direction) for c in changes.cells.itertuples()}
    a, b = unit_of(after, A), unit_of(after, B)
    assert said == {
        (a, LEVEL): ("not_met", "met", "rose"), (a, "8.3"): ("not_met", "met", "rose"),
        (b, LEVEL): ("met", "not_met", "fell"), (b, "8.1"): ("met", "not_met", "fell"),
    }
    loud = changes.cells[(changes.cells["unit"] == a) & (changes.cells["number"] == "8.3")].iloc[0]
    assert (loud["numerator_before"], loud["numerator_after"], loud["denominator_after"]) == (5, 7, 9)
    assert (changes.rose, changes.fell, changes.by_law) == (1, 1, 0)
    assert changes.unmatched == 1  # Vân Tùng, a town from 10/4/2023
    assert compare_days(earlier, later, [a]).fell == 0


def test_a_change_of_law_is_said_apart(blank: Warehouse) -> None:
    with blank.writing() as draft:
        said = {f"1980-2016-standard/{number}": "Chưa đạt" for number in ALL_MET}
        load(draft.con, "Quý IV/2021", {A: said}, day=1)
        load(draft.con, "Quý II/2023", {A: ALL_MET}, day=2)
        before, after = stand(draft.con, date(2021, 12, 31)), stand(draft.con)
        draft.discard()
    changes = compare_days(all_cells(before, "standard"), all_cells(after, "standard"), [unit_of(after)])
    assert set(changes.cells["direction"]) == {"law"}
    assert (changes.rose, changes.fell, changes.by_law) == (0, 0, 1)
    nothing = compare_days(all_cells(before, "advanced"), all_cells(after, "advanced"), [unit_of(after)])
    assert (len(nothing.cells), nothing.unmatched) == (0, 1)


def test_two_communes_line_by_line(blank: Warehouse) -> None:
    with blank.writing() as draft:
        load(draft.con, "Quý II/2023", {A: {LOUD: "5/9"}, B: {LOUD: "9/9", STATION: "có"}})
        answer = stand(draft.con)
        draft.discard()
    lines = pair_lines(answer, "standard", unit_of(answer, A), unit_of(answer, B))
    assert [line.number for line in lines if line.position < 0] == ["8.1", "8.2", "8.3", "8.4"]
    loud = next(line for line in lines if line.position >= 0 and line.first["ref"] == LOUD)
    assert (loud.first["numerator"], loud.second["numerator"], loud.first["threshold"]) == (5, 9, "2/3")
    assert (loud.first["status"], loud.second["status"]) == ("not_met", "met")


def test_the_level_is_a_cell_counted_in_indicators(blank: Warehouse) -> None:
    with blank.writing() as draft:
        load(draft.con, "Quý II/2023", {A: ALL_MET | {"8.3": "Chưa đạt"}})
        answer = stand(draft.con)
        draft.discard()
    whole = level_cells(answer.communes, "standard").set_index("unit").loc[unit_of(answer)]
    assert (whole["number"], whole["status"], whole["numerator"], whole["denominator"]) == (LEVEL, "not_met", 3, 4)


@pytest.mark.parametrize(("day", "expected"), [
    pytest.param(date(2023, 6, 30), date(2023, 6, 30), id="closed that day"),
    pytest.param(date(2023, 6, 29), date(2023, 3, 31), id="not closed yet"),
    pytest.param(date(2022, 1, 1), None, id="before the first"),
])
def test_newest_end(day: date, expected: date | None) -> None:
    ends = [date(2023, 6, 30), date(2023, 3, 31)]
    assert newest_end(pd.DataFrame({"period_end": ends, "cutoff": ends}, dtype=object), day) == expected
