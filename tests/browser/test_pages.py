"""The paths that people take, in a real browser on the sample."""
from __future__ import annotations

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT

PAGES = {
    "": r"\d+/95 xã", "thong-tin-xa": "Bình Trung", "bang-tong-hop": r"95 xã", "kho-khan-vuong-mac": "02 khó khăn, .*Bình Trung: 02",
    "truyen-thong": r"07 hoạt động truyền thông", "van-ban-huong-dan": r"4/5 văn bản có hạn \(80,0%\)",
    "thi-dua-khen-thuong": "Khen thưởng sơ kết năm 2023: 01 đề nghị chưa đủ hồ sơ, 01 đủ hồ sơ",
    "bao-cao": r"Sơ kết: \d+ việc cần xem trước khi phát hành", "trinh-chieu": r"65/95 xã \(68,4%\)",
    "lo-trinh": r"Lộ trình năm 2023: 17 xã", "phuong-an-uu-tien": r"Thêm 05 xã .* cần ít nhất \d+ phần việc",
}
DAY = "day=2023-12-31"


def title(page: Page) -> object:
    return page.locator("h1").first


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    expect(title(page)).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "tong-quan")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)], ids=["projector", "phone"])
def test_page_opens(browser: Browser, server: str, path: str, scheme: str, width: int, height: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    open_page(page, f"{server}/{path}?{DAY}")
    expect(title(page)).to_have_text(re.compile(PAGES[path]))
    expect(page.get_by_text("Số liệu minh họa").first).to_be_visible()
    expect(page.locator("[data-testid=stException], [data-testid=stAlertContentError]")).to_have_count(0)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, "the page is wider than the window"
    page.close()


@pytest.mark.parametrize("path", [*PAGES, "cap-nhat-so-lieu", "lich-su-cap-nhat", "tim-kiem"])
def test_a_page_needs_no_internet(page: Page, server: str, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, f"{server}/{path}")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((server, server.replace("http", "ws"), "data:", "blob:"))] == []


def test_english(page: Page, server: str) -> None:
    open_page(page, f"{server}/?{DAY}&lang=en")
    expect(title(page)).to_have_text(re.compile(r"\d+/95 communes .* meet criterion 8"))
    expect(page.get_by_text("Sample data").first).to_be_visible()


def test_a_number_opens_its_names(page: Page, server: str) -> None:
    open_page(page, f"{server}/?{DAY}")
    page.get_by_role("button", name="Danh sách").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("dialog").locator("[data-testid=stDataFrame]")).to_be_visible()


def test_a_link_opens_the_same_view(page: Page, server: str) -> None:
    open_page(page, f"{server}/?{DAY}&level=advanced&district=064")
    expect(page.get_by_role("radio", name="xã NTM nâng cao")).to_be_checked()
    expect(title(page)).to_have_text(re.compile(r"\d+/19 xã"))


def test_the_view_goes_along_to_the_next_page(page: Page, server: str) -> None:
    open_page(page, f"{server}/?{DAY}&level=advanced")
    page.get_by_role("link", name="Thông tin xã").click()
    expect(title(page)).to_have_text(re.compile("Bình Trung"))
    expect(page).to_have_url(re.compile(r"thong-tin-xa.*day=2023-12-31"))


def test_a_cell_of_the_map_opens_its_commune(page: Page, server: str) -> None:
    open_page(page, f"{server}/?{DAY}")
    points = page.locator(".js-plotly-plot").first.locator(".scatterlayer .trace .points path")
    expect(points.first).to_be_attached()
    points.first.scroll_into_view_if_needed()
    box = points.first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"thong-tin-xa.*commune=\d{5}"))


def test_a_page_stays_usable_while_a_load_runs(page: Page, server: str, environment: dict[str, str]) -> None:
    open_page(page, f"{server}/?{DAY}")
    workbook = ROOT / "data" / "sample" / "merger" / "so-lieu-2025-q3.xlsx"
    loading = subprocess.Popen([sys.executable, "-m", "etl", "load", str(workbook)], cwd=ROOT, env=environment)
    seen = 0
    while loading.poll() is None:
        open_page(page, f"{server}/bang-tong-hop?{DAY}")
        seen += 1
    assert (loading.returncode, seen > 0) == (0, True)
    open_page(page, f"{server}/lich-su-cap-nhat")
    expect(title(page)).to_have_text(re.compile("^16 "))
