"""The page "Báo cáo": what is open before it goes out, the preview, a file handed out and checked."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from etl.load import init
from ntm.briefing.content import Content, Request
from ntm.briefing.hand_out import make
from ntm.progress.keep import Facts
from ntm.ui import answers
from ntm.ui.safe import plain_markdown
from ntm.warehouse.generations import Warehouse
from pages import briefing_work
from tests.pages.screens import DASHBOARD, open_page, shown, table, without_exception

NOW = datetime(2025, 7, 15)
VIEW = {"day": "2023-12-31"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> Iterator[Warehouse]:
    """The sample."""
    warehouse = Warehouse(tmp_path_factory.mktemp("briefing"))
    init(warehouse, facts, "06", NOW)
    with shown(warehouse) as opened:
        yield opened


def test_what_is_open_before_it_goes_out(made: Warehouse) -> None:
    app = open_page("briefing", **VIEW)
    assert app.title[0].value.startswith("Sơ kết: ")
    said = [one.value for one in app.text]
    assert "• Số liệu minh họa, không dùng để báo cáo." in said
    assert any("05 xã chưa gửi" in one for one in said), said
    assert any("65" in one.body and "95" in one.body for one in app.get("html")), "the answer stands in the preview"


@pytest.mark.parametrize("kind", ["quarter", "year", "commune", "annex"])
def test_every_kind_in_both_languages(made: Warehouse, kind: str) -> None:
    for lang in ("vi", "en"):
        app = open_page("briefing", **VIEW, kind=kind, lang=lang, commune="02080")
        assert not app.error


def test_a_day_before_any_law_gets_a_sentence(made: Warehouse) -> None:
    app = AppTest.from_file(str(DASHBOARD), default_timeout=60)
    app.query_params["day"] = "2015-01-01"
    assert [one.value for one in without_exception(app.run()).error] == [
        plain_markdown("Ngày 01/01/2015 trước bộ tiêu chí đầu tiên (áp dụng từ 17/10/2016). Chọn ngày 17/10/2016 trở đi.")]


def test_what_a_link_names_in_vain_is_left_out(made: Warehouse) -> None:
    app = open_page("briefing", **VIEW, district="999", kind="zzz")
    assert app.title[0].value.startswith("Sơ kết: ")
    assert app.selectbox("pick_kind").value == "midterm"


@pytest.mark.parametrize("page", ["briefing", "meeting"])
def test_whoever_waits_for_the_content_is_told_so(made: Warehouse, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    @contextmanager
    def spinner(text: str) -> Iterator[None]:
        said.append(text)
        yield
        said.remove(text)

    heard: list[list[str]] = []

    def make_(warehouse: Warehouse, asked: Request) -> Content:
        heard.append(list(said))
        return make(warehouse, asked)

    st.cache_resource.clear()
    monkeypatch.setattr("streamlit.spinner", spinner)
    monkeypatch.setattr(briefing_work, "make", make_)
    open_page(page, **VIEW)
    assert heard == [["Đang lập báo cáo"]]


def test_a_file_handed_out_leaves_the_content_as_it_is(made: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    made_of: list[Request] = []
    monkeypatch.setattr(briefing_work, "make", lambda warehouse, asked: made_of.append(asked) or make(warehouse, asked))
    app = open_page("briefing", **VIEW, kind="half")
    (first,) = made_of
    briefing_work.give(make(answers.opened(), first), "xlsx", "Cá nhân B", None)
    app.run()
    assert made_of == [first], "not made again"
    assert "Cá nhân B" in set(table(app, "Dấu kiểm tra")["Người lập"])


def test_a_file_is_given_noted_and_found_sound(made: Warehouse) -> None:
    content = make(answers.opened(), Request("commune", date(2023, 12, 31), NOW, "vi", None, "02080"))
    file = briefing_work.give(content, "xlsx", "Cá nhân A", None)
    assert briefing_work.check_file("x.xlsx", file).is_untouched
    listed = table(open_page("briefing", **VIEW), "Dấu kiểm tra")
    assert listed["Người lập"].tolist()[0] == "Cá nhân A"
