"""The slides opened again: every figure of the content where it belongs, nothing too long for its box."""
from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as NativeSlide

from ntm.briefing.content import Content, Paragraph, Slide
from ntm.briefing.fingerprint import fingerprint
from ntm.briefing.writers.deck import write_deck
from ntm.briefing.writers.fitting import arial_bold, cut_to_fit, fitting_size, halved, height_of, lines_of
from ntm.briefing.writers.pptx import write_pptx
from ntm.briefing.writers.pptx_paper import ONE_LINE, TITLE, TITLE_SIZES
from ntm.briefing.writers.properties import read_properties, with_properties
from ntm.briefing.writers.wording import signed_words
from tests.briefing.example import CHART, COMMUNES, EXAMPLE, LINES, MAIN, RATINGS
from tests.briefing.test_deck import data_of

LONG = Paragraph(("65/95 xã (68,4%) đạt tiêu chí số 8, tăng 06 xã so với quý III/2023; " * 8,))
WIDE = replace(EXAMPLE, slides=(
    *EXAMPLE.slides, Slide("history", Paragraph(("Tăng",)), chart="history"), Slide("long", LONG, table="communes"),
    Slide("words", Paragraph(("Còn phải viết",)), points=(Paragraph(("⟦[nêu lý do]⟧ và thêm",), is_item=True),)),
))


def opened(content: Content) -> Deck:
    return Presentation(io.BytesIO(write_pptx(content)))


@pytest.fixture(scope="module")
def deck() -> Deck:
    return opened(WIDE)


