"""Three files, one wrong: dropped, corrected in place, accepted, undone, in a real browser and a warehouse of its own."""
from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import ROOT, environment_of, served, title_says
from tests.etl.workbooks import official_form, to_bytes

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
ROWS = {
    "cho-don.xlsx": [["I. HUYỆN CHỢ ĐỒN"], [1, "Xã Bằng Lãng", "Đạt", "8/9", "7/10", "Đạt"]],
    "na-ri.xlsx": [["I. HUYỆN NA RÌ"], [1, "Văn Lang", "Đạt", "10/9", "9/9", "Đạt"], [2, "Liêm Thủy", "Đạt", "9/9", "9/9", "Đạt"]],
    "ba-be.xlsx": [["I. HUYỆN BA BỂ"], [1, "Khang Ninh", "Đạt", "8/9", "7/10", "Đạt"]],
}


@contextmanager
def served_empty(folder: Path) -> Iterator[str]:
    """Address of a server on an empty warehouse in a folder."""
    environment = environment_of(folder / "warehouse")
    subprocess.run([sys.executable, "-m", "etl", "init", "--empty"], cwd=ROOT, env=environment, check=True, timeout=120)
    with served(environment) as address:
        yield address


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that these tests write into, in whatever order."""
    with served_empty(tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture
def untouched_desk(tmp_path: Path) -> Iterator[str]:
    """A server that nobody has loaded anything into."""
    with served_empty(tmp_path) as address:
        yield address


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("dropped")
    for name, rows in ROWS.items():
        (folder / name).write_bytes(to_bytes(official_form("Quý II/2025", rows)))
    return [folder / name for name in ROWS]


def open_desk(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Cập nhật số liệu").click()
    expect(page.locator("h1").first).to_have_text("Cập nhật số liệu", timeout=60_000)


def open_cell(page: Page, table: Locator, down: int) -> Locator:
    """The editor of a cell in a table's last column, `down` pixels below its top; a canvas that is being drawn loses clicks."""
    editor = page.locator("#portal :is(textarea, input)").first
    for _ in range(5):
        box = table.bounding_box()
        page.mouse.dblclick(box["x"] + box["width"] - 60, box["y"] + down)
        page.wait_for_timeout(1000)
        if editor.count():
            break
    return editor


def type_correction(page: Page, text: str) -> None:
    """Type into the last cell of the first row of the table that is mended in place."""
    expect(page.get_by_text("Hiện cả số liệu không đổi")).to_be_visible()  # the last part: nothing moves any more
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    table = page.locator("[data-testid=stDataFrame]").nth(1)
    table.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # the canvas takes clicks only after it has been drawn at its new place
    editor = open_cell(page, table, 36 + 33)
    expect(editor).to_be_focused()
    editor.press_sequentially(text, delay=50)
    expect(editor).to_have_value(text)
    page.wait_for_timeout(300)
    editor.press("Enter")
    expect(editor).to_have_count(0)


def ignore_last_indicator(page: Page) -> None:
    """Say by hand that the column 8.4 of the chosen file is not to be read."""
    expect(page.get_by_text("Các cột: dùng 05 trong 07 cột")).to_have_count(1)  # the page before has gone
    button = page.get_by_role("button", name="Đọc lại theo các cột đã chọn")
    for _ in range(5):  # a page that is being drawn anew closes what was opened
        page.get_by_text("Các cột: dùng 05 trong 07 cột").click()
        page.wait_for_timeout(1500)
        if button.count():
            break
    button.scroll_into_view_if_needed()
    page.wait_for_timeout(800)
    table = page.get_by_test_id("stForm").locator("[data-testid=stDataFrame]")
    open_cell(page, table, 36 + 35 * 5 + 17).press_sequentially("không đọc", delay=30)
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    button.click()


