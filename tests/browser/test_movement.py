"""The midterm phase of 2023 walked through in a real browser: from the evidence gathered to a complete dossier and its papers."""
from __future__ import annotations

import io
import re
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.conftest import title_says

BOARD = "thi-dua-khen-thuong?day=2023-12-31&phase=midterm-2023"
PDF = b"%PDF-1.4\n%%EOF\n"


def settled(page: Page) -> None:
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)


def open_board(page: Page, address: str, person: str) -> None:
    page.goto(address)
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    page.goto(f"{address}/{BOARD}")
    field = page.get_by_label("Người cập nhật")
    expect(field).to_be_visible(timeout=60_000)
    settled(page)
    field.fill(person)
    field.press("Tab")
    settled(page)


def note_part(page: Page, *, is_confirmed: bool = False) -> None:
    """Note the first part that is missing as there."""
    settled(page)
    page.get_by_role("button", name="Ghi đã có").first.click()
    save = page.get_by_role("button", name="Lưu")
    expect(save).to_be_visible()
    if is_confirmed:
        page.get_by_role("combobox", name="Có xác nhận của cấp trình khen").click()
        page.get_by_role("option", name="Có", exact=True).click()
    save.click()
    expect(page.get_by_text("Thành phần hồ sơ").first).to_be_visible()


def attach(page: Page, name: str, kind: str, content: bytes) -> None:
    """Choose a file and attach it; a page that is being drawn anew loses what was chosen."""
    button = page.get_by_role("button", name="Đính kèm")
    for _ in range(5):
        page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
        page.wait_for_timeout(3000)
        if button.count():
            break
    button.click()


def downloaded(page: Page, button: str) -> tuple[str, str]:
    """The name of a paper and all that it says."""
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).click()
    document = Document(io.BytesIO(Path(coming.value.path()).read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return coming.value.suggested_filename, "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_from_evidence_to_a_complete_dossier(page: Page, office: str) -> None:
    open_board(page, office, "Nguyễn Văn A")
    title_says(page, "^Khen thưởng sơ kết năm 2023: 01 đề nghị chưa đủ hồ sơ, 01 đủ hồ sơ; còn 15 ngày")
    page.get_by_role("button", name="Mở hồ sơ").first.click()
    expect(page.get_by_role("heading", name="Hồ sơ: Cá nhân A")).to_be_visible()
    expect(page).to_have_url(re.compile("nomination=3"))
    settled(page)
    page.get_by_role("button", name="Đưa cả 03 gợi ý vào hồ sơ").click()
    expect(page.get_by_text("– 03 minh chứng")).to_be_visible()
    expect(page.get_by_text("Đã ghi, chưa đưa vào hồ sơ")).to_have_count(0)
    note_part(page)
    note_part(page, is_confirmed=True)
    note_part(page)
    title_says(page, "^Khen thưởng sơ kết năm 2023: 02 đủ hồ sơ")
    expect(page.get_by_role("button", name="Ghi đã có")).to_have_count(0)
    name, report = downloaded(page, "Báo cáo thành tích")
    assert name == "bao-cao-thanh-tich-3.docx"
    told = ("Mẫu số 07, Nghị định 91/2017/NĐ-CP", "Cá nhân A", "03/MINHHOA", "chậm 7 ngày", "1/2 (50,0%)", "XÁC NHẬN CỦA CẤP TRÌNH KHEN")
    assert [words for words in told if words not in report] == []
    name, proposal = downloaded(page, "Văn bản đề nghị")
    assert name == "van-ban-de-nghi-3.docx"
    assert "Hội đồng Thi đua - Khen thưởng Sở" in proposal
    assert "00 tập thể" not in proposal
    name, minutes = downloaded(page, "Biên bản họp xét")
    assert name == "bien-ban-hop-xet-3.docx"
    assert "ngày 31/12/2023" in minutes


def test_a_signed_scan_hangs_on_a_part_and_what_is_no_document_is_refused(page: Page, office: str) -> None:
    open_board(page, office, "Nguyễn Văn A")
    page.goto(f"{office}/{BOARD}&record=dossier_part-3")
    page.get_by_label("Người cập nhật").fill("Nguyễn Văn A")
    page.get_by_label("Người cập nhật").press("Tab")
    settled(page)
    attach(page, "ghi-chu.txt", "text/plain", b"abc")
    expect(page.get_by_text("không phải tệp PDF hoặc ảnh")).to_be_visible()
    attach(page, "de-nghi.pdf", "application/pdf", PDF)
    expect(page.get_by_role("heading", name="Tệp kèm theo: 01")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("button", name="de-nghi.pdf").click()
    assert Path(coming.value.path()).read_bytes() == PDF


def test_a_word_finds_its_record(page: Page, office: str) -> None:
    page.goto(office)
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    page.goto(f"{office}/tim-kiem?day=2023-12-31")
    field = page.get_by_label("Từ cần tìm")
    field.fill("05/minhhoa dai truyen thanh")
    field.press("Enter")
    title_says(page, "^01 kết quả")
    page.get_by_role("button", name="05/MINHHOA").click()
    title_says(page, "^Văn bản hướng dẫn số 6")