def texts(slide: NativeSlide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_a_slide_a_message_between_title_and_cautions(deck: Deck) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[:3] == [EXAMPLE.subject, MAIN.text, "01 xã có nguy cơ chậm"]
    assert (len(titles), titles[-1]) == (7, "Những điều cần biết trước khi dùng số liệu")
    assert (deck.slide_width * 9, deck.slide_height * 16) == (deck.slide_height * 16, deck.slide_width * 9)


def test_each_slide_says_sample_and_its_number(deck: Deck) -> None:
    for slide in deck.slides:
        assert any("Số liệu minh họa" in text for text in texts(slide))
        assert "slidenum" in {field.get("type") for field in slide.element.iter("{*}fld")}
    real = opened(replace(WIDE, is_sample=False, cautions=()))
    assert not any("minh họa" in text for slide in real.slides for text in texts(slide))


def test_the_charts_are_native_with_the_content_s_numbers(deck: Deck) -> None:
    bars, lines = (next(shape for shape in deck.slides[place].shapes if shape.has_chart) for place in (1, 3))
    assert bars.chart.chart_type == XL_CHART_TYPE.BAR_STACKED
    assert [tuple(series.values) for series in bars.chart.plots[0].series] == [series.values for series in CHART.series]
    assert [series.name for series in bars.chart.plots[0].series] == ["✓ Đạt", "✕ Chưa đạt", "○ Chưa có số liệu"]
    assert tuple(bars.chart.plots[0].categories) == CHART.categories
    assert tuple(lines.chart.plots[0].series[0].values) == LINES.series[0].values == (1, 2, None)
    assert [gap.get("val") for gap in lines.chart.element.iter("{*}dispBlanksAs")] == ["gap"]
    assert bars.element.xpath(".//p:cNvPr")[0].get("descr") == CHART.alt
    assert bars.chart.part.chart_workbook.xlsx_part is not None, "it can be edited"


def test_a_table_has_every_cell_as_written(deck: Deck) -> None:
    (found,) = (shape.table for shape in deck.slides[2].shapes if shape.has_table)
    written = [[cell.text_frame.text for cell in row.cells] for row in found.rows]
    assert written[0] == ["Xã", "Đánh giá", "Hạn"]
    assert written[1:] == [[signed_words(value, column, "vi") for value, column in zip(row.cells, RATINGS.columns, strict=True)]
                           for row in RATINGS.rows]
    assert written[1] == ["Xã Bình Trung", "◆ Có nguy cơ chậm", "31/12/2024"]


def test_a_long_table_is_cut_and_says_how_many_are_left_out(deck: Deck) -> None:
    (shape,) = (shape for shape in deck.slides[4].shapes if shape.has_table)
    rows = list(shape.table.rows)
    shown = len(rows) - 4  # headings, the district's name, the total, what is left out
    assert shown > 3
    assert rows[-2].cells[0].text_frame.text == f"… và {len(COMMUNES.body) - shown} dòng khác, xem phụ lục"
    assert rows[-1].cells[1].text_frame.text == "Tổng số đạt"
    assert sum(row.height.pt for row in rows) <= 377


def test_a_slide_can_show_the_last_rows_and_some_columns() -> None:
    slide = Slide("newest", MAIN, table="communes", columns=("number", "name", "status"), keeps_last=True)
    native = opened(replace(EXAMPLE, slides=(slide,))).slides[1]
    (shape,) = (shape for shape in native.shapes if shape.has_table)
    rows = [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
    assert rows[0] == ["TT", "Xã", "Kết quả"]
    assert rows[1][0] == f"… {len(COMMUNES.body) - (len(rows) - 3)} dòng trước đó, xem phụ lục"
    assert rows[-2] == ["59", "Xã thử 59", "✕ Chưa đạt"]
    assert rows[-1][1] == "Tổng số đạt"


def test_nothing_is_smaller_than_15_points(deck: Deck) -> None:
    sizes = [int(one.get("sz")) for slide in deck.slides for one in slide.element.iter("{*}rPr", "{*}defRPr") if one.get("sz")]
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    sizes += [int(one.get("sz")) for chart in charts for one in chart.element.iter("{*}rPr", "{*}defRPr") if one.get("sz")]
    assert min(sizes) >= 1500


def test_points_that_do_not_fit_stand_in_the_notes() -> None:
    points = tuple(Paragraph((f"{place}. " + "một câu dài " * 30,)) for place in range(9))
    native = opened(replace(EXAMPLE, slides=(Slide("long", MAIN, chart="districts", points=points),))).slides[1]
    (words,) = (text for text in texts(native) if "một câu" in text)
    assert words.endswith("… xem thêm trong lời dẫn")
    assert points[-1].text not in words
    assert points[-1].text in native.notes_slide.notes_text_frame.text


@pytest.mark.parametrize(("text", "parts"), [
    ("65/95 xã (68,4%) đạt tiêu chí số 8, tăng 06 xã so với quý III/2023",
     ("65/95 xã (68,4%) đạt tiêu chí số 8,", "tăng 06 xã so với quý III/2023")),
    ("một hai ba bốn", ("một hai", "ba bốn")), ("một", ("một", "")), ("a, hai ba bốn năm", ("a, hai ba", "bốn năm")),
])
def test_a_title_of_two_lines_is_broken_near_its_middle(text: str, parts: tuple[str, str]) -> None:
    assert halved(text) == parts


def test_the_notes_hold_the_whole_sentence_and_the_sources(deck: Deck) -> None:
    assert deck.slides[1].notes_slide.notes_text_frame.text.split("\n") == [
        MAIN.text, "Xã chưa đạt chủ yếu thiếu loa.", "Nói về huyện Pác Nặm.", CHART.alt,
        "Nguồn (bảng “Kết quả theo huyện”): so-lieu-2023-q4.xlsx (16/BC-STTTT, 05/01/2024; quý IV/2023)"]
    assert deck.slides[4].notes_slide.notes_text_frame.text.startswith(LONG.text)


@pytest.mark.parametrize("alt", [
    pytest.param("Huyện A thấp nhất.", id="the alt is the title"), pytest.param("Điều cần nói.", id="the alt is a note"),
    pytest.param("Huyện A thấp nhất. Điều cần nói. Huyện A 1/2.", id="the alt begins with them"),
])
def test_the_notes_say_each_sentence_once(alt: str) -> None:
    slide = Slide("one", Paragraph(("Huyện A thấp nhất",)), chart="districts", notes=("Điều cần nói.",))
    content = replace(EXAMPLE, slides=(slide,), charts=(replace(CHART, alt=alt), LINES), sources=())
    said = ["Huyện A thấp nhất", "Điều cần nói.", *(["Huyện A 1/2."] if "1/2" in alt else [])]
    assert opened(content).slides[1].notes_slide.notes_text_frame.text.split("\n") == said
    assert data_of(write_deck(content, ()))["slides"][1]["notes"] == said


def test_a_title_never_overflows(deck: Deck) -> None:
    title = deck.slides[4].shapes.title.text_frame
    size = title.paragraphs[0].runs[0].font.size.pt
    assert size == TITLE_SIZES[-1]
    assert title.text.endswith(" …")
    assert height_of([title.text], size, TITLE.width, arial_bold) <= TITLE.height
    assert deck.slides[2].shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt == ONE_LINE[0]


def test_what_a_person_must_write_stands_out(deck: Deck) -> None:
    runs = [run for shape in deck.slides[5].shapes if shape.has_text_frame for line in shape.text_frame.paragraphs for run in line.runs]
    (blank,) = (run for run in runs if run.font.italic)
    assert blank.text == "[nêu lý do]"


def test_the_file_says_of_what_it_was_made() -> None:
    file = write_pptx(EXAMPLE)
    assert read_properties(file) == {
        "ntm-kind": "midterm", "ntm-as-of": "2023-12-31", "ntm-known-at": "2024-01-10T08:30:00", "ntm-lang": "vi", "ntm-district": "",
        "ntm-commune": "", "ntm-fingerprint": fingerprint(EXAMPLE)}
    again = with_properties(file, {"một": "<&>"})
    assert read_properties(again) == {"một": "<&>"}
    assert len(Presentation(io.BytesIO(again)).slides) == 4


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("một", 1), ("một hai", 1), ("a" * 10, 1), ("a" * 11, 2), ("aaaa " * 4, 2)])
def test_lines_of(text: str, lines: int) -> None:
    assert lines_of(text, 10, 100, 1) == lines


def test_the_size_shrinks_with_the_length() -> None:
    assert fitting_size(["ngắn"], (30, 20, 10), 300, 40) == 30
    assert fitting_size(["dài " * 20], (30, 20, 10), 300, 40) == 10
    assert cut_to_fit("một hai ba bốn", 10, 60, 12, 1) == "một …"
    assert cut_to_fit("a" * 90, 10, 60, 12, 1) == "a" * 90, "one word is not cut"


def test_a_content_without_slides_shows_its_tables() -> None:
    titles = [slide.shapes.title.text_frame.text for slide in opened(replace(EXAMPLE, slides=())).slides]
    assert titles[1:-1] == [table.title for table in EXAMPLE.tables]


def test_english() -> None:
    content = replace(EXAMPLE, request=replace(EXAMPLE.request, lang="en"))
    slides = opened(content).slides
    assert slides[3].shapes.title.text_frame.text == "What to know before using these figures"
    (table,) = (shape.table for shape in slides[2].shapes if shape.has_table)
    assert table.cell(1, 2).text_frame.text == "31 Dec 2024"
