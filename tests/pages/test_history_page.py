"""The page "Lịch sử cập nhật", run whole over a small warehouse; its words as plain values."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from etl.load import Asked, load_file
from ntm.figures import CoveringDocument
from ntm.texts import format_moment
from ntm.ui.intake.history import state_of
from ntm.warehouse.batches import history
from ntm.warehouse.files import kept_file
from ntm.warehouse.generations import Warehouse
from tests.conftest import make_empty
from tests.etl.workbooks import official_form, to_bytes
from tests.pages.screens import open_page, pressed, shown, table

HOSTILE = "../<b>so</b> [liệu](x).xlsx"


def form(period: str, loudspeakers: str) -> bytes:
    return to_bytes(official_form(period, [["I. HUYỆN CHỢ ĐỒN"], [1, "Xã Bình Trung", "Đạt", "9/9", loudspeakers, "Đạt"]]))


@pytest.fixture
def warehouse(tmp_path: Path, facts) -> Iterator[Warehouse]:
    made = make_empty(tmp_path / "warehouse")
    said = CoveringDocument("UBND xã", "16/BC-UBND", date(2025, 4, 1), "Lê Văn C")
    load_file(made, facts, "quy-1.xlsx", form("Quý I/2025", "5/9"), Asked("Nguyễn Văn A", document=said), datetime(2025, 4, 2, 20, 5))
    load_file(made, facts, HOSTILE, form("Quý II/2025", "9/8"), Asked("Trần _B_", corrections=(("Biểu 02", "E7", "7/9"),)),
              datetime(2025, 7, 2, 3, 0))
    with shown(made):
        yield made


def opened(**choices: str) -> AppTest:
    return open_page("history", **choices)


def void(warehouse: Warehouse) -> list[int]:
    with warehouse.reading() as con:
        rows = history(con)
    return [row.id for row in rows[rows["is_void"]].itertuples()]


def test_the_title_counts_and_dates_by_the_clock_of_viet_nam(warehouse):
    app = opened()
    assert app.title[0].value.replace("\\", "") == "02 lần cập nhật, 02 đang dùng; mới nhất 02/7/2025 10:00, Trần _B_"
    shown = table(app, "Thời điểm")
    assert shown["Thời điểm"].to_list() == ["02/7/2025 10:00", "03/4/2025 03:05"]
    assert shown["Công văn"].to_list() == ["", "16/BC-UBND · 01/4/2025 · UBND xã · Lê Văn C"]


def test_a_load_shows_its_figures_and_its_corrections(warehouse):
    app = opened()
    assert table(app, "Sửa thành").iloc[0].to_list() == ["Biểu 02", "E7", "7/9"]
    assert table(app, "Ghi trong tệp")["Số liệu"].to_list() == ["Đạt", "9/9 thôn", "7/9 thôn", "Đạt"]
    assert "<b>" not in app.subheader[0].value.replace("\\<", "")


def test_the_url_names_the_load(warehouse):
    app = opened(batch="1")
    assert "16/BC-UBND" in app.text[0].value
    assert table(app, "Ghi trong tệp")["Số liệu"].to_list()[2] == "5/9 thôn"
    assert "99" in opened(batch="99").warning[0].value


def test_undo_and_redo_name_who_did_it(warehouse):
    app = opened()
    app.text_input("person_field").set_value("Lý Thị D").run()
    pressed(app, "updates_undo")
    assert void(warehouse) == [2]
    assert app.title[0].value.startswith("02 lần cập nhật, 01 đang dùng")
    assert "Lý Thị D đã hủy lúc" in app.text[0].value
    pressed(app, "updates_redo")
    assert void(warehouse) == []
    assert "Lý Thị D đã khôi phục lúc" in app.text[0].value


def test_nobody_undoes_without_a_name(warehouse):
    app = opened()
    app.text_input("person_field").set_value("").run()
    assert app.button("updates_undo").disabled


def test_a_lost_original_is_said(warehouse):
    with warehouse.reading() as con:
        kept_file(warehouse.folder, history(con).iloc[0]["sha256"]).unlink()
    assert "không còn trong kho" in opened().warning[0].value


def test_english(warehouse):
    assert opened(lang="en").title[0].value.replace("\\", "").startswith("2 loads, 2 in use; the newest 2 Jul 2025 10:00")


@pytest.mark.parametrize(("is_sample", "is_void", "act", "expected"), [
    pytest.param(False, False, None, "live", id="in use"), pytest.param(False, True, "void", "void", id="undone"),
    pytest.param(True, False, None, "sample", id="sample"), pytest.param(True, True, "aside", "aside", id="put aside by a real load"),
    pytest.param(True, False, "return", "sample", id="sample back"), pytest.param(True, True, "void", "void", id="sample undone"),
])
def test_states(is_sample, is_void, act, expected):
    assert state_of({"is_sample": is_sample, "is_void": is_void, "act": act}) == expected


def test_midnight_belongs_to_the_next_day():
    assert format_moment(pd.Timestamp(2025, 12, 31, 17, 0), "vi") == "01/01/2026 00:00"
