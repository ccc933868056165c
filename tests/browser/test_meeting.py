"""The briefing and the meeting in a real browser: files taken away, the deck in its frame, a decision that becomes a task."""
from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pptx import Presentation

from tests.browser.conftest import title_says
from tests.browser.test_records import DAY

OPENED = {
    "docx": lambda file: len(Document(io.BytesIO(file)).tables) > 20, "pptx": lambda file: len(Presentation(io.BytesIO(file)).slides) == 10,
    "xlsx": lambda file: len(load_workbook(io.BytesIO(file)).sheetnames) > 20, "pdf": lambda file: file.startswith(b"%PDF"),
}


def open_path(page: Page, address: str, path: str) -> None:
    page.goto(address)
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    page.goto(f"{address}/{path}")


def test_a_briefing_in_four_forms_and_the_list_of_those_made(page: Page, office: str, tmp_path: Path) -> None:
    open_path(page, office, f"bao-cao?{DAY}")
    title_says(page, "^Sơ kết: ")
    for form, is_whole in OPENED.items():
        with page.expect_download(timeout=60_000) as given:
            page.locator(f".st-key-brief_{form} button").click()
        assert given.value.suggested_filename == f"midterm-2023-12-31-minh-hoa.{form}"
        given.value.save_as(tmp_path / f"file.{form}")
        assert is_whole((tmp_path / f"file.{form}").read_bytes())
    page.reload()
    title_says(page, "^Sơ kết: ")
    page.get_by_text("Kiểm tra một báo cáo đã lập").click()
    page.locator(".st-key-brief_check_file input[type=file]").set_input_files(tmp_path / "file.docx")
    expect(page.get_by_text("Tệp đúng từng byte như khi lập")).to_be_visible()


def test_a_decision_becomes_a_task_and_the_deck_stays_on_its_slide(page: Page, office: str) -> None:
    open_path(page, office, f"trinh-chieu?{DAY}")
    title_says(page, "^65/95 xã")
    deck = page.frame_locator("iframe")
    deck.locator("section.now h1").click()
    for key in ("9", "Enter"):
        page.keyboard.press(key)
    expect(deck.locator("section.now h1")).to_have_text("01 nhiệm vụ chưa hoàn thành cần cho ý kiến")
    page.get_by_label("Người cập nhật").fill("Thư ký A")
    page.get_by_label("Người cập nhật").press("Tab")
    page.get_by_role("textbox", name="Văn bản kết luận").fill("12/TB-BCĐ")
    page.get_by_role("textbox", name=re.compile("Nhiệm vụ")).fill("Lắp loa cho 01 thôn của xã Bình Trung")
    page.get_by_label("Đơn vị chủ trì").fill("Phòng B")
    page.get_by_role("button", name="Ghi thành nhiệm vụ").click()
    expect(deck.locator("section.now h1")).to_have_text("02 nhiệm vụ chưa hoàn thành cần cho ý kiến", timeout=60_000)
    expect(deck.locator("section.now .fit")).to_contain_text("Lắp loa cho 01 thôn của xã Bình Trung")
    expect(page.get_by_role("textbox", name="Văn bản kết luận")).to_have_value("12/TB-BCĐ")
    page.goto(f"{office}/kho-khan-vuong-mac?{DAY}")
    expect(page.get_by_text("Lắp loa cho 01 thôn của xã Bình Trung").first).to_be_visible(timeout=60_000)
    expect(page.get_by_text("12/TB-BCĐ; Chủ trì: Phòng B; chưa có hạn")).to_be_visible()


@pytest.mark.parametrize("path", ["bao-cao", "trinh-chieu"])
def test_a_day_before_the_first_figures_gets_a_sentence(page: Page, office: str, path: str) -> None:
    open_path(page, office, f"{path}?day=2020-06-30")
    expect(page.get_by_text("Ngày 30/6/2020 trước số liệu đầu tiên (chốt ngày 31/12/2021). Chọn ngày 31/12/2021 trở đi.")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
