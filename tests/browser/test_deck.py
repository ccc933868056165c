"""The meeting's deck walked through by keyboard from a file: no server, no request."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ntm.briefing.content import Paragraph, Slide
from ntm.briefing.sheets import CommuneSheet
from ntm.briefing.writers.deck import write_deck
from tests.briefing.example import EXAMPLE, MAIN
from tests.briefing.test_deck import SHEETS

RATED, LAST = "01 xã có nguy cơ chậm", "Những điều cần biết trước khi dùng số liệu"


NEWEST = replace(EXAMPLE, slides=(*EXAMPLE.slides, Slide(
    "newest", Paragraph(("Mới nhất",)), table="communes", columns=("number", "name", "status"), keeps_last=True)))


@pytest.fixture
def deck(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The deck in a projector's window; every request but that for itself fails the test, and so does every error."""
    file = tmp_path / "trinh-chieu.html"
    file.write_bytes(write_deck(NEWEST, SHEETS))
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page, told = context.new_page(), []
    page.on("request", lambda request: told.append(request.url))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text))
    page.goto(file.as_uri())
    yield page
    assert told == [file.as_uri()]
    context.close()


def shown(page: Page, words: str) -> None:
    expect(page.locator("section.now h1")).to_have_text(words)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_from_slide_to_slide(deck: Page) -> None:
    shown(deck, EXAMPLE.subject)
    for key, words in (("ArrowRight", MAIN.text), ("Space", RATED), ("PageDown", "Mới nhất"), ("ArrowRight", LAST), ("ArrowRight", LAST),
                       ("ArrowLeft", "Mới nhất"), ("PageUp", RATED), ("Home", EXAMPLE.subject), ("End", LAST)):
        press(deck, key)
        shown(deck, words)
    press(deck, "2", "Enter")
    shown(deck, MAIN.text)
    press(deck, "9", "9", "Enter")
    shown(deck, LAST)


def test_the_chart_its_table_and_the_notes(deck: Page) -> None:
    press(deck, "ArrowRight")
    svg = deck.locator("section.now .chart svg[role=img]")
    expect(svg).to_have_attribute("aria-label", EXAMPLE.charts[0].alt)
    assert svg.locator("text").all_text_contents() == ["Huyện Chợ Đồn", "Huyện Pác Nặm", "2", "2", "2/4", "1", "0/1"]
    press(deck, "t")
    expect(deck.locator("dialog h2")).to_have_text("Kết quả theo huyện")
    expect(deck.locator("dialog tbody tr").first).to_have_text("Huyện Chợ Đồn2450,0%")
    press(deck, "Escape")
    expect(deck.locator("dialog")).to_be_hidden()
    press(deck, "n")
    expect(deck.locator("#notes")).to_contain_text("Nói về huyện Pác Nặm.")
    press(deck, "n")
    expect(deck.locator("#notes")).to_be_hidden()


@pytest.mark.parametrize("typed", ["bi", "bt", "BI"])
def test_a_commune_by_two_letters(deck: Page, typed: str) -> None:
    press(deck, "ArrowRight")
    deck.keyboard.type(typed)
    expect(deck.get_by_role("option").first).to_have_text(re.compile("Xã Bình Trung huyện Chợ Đồn"))
    press(deck, "Enter")
    expect(deck.locator("dialog h2")).to_have_text("Xã Bình Trung: đạt 1/2 chỉ tiêu; chưa đạt chỉ tiêu 8.3")
    expect(deck.locator("dialog")).to_contain_text("thiếu 01 thôn")
    expect(deck.locator("dialog")).to_contain_text("◆ Có nguy cơ chậm")
    press(deck, "Escape")
    shown(deck, MAIN.text)
    press(deck, "ArrowRight")
    shown(deck, RATED)


@pytest.mark.parametrize(("typed", "names"), [
    pytest.param("bt", ["Bình Trung", "Bành Trạch", "Bằng Tân Sơn"], id="all initials before the first ones, equal ones as given"),
    pytest.param("ba", ["Ba Bể", "Bành Trạch", "Bằng Tân Sơn"], id="a name's beginning"),
    pytest.param("tr", ["Bành Trạch", "Bình Trung"], id="a word's beginning"),
])
def test_the_order_of_what_is_found(browser: Browser, tmp_path: Path, typed: str, names: list[str]) -> None:
    sheets = [CommuneSheet(name, f"Xã {name}", "", "not_met", "", ()) for name in ("Bình Trung", "Ba Bể", "Bành Trạch", "Bằng Tân Sơn")]
    if typed == "tr":
        sheets = sheets[::-1]
    file = tmp_path / "deck.html"
    file.write_bytes(write_deck(EXAMPLE, sheets))
    page = browser.new_page()
    page.goto(file.as_uri())
    page.keyboard.type(typed)
    assert [one.removeprefix("✕ Xã ").strip() for one in page.get_by_role("option").all_inner_texts()] == names
    page.close()


