"""Every kind in both languages: whole, traceable, writable; nothing said that the figures do not say."""
from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from ntm.briefing.cells import cell_words
from ntm.briefing.content import (
    CHART_KINDS,
    COLUMN_KINDS,
    KINDS,
    REVIEWS,
    ROW_KINDS,
    Content,
    Field,
    Paragraph,
    Request,
    Section,
    ShowChart,
    ShowTable,
)
from ntm.briefing.writers.pdf import write_pdf
from ntm.texts import LANGUAGES
from tests.briefing.conftest import DAY, Make, midterm

REQUESTS = [midterm(kind=kind, lang=lang, commune="02080" if kind == "commune" else None) for kind in KINDS for lang in LANGUAGES]
REQUESTS += [
    midterm(district="064"), midterm(kind="year", district="058", lang="en"), midterm(as_of=date(2022, 2, 10), kind="month"),
    midterm(as_of=date(2024, 6, 30), kind="half"), midterm(kind="quarter", as_of=date(2025, 9, 30)),
    midterm(kind="commune", as_of=date(2025, 9, 30), commune="02080"), midterm(kind="final", as_of=date(2025, 12, 31)),
    midterm(kind="quarter", as_of=date(2026, 3, 31)),
]


def named(request: Request) -> str:
    place = request.district or request.commune or "province"
    return f"{request.kind}-{request.lang}-{place}-{request.as_of}"


every = pytest.mark.parametrize("request_", REQUESTS, ids=named)

# What may stand in a sentence as digits and is no figure: days, periods, years, documents, indicators, criterion and its sets.
_NO_COUNTS = re.compile("|".join((
    r"\d{1,2}/\d{1,2}/\d{4}", r"\d{1,2} [A-Z][a-z]{2} \d{4}", r"\d+(/\d{4})?/(QĐ|NĐ|KH|NQ)[-\w]*", r"\bQ\d[ /]\d{4}",
    r"\b[IV]+/\d{4}", r"\d\.\d",
    r"(tháng|month) \d+/\d{4}", r"\d tháng (đầu|cuối) năm \d{4}", r"(?<![\d/])20\d\d(?![\d/])", r"tiêu chí số \d", r"[Cc]riterion \d",
    r"(nội dung \d|contents not \w+: \d)(, \d)*",
)))


@every
def test_every_block_annex_and_slide_shows_what_is_there(request_: Request, make: Make) -> None:
    content = make(request_)
    tables, charts = {one.id for one in content.tables}, {one.id for one in content.charts}
    assert len(tables) == len(content.tables) and set(content.annexes) <= tables
    for section in sections_of(content.sections):
        assert section.title and (section.blocks or section.sections)
        for block in section.blocks:
            assert not isinstance(block, ShowTable) or block.table in tables
            assert not isinstance(block, ShowChart) or block.chart in charts
    assert {slide.table for slide in content.slides} <= tables | {None}
    assert {slide.chart for slide in content.slides} <= charts | {None}
    assert {one.table for one in content.cautions} <= tables | {None}
    assert content.annexes[-1] == "sources" and content.sources


def sections_of(sections: tuple[Section, ...]) -> list[Section]:
    return [one for section in sections for one in (section, *sections_of(section.sections))]


@every
def test_every_cell_can_be_written(request_: Request, make: Make) -> None:
    content = make(request_)
    known = {source.id for source in content.sources}
    for table in content.tables:
        assert {column.kind for column in table.columns} <= set(COLUMN_KINDS) and set(table.sources) <= known
        assert len({row.key for row in table.rows if row.kind == "body"}) == len(table.body), table.id
        for row in table.rows:
            assert row.kind in ROW_KINDS and len(row.cells) == len(table.columns), table.id
            for cell, column in zip(row.cells, table.columns, strict=True):
                assert type(cell) in (str, int, type(None)) or not isinstance(cell, (str, int)), (table.id, cell)
                assert isinstance(cell_words(cell, column, request_.lang), str)
    assert {chart.kind for chart in content.charts} <= set(CHART_KINDS)
    assert {chart.table for chart in content.charts} <= {table.id for table in content.tables}


@every
def test_every_figure_of_a_sentence_can_be_traced(request_: Request, make: Make) -> None:
    content = make(request_)
    for paragraph in content.paragraphs():
        for field in paragraph.fields:
            assert is_traced(field, content), (paragraph.text, field)


