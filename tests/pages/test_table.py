"""The summary table, run whole over a few of the sample's workbooks."""
from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from etl.load import SAMPLE_FOLDER, init
from ntm.ui.exports import to_xlsx
from ntm.ui.table import parts as table_parts
from ntm.warehouse.generations import Warehouse
from tests.pages.screens import open_page, shown

FILES = ("so-lieu-2021-q4.xlsx", "so-lieu-2023-q3.xlsx", "so-lieu-2023-q4.xlsx")
LAST = "2023-12-31"


@pytest.fixture(scope="module", autouse=True)
def warehouse(tmp_path_factory: pytest.TempPathFactory, facts) -> Iterator[Warehouse]:
    folder = tmp_path_factory.mktemp("table")
    (folder / "files").mkdir()
    for name in FILES:
        shutil.copy(SAMPLE_FOLDER / name, folder / "files" / name)
    made = Warehouse(folder / "warehouse")
    init(made, facts, "06", datetime(2024, 1, 20), folder / "files")
    with shown(made):
        yield made


def opened(**choices: str) -> AppTest:
    return open_page("table", **({"level": "standard", "day": LAST} | choices))


def table(app: AppTest) -> pd.DataFrame:
    return app.dataframe[0].value


def told(app: AppTest) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


def test_the_title_is_counted_from_the_table():
    app = opened()
    results = table(app)["Kết quả"].value_counts()
    title = app.title[0].value
    assert title.startswith(f"Trong 95 xã: {results['✓ Đạt']} đạt tiêu chí số 8, {results['✕ Chưa đạt']} chưa đạt")
    failing = {number: table(app)[number].str.startswith("✕").sum() for number in ("8.1", "8.2", "8.3", "8.4")}
    worst = max(failing, key=failing.get)
    assert title.endswith(f"chưa đạt nhiều nhất là {worst} ({failing[worst]} xã)")
    assert "Số liệu minh họa" in told(app)
    assert "xã NTM theo 318/QĐ-TTg" in told(app)


def test_a_count_sorts_as_a_number_and_a_period_as_a_day():
    shown = table(opened())
    assert shown["Chỉ tiêu đạt"].dtype == "int64"
    assert pd.api.types.is_datetime64_any_dtype(shown["Kỳ"])
    counted = shown["8.3"][shown["8.3"].str.contains("/")].str.extract(r"^. (.*?)/")[0]
    assert len(set(counted.str.len())) == 1, "shorter numerators are filled up, so that text sorts like numbers"


@pytest.mark.parametrize(("choices", "expected"), [
    pytest.param({"status": "not_met"}, {"✕ Chưa đạt"}, id="one status"),
    pytest.param({"status": "not_met,met"}, {"✕ Chưa đạt", "✓ Đạt"}, id="two statuses"),
    pytest.param({"lacking": "8.3", "status": "met"}, None, id="met communes lack nothing"),
    pytest.param({"find": "zzz"}, None, id="nobody of that name"),
    pytest.param({"status": "sai", "lacking": "9.9", "mode": "ba"}, {"✓ Đạt", "✕ Chưa đạt"}, id="a link mended by hand: not narrowed"),
])
def test_filters_from_the_url(choices, expected):
    app = opened(**choices)
    if expected is None:
        assert [box.value for box in app.info] == ["Không có xã nào khớp bộ lọc; bỏ bớt điều kiện."]
        assert not app.dataframe
    else:
        assert expected <= set(table(app)["Kết quả"])
        assert "status" not in choices or choices["status"] == "sai" or expected == set(table(app)["Kết quả"])


def test_filters_go_into_the_url():
    app = opened(district="064")
    assert set(table(app)["Huyện"]) == {"Chợ Đồn"}
    app = app.selectbox("pick_lacking").set_value("8.3").run()
    assert not table(app)["8.3"].str.startswith("✓").any()
    app = app.text_input("pick_find").set_value("BINH trung").run()
    assert table(app)["Xã"].to_list() == ["Bình Trung"]
    for name, value in {"district": "064", "lacking": "8.3", "find": "BINH trung"}.items():
        assert value in app.query_params[name]
    app = app.text_input("pick_find").set_value("").run()
    assert "find" not in app.query_params