def test_the_search_goes_on_and_says_when_nothing_is_found(deck: Page) -> None:
    deck.keyboard.type("do")
    expect(deck.get_by_role("option")).to_have_count(1)
    expect(deck.get_by_role("option")).to_contain_text("Đồng Thắng")
    deck.keyboard.type("xyz")
    expect(deck.get_by_text("Không có xã nào khớp “doxyz”")).to_be_visible()
    press(deck, "Escape")
    deck.keyboard.type("bi")
    press(deck, "ArrowDown", "Enter")
    expect(deck.locator("dialog h2")).to_have_text("Xã Bình Văn: chưa có số liệu")


def test_a_figure_opens_its_names(deck: Page) -> None:
    press(deck, "ArrowRight")
    deck.locator("section.now h1").get_by_role("button", name="2", exact=True).click()
    assert deck.locator("dialog tbody td:nth-child(2)").all_inner_texts() == ["Xã Bình Trung", 'Xã Nghĩa Tá <&> "A"']


def test_it_is_readable_from_ten_metres_and_on_a_phone(deck: Page) -> None:
    press(deck, "ArrowRight")
    for width, height, title, label in ((1280, 720, 44, 20), (1920, 1080, 66, 30), (390, 844, 25, 14)):
        deck.set_viewport_size({"width": width, "height": height})
        deck.wait_for_function("""([title, label, width]) =>
            Math.round(parseFloat(getComputedStyle(document.querySelectorAll('h1')[1]).fontSize)) === title
            && Math.round(document.querySelector('.chart svg text').getAttribute('font-size')) === label
            && document.documentElement.scrollWidth === width""", arg=[title, label, width])


def test_each_slide_is_a_page_on_paper(deck: Page) -> None:
    assert len(re.findall(rb"/Type\s*/Page\b", deck.pdf(prefer_css_page_size=True))) == 5


def test_a_slide_keeps_the_last_rows_and_the_columns_it_asks_for(deck: Page) -> None:
    press(deck, "4", "Enter")
    rows = deck.locator("section.now .fit tbody tr")
    assert deck.locator("section.now .fit thead th").all_inner_texts() == ["TT", "Xã", "Kết quả"]
    assert rows.nth(-2).locator("td").all_inner_texts() == ["59", "Xã thử 59", "✕ Chưa đạt"]
    left_out = 59 - (rows.count() - 2)
    expect(rows.first).to_have_text(f"… {left_out} dòng trước đó; bấm T để xem cả bảng")
    expect(rows.last).to_contain_text("Tổng số đạt")
    box, table = (deck.locator(f"section.now {name}").bounding_box() for name in (".fit", ".fit table"))
    assert table["height"] <= box["height"] + 1
    press(deck, "t")
    expect(deck.locator("dialog tbody tr.body")).to_have_count(59)


def test_nothing_on_a_slide_is_smaller_than_20_px(deck: Page) -> None:
    smallest = deck.evaluate("""() => Math.min(...[...document.querySelectorAll('.slide *')]
        .filter((one) => one.offsetParent && [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
        .map((one) => parseFloat(getComputedStyle(one).fontSize)))""")
    assert smallest >= 20


def test_help(deck: Page) -> None:
    deck.keyboard.type("?")
    expect(deck.locator("dialog dt").first).to_have_text("→ Dấu cách PageDown")


def test_notes_longer_than_their_panel_are_scrolled_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    slide = Slide("long", Paragraph(("Lời dẫn dài",)), notes=tuple(f"Câu thứ {place} của lời dẫn." for place in range(40)))
    file = tmp_path / "deck.html"
    file.write_bytes(write_deck(replace(EXAMPLE, slides=(slide, *EXAMPLE.slides)), SHEETS))
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(file.as_uri())
    press(page, "ArrowRight", "n")
    last = page.locator("#notes p").last
    expect(page.locator("#notes")).to_be_visible()
    expect(last).not_to_be_in_viewport()
    press(page, *["ArrowDown"] * 40)
    expect(last).to_be_in_viewport()
    shown(page, "Lời dẫn dài")
    press(page, *["ArrowUp"] * 40)
    expect(page.locator("#notes p").first).to_be_in_viewport()
    press(page, *["ArrowDown"] * 40, "PageDown", "PageUp")
    expect(page.locator("#notes p").first).to_be_in_viewport()
    shown(page, "Lời dẫn dài")
    page.close()