def is_traced(field: Field, content: Content) -> bool:
    """Its rows are there and are as many as it says; or it stands in a cell (without its sign), or there are none."""
    table = content.table(field.table)
    if field.rows:
        return set(field.rows) <= {row.key for row in table.body} and len(set(field.rows)) == field.value
    cells = {abs(cell) if isinstance(cell, int) else cell for row in table.rows for cell in row.cells}
    return field.value in cells or field.value == 0


@every
def test_no_figure_of_a_sentence_is_bare(request_: Request, make: Make) -> None:
    for paragraph in make(request_).paragraphs():
        words = "".join(run for run in paragraph.runs if isinstance(run, str))
        left = re.sub(r"⟦.*?⟧", "", _NO_COUNTS.sub("", words))
        assert not re.search(r"\d", left), (paragraph.text, left)


@every
def test_nothing_says_more_than_is_known(request_: Request, make: Make) -> None:
    content = make(request_)
    said = [content.subject, *(one.text for one in content.paragraphs()), *(one.title for one in content.charts)]
    assert not [one for one in said if "đạt chuẩn" in one.lower()]
    assert not [one for one in said if "{" in one or "  " in one or " ." in one or "()" in one or ",," in one or "None" in one]


@pytest.mark.parametrize("kind", REVIEWS)
def test_a_review_has_the_parts_of_the_official_form(kind: str, make: Make) -> None:
    content = make(midterm(kind=kind))
    assert [section.title for section in content.sections] == [
        "Công tác chỉ đạo, điều hành", "Kết quả thực hiện tiêu chí số 8", "Nguồn lực thực hiện", "Đánh giá chung",
        "Phương hướng, chỉ tiêu, giải pháp", "Kiến nghị, đề xuất",
    ]
    assert [one.title for one in content.sections[3].sections] == ["Ưu điểm", "Tồn tại, hạn chế", "Nguyên nhân", "Bài học kinh nghiệm"]
    assert content.annexes[:4] == ("communes", "communes_advanced", "figures", "commendation")
    parts = [content.sections[place] for place in (0, 2, 3, 4, 5)]
    assert all(any("⟦" in one.text for one in part.paragraphs()) for part in parts)


def test_the_slides_of_a_review(make: Make) -> None:
    slides = make(midterm()).slides
    assert [slide.id for slide in slides] == [
        "standing", "changes", "districts", "roadmap", "helped_02080", "closest", "plan", "tasks"]
    assert all(slide.notes for slide in slides)
    assert all(not (slide.chart and slide.table) for slide in slides)
    assert slides[3].title.text == "Lộ trình có 23 lượt xã: 19 hoàn thành, 04 không hoàn thành"
    assert all(not point.is_item for point in slides[1].points)  # who moved stands in the slide's table
    assert slides[6].title.text == "13 xã cần ít nhất 29 phần việc để đạt: từ 65 lên 78/95 xã"


def test_the_notes_of_a_helped_commune_say_what_it_lacks_and_who_clears_it_away(make: Make) -> None:
    helped = make(midterm()).slides[4]
    assert helped.keeps_last, "the newest events are those to speak of"
    assert helped.notes[0].startswith("Còn thiếu: 8.3: thiếu 01 thôn có loa hoạt động")
    assert "; Phòng A (minh họa); " in helped.notes[1]
    assert "15/12/2023; Quá hạn" in helped.notes[1]


def test_a_slide_asks_only_for_columns_that_its_table_knows(make: Make) -> None:
    content = make(midterm())
    for slide in content.slides:
        known = {column.key for column in content.table(slide.table).columns} if slide.table else set()
        assert set(slide.columns) <= known, slide.id


@pytest.mark.parametrize(("kind", "earlier"), [
    ("quarter", "quý III/2023"), ("month", "tháng 11/2023"), ("half", "6 tháng đầu năm 2023"), ("year", "năm 2022"),
    ("nine-months", "9 tháng đầu năm 2022"), ("midterm", "quý III/2023"),
])
def test_a_kind_is_held_against_the_period_before_it(kind: str, earlier: str, make: Make) -> None:
    assert f"so với {earlier}" in make(midterm(kind=kind)).opening[1].text


