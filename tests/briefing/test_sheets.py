"""The communes' sheets say what the warehouse says."""
from __future__ import annotations

from datetime import date

import pytest

from ntm.briefing.sheets import CommuneSheet, Shape, commune_sheets
from ntm.progress.evaluate import Question
from ntm.progress.forecast.answer import forecast
from ntm.progress.standing import standing
from ntm.warehouse.generations import Warehouse

DAY = date(2023, 12, 31)


@pytest.fixture(scope="module")
def sheets(sample_warehouse: Warehouse) -> tuple[CommuneSheet, ...]:
    with sample_warehouse.reading() as con:
        asked = Question(DAY, province="06")
        found, forecasts = standing(con, asked), forecast(con, asked, "standard", date(2024, 12, 31))
    (unit,) = found.communes.loc[found.communes["code"] == "02080", "unit"].unique()
    return commune_sheets(
        found, "standard", found.law.find_set("standard", "06", DAY), "vi", forecasts={one.unit: one for one in forecasts},
        helped={unit}, obstacles={unit: ("Thiếu kinh phí",)}, shapes={"02080": Shape((((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)),), (0.7, 0.3))},
    )


def test_every_assessed_commune_has_a_sheet(sheets: tuple[CommuneSheet, ...]) -> None:
    assert len(sheets) == 95
    assert sum(sheet.status == "met" for sheet in sheets) == 65
    assert {len(sheet.indicators) for sheet in sheets} == {4}


def test_the_helped_come_first_then_who_has_not_met_each_by_name(sheets: tuple[CommuneSheet, ...]) -> None:
    assert sheets[0].name == "Xã Bình Trung"
    assert [sheet.status == "met" for sheet in sheets[1:]] == [False] * 29 + [True] * 65
    names = [sheet.name for sheet in sheets[1:30]]
    assert names[:3] == ["Xã Bằng Phúc", "Xã Bằng Thành", "Xã Bành Trạch"]


def test_bình_trung(sheets: tuple[CommuneSheet, ...]) -> None:
    (own,) = (sheet for sheet in sheets if sheet.code == "02080")
    assert (own.name, own.district, own.status) == ("Xã Bình Trung", "huyện Chợ Đồn", "not_met")
    assert own.sentence == "Xã Bình Trung: đạt 2/4 chỉ tiêu; chưa đạt chỉ tiêu 8.3, 8.4"
    third = own.indicators[2]
    assert (third.status, third.figure, third.missing) == ("not_met", "5/9 thôn, cần 6", "thiếu 01 thôn có loa hoạt động")
    assert third.source.endswith("so-lieu-2023-q4.xlsx › Biểu 01 - Đạt chuẩn!M77")
    assert own.indicators[3].missing == "kết luận chưa đạt, chưa có số đo chỉ ra thiếu gì"
    assert own.rating_words.endswith("(đến 31/12/2024)")
    assert (own.obstacles, own.middle) == (("Thiếu kinh phí",), (0.7, 0.3))


def test_a_commune_without_figures_says_so(sheets: tuple[CommuneSheet, ...]) -> None:
    silent = [sheet for sheet in sheets if sheet.status == "no_data"]
    assert len(silent) == 2
    assert all("chưa có số liệu" in sheet.sentence and sheet.rings == () and sheet.middle is None for sheet in silent)