def test_two_days_show_only_what_changed():
    app = opened(mode="days", before="2023-09-30")
    assert app.title[0].value.startswith("Từ 30/9/2023 đến 31/12/2023: ")
    shown = table(app)
    assert (shown["30/9/2023"].str[0] != shown["31/12/2023"].str[0]).all()
    rose = shown[(shown["Chỉ tiêu"] == "Chung") & (shown["Thay đổi"] == "▲ lên đạt")]
    assert f"{len(rose):02d} xã lên đạt" in app.title[0].value


def test_a_change_of_law_is_no_rise():
    app = opened(mode="days", before="2021-12-31")
    assert set(table(app)["Thay đổi"]) == {"§ đổi bộ tiêu chí"}
    assert "không tính là tăng, giảm" in app.title[0].value
    assert "lên đạt" not in app.title[0].value
    assert "bộ tiêu chí đổi từ 1980/QĐ-TTg sang 318/QĐ-TTg" in told(app)


def test_two_communes_side_by_side():
    app = opened(mode="communes", commune="02080", other="02071")
    assert app.title[0].value.startswith("Xã Bình Trung ")
    lines = app.table[0].value.set_index("Yêu cầu")
    assert lines.loc["Thôn có loa hoạt động", "Ngưỡng"] == r"≥ 2/3"
    assert "/9 thôn" in lines.loc["Thôn có loa hoạt động", "Xã Bình Trung"]
    assert "02071" not in app.selectbox("pick_commune").options
    assert "Xã Bình Trung (huyện Chợ Đồn)" not in app.selectbox("pick_other").options


@pytest.mark.parametrize("mode", ["one", "days", "communes"])
@pytest.mark.parametrize("choices", [
    pytest.param({"level": "advanced"}, id="advanced"), pytest.param({"level": "model"}, id="a level without a criterion of ours"),
    pytest.param({"lang": "en", "district": "060"}, id="English, one district"), pytest.param({"day": "2021-12-31"}, id="the law before"),
    pytest.param({"day": "2025-07-01"}, id="after the merger"), pytest.param({"day": "2026-06-30"}, id="a law whose indicators are open"),
    pytest.param({"district": "999"}, id="no such district"), pytest.param({"before": "hôm qua", "other": "99999"}, id="mended by hand"),
    pytest.param({"day": "2020-06-30"}, id="before any figure"),
])
def test_every_way_of_looking_runs(mode, choices):
    app = opened(mode=mode, **choices)
    assert app.title[0].value
    assert app.dataframe or app.table or app.info or "; " in app.title[0].value, "a table, or a sentence on what to do"


def test_what_is_shown_is_given_away(monkeypatch: pytest.MonkeyPatch):
    given = []
    monkeypatch.setattr(table_parts, "downloads", lambda frame, name, scene, file: given.append((frame, name, file, scene.is_sample)))
    opened(district="064", status="not_met")
    frame, name, file, is_sample = given[0]
    assert (name, file) == ("Bảng tổng hợp theo xã, xã NTM (318/QĐ-TTg), tính đến 31/12/2023", f"bang-tong-hop-standard-{LAST}")
    assert set(frame["Kết quả"]) == {"Chưa đạt"}
    assert set(frame["Huyện"]) == {"huyện Chợ Đồn"}
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(frame, name, "vi", is_sample))).active
    headings = {cell.value: cell.column for cell in sheet[4]}
    assert sheet["A2"].value == "Số liệu minh họa"
    row = next(row for row in sheet.iter_rows(min_row=5) if row[0].value == "02080")
    numbers = [row[headings[f"8.3: {part}"] - 1].value for part in ("số đạt", "tổng số", "tỷ lệ (%)")]
    assert numbers == [5, 9, 55.56]


def test_a_row_opens_its_commune(monkeypatch: pytest.MonkeyPatch):
    went = []
    chosen = SimpleNamespace(selection=SimpleNamespace(rows=[0]))  # AppTest cannot choose a row
    monkeypatch.setattr(table_parts, "go_to_commune", lambda code, scene: went.append(code))
    monkeypatch.setattr(st, "dataframe", lambda *args, **settings: chosen)
    opened(find="02080")
    assert went == ["02080"]
