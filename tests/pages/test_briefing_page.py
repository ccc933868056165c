"""The page "Báo cáo": what is open before it goes out, the preview, a file handed out and checked."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from etl.load import init
from ntm.briefing.content import Request
from ntm.briefing.hand_out import make
from ntm.progress.keep import Facts
from ntm.ui import answers
from ntm.warehouse.generations import Warehouse
from pages import briefing_work
from tests.pages.screens import open_page, shown, table

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


def test_a_file_is_given_noted_and_found_sound(made: Warehouse) -> None:
    content = make(answers.opened(), Request("commune", date(2023, 12, 31), NOW, "vi", None, "02080"))
    file = briefing_work.give(content, "xlsx", "Cá nhân A", None)
    assert briefing_work.check_file("x.xlsx", file).is_untouched
    listed = table(open_page("briefing", **VIEW), "Dấu kiểm tra")
    assert listed["Người lập"].tolist() == ["Cá nhân A"]
