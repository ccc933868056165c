"""The briefing as a PDF, read again: the same words in the same order as the paper has them, links, landscape pages, its stamp."""
from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from ntm.briefing.content import Content, Field, Paragraph, Series
from ntm.briefing.paper_words import table_words
from ntm.briefing.reading import read_stamp
from ntm.briefing.stamp import stamp_of
from ntm.briefing.writers.pdf import font_families, write_pdf
from ntm.briefing.writers.pdf_charts import chart_data
from tests.briefing.example import CHART, EXAMPLE, LINES

ENGLISH = replace(EXAMPLE, request=replace(EXAMPLE.request, lang="en"))


def opened(content: Content = EXAMPLE) -> PdfReader:
    return PdfReader(io.BytesIO(write_pdf(content)))


def squeezed(text: str) -> str:
    """Letters only: where lines and cells break says nothing."""
    return "".join(text.split())


def text_of(reader: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


@pytest.mark.parametrize("content", [EXAMPLE, ENGLISH], ids=["vi", "en"])
def test_every_row_of_every_table_is_in_it(content: Content) -> None:
    text = text_of(opened(content))
    for table in content.tables:
        for row in table_words(table, content.request.lang):
            assert squeezed("".join(row)) in text or all(squeezed(word) in text for word in row)


def test_it_says_what_the_paper_says_in_order() -> None:
    text = text_of(opened())
    said = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO", EXAMPLE.subject,
            "2/5 xã (40,0%) đạt tiêu chí số 8.",
            "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "[nêu các văn bản chỉ đạo đã ban hành]", "II. KẾT QUẢ THỰC HIỆN", "1. Kết quả chung",
            "Biểu đồ 1.", "Bảng 1. Kết quả theo huyện", "Nguồn: so-lieu-2023-q4.xlsx (16/BC-STTTT, 05/01/2024; quý IV/2023).",
            "2. Lộ trình",
            "- 01 xã có nguy cơ chậm.", "57 xã dùng số liệu kỳ trước (Phụ lục I).", "Nơi nhận:", "GIÁM ĐỐC",
            "Phụ lục I BẢNG TỔNG HỢP THEO XÃ", "Phụ lục II", stamp_of(EXAMPLE).fingerprint]
    places = [text.find(squeezed(one)) for one in said]
    assert -1 not in places, said[places.index(-1)]
    assert places == sorted(places)


def test_annexes_lie_across_with_their_headings_on_each_page() -> None:
    pages = opened().pages
    is_wide = [page.mediabox.width > page.mediabox.height for page in pages]
    assert is_wide[0] is False and is_wide[-1] is False and any(is_wide)
    for page in (page for page, wide in zip(pages, is_wide, strict=True) if wide):
        assert "Chốt số liệu" in page.extract_text()


def test_page_numbers_from_page_2_and_the_mark_of_sample_data() -> None:
    pages = [page.extract_text() for page in opened().pages]
    assert all("Số liệu minh họa" in page for page in pages)
    numbers = [squeezed(page.replace("Số liệu minh họa", ""))[:1] for page in pages]
    assert numbers[1:3] == ["2", "3"] and numbers[0] != "1"
    real = opened(replace(EXAMPLE, is_sample=False, cautions=()))
    assert not any("minh họa" in page.extract_text() for page in real.pages)


def test_figures_lead_to_their_tables() -> None:
    reader = opened()
    links = [one.get_object() for one in reader.pages[0].get("/Annots", ())]
    assert len(links) == 7  # three figures, twice, and one of the roadmap
    assert all("/Dest" in link or "/A" in link for link in links)


def test_the_stamp_comes_back() -> None:
    assert read_stamp("a.pdf", write_pdf(ENGLISH)) == stamp_of(ENGLISH)


def test_title_language_and_tags() -> None:
    reader = opened()
    assert reader.metadata.title == f"{EXAMPLE.title}: {EXAMPLE.subject}"
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_the_same_content_is_the_same_text() -> None:
    assert text_of(opened()) == text_of(opened())


def test_words_are_never_markup() -> None:
    nasty = '#panic("x") *b* $x$ <a> @b = c // d \\ [e] ``'
    assert squeezed(nasty) in text_of(opened(replace(EXAMPLE, opening=(Paragraph((nasty, Field("#1", 1, "districts"))),))))


def test_an_annex_alone_has_no_head() -> None:
    alone = replace(EXAMPLE, request=replace(EXAMPLE.request, kind="annex"), opening=(), sections=(), cautions=(), annexes=("communes",))
    pages = opened(alone).pages
    assert pages[0].mediabox.width > pages[0].mediabox.height
    assert "Độc lập" not in pages[0].extract_text() and "BÁO CÁO" in pages[0].extract_text()


def test_the_font_has_vietnamese_letters() -> None:
    assert "Libertinus Serif" in font_families()  # typst's own, on every machine


def test_a_line_is_broken_where_nothing_is_known() -> None:
    gap = replace(LINES, categories=("a", "b", "c", "d"), series=(Series("Đạt", "plain", (1, None, 2, 4)),))
    series = chart_data(gap, "vi")["series"][0]
    assert [point["label"] for point in series["points"]] == ["1", "2", "4"]
    assert series["steps"] == [((0.625, 0.5), (0.875, 1.0))]


def test_unknown_and_zero_are_no_bar() -> None:
    series = (Series("Đạt", "met", (3,)), Series("Chưa đạt", "not_met", (0,)), Series("Chưa rõ", "no_data", (None,)))
    chart = replace(CHART, categories=("a",), series=series)
    assert [part["label"] for part in chart_data(chart, "vi")["rows"][0]["parts"]] == ["3"]


def test_every_chart_can_be_drawn() -> None:
    nothing = replace(CHART, series=(Series("Đạt", "met", (0,) * len(CHART.categories)),))
    charts = (nothing, replace(LINES, series=(Series("Đạt", "no_data", (None, None, None)),)))
    assert opened(replace(EXAMPLE, charts=charts)).pages