def test_three_files_one_wrong_corrected_accepted_undone(page: Page, untouched_desk: str, files: list[Path]) -> None:
    open_desk(page, untouched_desk)
    page.locator("input[type=file]").set_input_files(files)
    title_says(page, "03 tệp: đọc được 15 số liệu; 01 ô cần sửa")
    type_correction(page, "9/9")
    title_says(page, "03 tệp: đọc được 16 số liệu *$")
    ignore_last_indicator(page)
    title_says(page, "03 tệp: đọc được 14 số liệu *$")
    page.get_by_text("Công văn gửi kèm: chưa có").click()
    page.locator("input[type=file]").nth(1).set_input_files({"name": "cong-van.pdf", "mimeType": "application/pdf", "buffer": PDF})
    expect(page.get_by_text("kèm 01 tệp")).to_be_visible()
    page.get_by_label("Người cập nhật").fill("Nguyễn Văn A")
    page.get_by_label("Người cập nhật").press("Tab")
    page.get_by_role("button", name="Cập nhật 14 số liệu của 03 tệp").click()
    title_says(page, "03 tệp: đã cập nhật 14 số liệu")
    expect(page.get_by_text("Đã cập nhật 14 số liệu của 03 tệp (lần cập nhật 1, 2, 3)")).to_be_visible()
    page.get_by_role("link", name="Lịch sử cập nhật").click()
    title_says(page, "03 lần cập nhật, 03 đang dùng; mới nhất .*Nguyễn Văn A")
    other = page.context.browser.new_page()
    other.goto(f"{untouched_desk}/lich-su-cap-nhat?batch=2")
    assert downloaded(other, "cong-van.pdf") == ("cong-van.pdf", PDF)
    other.close()
    page.get_by_role("link", name="Cập nhật số liệu").click()
    page.get_by_role("button", name="Hủy lần cập nhật 1, 2, 3").click()
    title_says(page, "03 tệp: đọc được 12 số liệu *$")  # the column left out is remembered for the layout that all three have
    page.get_by_role("link", name="Lịch sử cập nhật").click()
    title_says(page, "03 lần cập nhật, 00 đang dùng")


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).click()
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


def test_a_file_comes_back_marked_and_as_it_was(page: Page, desk: str, tmp_path: Path) -> None:
    open_desk(page, desk)
    file = tmp_path / "na-ri.xlsx"  # of a layout of its own, for which nothing is remembered
    file.write_bytes(to_bytes(official_form("Quý II/2025", ROWS[file.name], ("8.1", "8.2", "8.3", "8.4"))))
    page.locator("input[type=file]").set_input_files(file)
    name, content = downloaded(page, "Tải tệp đã đánh dấu")
    marked = load_workbook(io.BytesIO(content))
    assert name == "na-ri-danh-dau.xlsx"
    assert "10/9" in marked["Biểu 02"]["D7"].comment.text
    page.get_by_role("button", name="Cập nhật 07 số liệu đúng, bỏ lại 01 số liệu").click()
    expect(page.get_by_text("Bỏ lại 01 số liệu chưa đọc được.")).to_be_visible()
    page.get_by_role("link", name="Lịch sử cập nhật").click()
    assert downloaded(page, "Tải tệp gốc") == ("na-ri.xlsx", file.read_bytes())


def test_the_uploader_speaks_vietnamese_and_names_the_limit(page: Page, desk: str) -> None:
    open_desk(page, desk)
    said = page.get_by_test_id("stFileUploaderDropzoneInstructions").evaluate("e => getComputedStyle(e, '::after').content")
    assert "Tối đa 50 MB" in said
    expect(page.get_by_role("button", name="Chọn tệp")).to_be_visible()
    expect(page.get_by_text("Upload", exact=True)).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_holds_the_page(browser: Browser, desk: str, files: list[Path], scheme: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page.goto(desk + "/cap-nhat-so-lieu?lang=en")
    page.locator("input[type=file]").set_input_files(files)
    title_says(page, r"3 files")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.close()