def test_a_year_tells_estimates_beside_what_is_counted(make: Make) -> None:
    table = make(midterm(kind="year")).table("estimates")
    assert table.values("counted")["standard"] == 65
    assert table.values("expected")["standard"] == 65 + table.values("more")["standard"]
    assert not [one for one in make(midterm()).tables if one.id == "estimates"]


def test_another_law_is_not_compared_with(make: Make) -> None:
    content = make(midterm(kind="quarter", as_of=date(2022, 3, 31)))
    assert "so với" not in content.opening[1].text
    assert any("bộ tiêu chí khác" in one.text for one in content.paragraphs())


def test_merged_communes_are_not_compared_with_those_before(make: Make) -> None:
    content = make(midterm(kind="quarter", as_of=date(2025, 9, 30)))
    assert "so với" not in content.opening[1].text
    assert any("đã được sáp nhập" in one.text for one in content.paragraphs())


def test_a_district_alone(make: Make) -> None:
    content, whole = make(midterm(kind="annex", district="064")), make(midterm())
    own = [row for row in whole.table("districts").body if row.key == "064"]
    assert [row.cells for row in content.table("districts").rows] == [row.cells for row in own]
    assert len(content.table("communes").body) == 19
    assert content.place == "huyện Chợ Đồn, tỉnh Bắc Kạn"


def test_a_commune_on_one_page(make: Make) -> None:
    content = make(midterm(kind="commune", commune="02080"))
    assert content.place == "xã Bình Trung, huyện Chợ Đồn, tỉnh Bắc Kạn"
    assert next(content.paragraphs()).text == "Xã Bình Trung: đạt 2/4 chỉ tiêu; chưa đạt chỉ tiêu 8.3, 8.4."
    row = next(row for row in content.table("commune").body if row.key == "318-2022-standard/8.3")
    assert row.cells[1] == "not_met" and row.cells[3] == "thiếu 01 thôn có loa hoạt động" and "Sở" in row.cells[5]
    obstacle = content.table("obstacles")
    assert obstacle.values("lead")["1"] == "Phòng A (minh họa)" and obstacle.values("due")["1"] == date(2023, 12, 15)
    assert content.opening == () and content.slides == () and len(content.table("helped_02080").body) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("commune", ["02080", "02071", "01927"])
def test_a_communes_sheet_is_one_page(make: Make, commune: str, lang: str) -> None:
    pages = PdfReader(BytesIO(write_pdf(make(midterm(kind="commune", commune=commune, lang=lang))))).pages
    assert len(pages) == 1


def test_a_commune_is_told_of_the_level_that_comes_next(make: Make) -> None:
    content = make(midterm(kind="commune", commune="02080"))
    assert {row.key.partition("/")[0] for row in content.table("commune").body} == {"318-2022-standard"}
    assert [one.text for one in content.paragraphs()][1:3] == [
        "Mức trên: xã NTM nâng cao đạt 0/5 chỉ tiêu; xã NTM kiểu mẫu đạt 0/4 nội dung.", "Từng chỉ tiêu xã NTM (318/QĐ-TTg):"]


def test_no_table_has_a_column_in_which_nobody_says_anything(make: Make) -> None:
    for table in (one for one in make(midterm()).tables if one.rows and one.id != "commendation"):
        for place, column in enumerate(table.columns):
            assert column.group or column.key == "number" or any(row.cells[place] is not None for row in table.rows), (table.id, column)


def test_what_several_indicators_lack_alike_is_said_once(make: Make) -> None:
    table = make(midterm()).table("communes")
    assert "8.1, 8.2, 8.3, 8.4: chưa có số liệu" in table.values("missing").values()


def test_an_annex_is_tables_alone(make: Make) -> None:
    content = make(midterm(kind="annex"))
    assert content.sections == () and content.opening == () and content.slides == ()
    assert {"levels", "districts", "communes", "communes_model", "figures", "history", "sources"} <= set(content.annexes)


def test_sample_data_says_so_with_a_list(make: Make) -> None:
    cautions = {one.code: one for one in make(midterm()).cautions}
    assert {"sample", "law_unverified", "silent", "estimate", "older"} <= cautions.keys()
    assert cautions["silent"].sentence.fields[0].value == len(make(midterm()).table("silent").body) == 5


