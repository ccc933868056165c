"""Typed-in records in a real browser: an obstacle added, and two people at one record, on a warehouse of its own."""
from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import title_says

DAY = "day=2023-12-31"


def open_records(page: Page, address: str, query: str, person: str) -> None:
    """The page with a view, by somebody; the first page of a server is the overview."""
    page.goto(address)
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    page.goto(f"{address}/kho-khan-vuong-mac?{query}")
    field = page.get_by_label("Người cập nhật")
    expect(field).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    field.fill(person)
    field.press("Tab")
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu").click()


def test_an_obstacle_is_added(page: Page, office: str) -> None:
    open_records(page, office, DAY, "Nguyễn Văn A")
    title_says(page, "^02 khó khăn")
    page.get_by_role("button", name="Thêm khó khăn, vướng mắc").click()
    title_says(page, "^Thêm khó khăn, vướng mắc")
    expect(page).to_have_url(re.compile("record=obstacle-new"))
    save(page)
    expect(page.get_by_text("Nội dung: chưa có giá trị.")).to_be_visible()
    page.get_by_role("combobox", name="Chỉ tiêu").click()
    page.keyboard.type("8.2", delay=50)
    page.get_by_role("option", name=re.compile("8.2 Dịch vụ viễn thông")).first.click()
    page.get_by_label("Nội dung").fill("Sóng yếu ở 02 thôn")
    page.get_by_label("Đơn vị chủ trì").fill("Phòng A")
    page.get_by_role("spinbutton", name=re.compile("day, Từ ngày")).click()
    page.keyboard.type("01122023", delay=50)
    page.keyboard.press("Tab")
    save(page)
    title_says(page, "^03 khó khăn, vướng mắc chưa tháo gỡ, trong đó 01 quá hạn")
    expect(page.get_by_text("Sóng yếu ở 02 thôn").first).to_be_visible()
    page.get_by_role("button", name="Hủy lần ghi").first.click()
    title_says(page, "^02 khó khăn")


def test_two_people_at_one_obstacle(browser: Browser, office: str) -> None:
    first, second = (browser.new_context(viewport={"width": 1280, "height": 720}).new_page() for _ in range(2))
    for page, person in ((first, "Nguyễn Văn A"), (second, "Trần Thị B")):
        open_records(page, office, f"{DAY}&record=obstacle-2", person)
    first.get_by_label("Đơn vị chủ trì").fill("Phòng C")
    save(first)
    title_says(first, "^02 khó khăn")
    second.get_by_label("Đơn vị chủ trì").fill("Phòng D")
    save(second)
    expect(second.get_by_text("Nguyễn Văn A đã sửa bản ghi này lúc")).to_be_visible()
    expect(second.get_by_role("row", name=re.compile("Đơn vị chủ trì.*Phòng C.*Phòng D.*cả hai cùng sửa"))).to_be_visible()
    second.get_by_role("button", name="Giữ phần tôi sửa").click()
    title_says(second, "^02 khó khăn")
    expect(second.get_by_text("Chủ trì: Phòng D").first).to_be_visible()
    for page in (first, second):
        page.context.close()