def test_a_lapsed_law_and_slipping_figures_are_said(make: Make) -> None:
    later = {one.code for one in make(midterm(kind="quarter", as_of=date(2025, 6, 30))).cautions}
    assert "slipping" in later or "disputed" in later
    assert "law_lapsed" in {one.code for one in make(midterm(kind="quarter", as_of=date(2026, 1, 31))).cautions}


def test_a_blank_is_a_persons_to_write(make: Make) -> None:
    content = make(midterm())
    assert "⟦[tên cơ quan báo cáo]⟧" in content.opening[0].text
    assert content.recipients[0].startswith("⟦")
    assert isinstance(replace(content, opening=()), Content) and all(isinstance(one, Paragraph) for one in content.opening)
    assert content.request.as_of == DAY


def said(content: Content) -> list[str]:
    return [one.text for one in content.paragraphs()]


def test_a_target_met_after_its_day_is_no_work_left(make: Make) -> None:
    texts = said(make(midterm(kind="final", as_of=date(2025, 6, 30))))
    assert ("03 lượt xã trong lộ trình không hoàn thành đúng hạn nhưng đến nay đã đạt phần tiêu chí số 8"
            " (gồm: Khang Ninh, Đồng Thắng, Cường Lợi).") in texts
    assert "01 lượt xã trong lộ trình còn phải hoàn thành: Hà Hiệu." in texts


def test_a_period_without_figures_yet_is_not_compared(make: Make) -> None:
    content = make(midterm(kind="quarter", as_of=date(2023, 11, 15)))
    assert "so với" not in content.opening[1].text
    assert ("Chưa có số liệu quý IV/2023; kết quả nêu trên theo số liệu gần nhất đã có (quý III/2023), chưa so sánh được với kỳ trước."
            in said(content))
    older = next(one for one in content.cautions if one.code == "older")
    assert older.sentence.text == "93 xã dùng số liệu kỳ trước, chưa có số liệu quý IV/2023."


def test_districts_of_one_share_are_named_together(make: Make) -> None:
    assert "TP. Bắc Kạn, huyện Chợ Mới cùng có tỷ lệ đạt cao nhất (100,0%)." in said(make(midterm()))


def test_the_unknown_is_not_called_unmet_in_a_charts_title(make: Make) -> None:
    chart = make(midterm()).chart("indicators")
    assert chart.title == "Chỉ tiêu 8.3 Loa hoạt động đến thôn có nhiều xã chưa đạt nhất: 22/95 xã"
    law = make(midterm(kind="quarter", as_of=date(2025, 7, 31)))
    assert law.chart("indicators").title.endswith("có nhiều xã chưa đạt nhất: 2/35 xã")


def test_a_plan_by_another_law_names_it(make: Make) -> None:
    texts = said(make(midterm(as_of=date(2021, 12, 31))))
    assert ("Tính theo 318/QĐ-TTg, áp dụng khi đến hạn 31/12/2022: chưa tính được khối lượng cho xã nào trong 96 xã chưa được xác định"
            " đạt tiêu chí số 8.") in texts


def test_the_criterion_is_called_as_the_days_law_does(make: Make) -> None:
    content = make(midterm(kind="quarter", as_of=date(2026, 3, 31)))
    assert "tiêu chí số 7 về Khoa học công nghệ và chuyển đổi số" in content.subject
    assert content.place == "tỉnh Bắc Kạn cũ (nay thuộc tỉnh Thái Nguyên)"


def test_a_commune_that_has_merged_is_named_beside_what_it_became(make: Make) -> None:
    content = make(midterm(kind="commune", as_of=date(2025, 9, 30), commune="02080"))
    assert content.place == "xã Nghĩa Tá (có xã Bình Trung nhập vào), tỉnh Thái Nguyên"


def test_figures_of_communes_before_they_merged_are_told_as_such(make: Make) -> None:
    texts = said(make(midterm(kind="quarter", as_of=date(2025, 7, 31))))
    assert "Số liệu trước đó là của các xã trước khi sáp nhập, không so sánh được với kết quả nêu trên." in texts


def test_the_last_slide_counts_the_tasks_of_its_table(make: Make) -> None:
    slide = make(midterm(kind="final", as_of=date(2025, 6, 30))).slides[-1]
    assert slide.title.text == "02 nhiệm vụ, trong đó 01 chưa hoàn thành cần cho ý kiến"
