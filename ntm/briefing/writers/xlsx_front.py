"""The workbook's first sheet: each sentence with its figures as numbers and a link to where they stand; cautions; sources."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ntm.briefing.content import Content, Field, Paragraph, Section
from ntm.briefing.writers.fitting import lines_of
from ntm.briefing.writers.wording import place_and_day
from ntm.briefing.writers.xlsx_cells import BORDER, HEAD_FILL, SERIF_EM, SIZE, TITLE_SIZE, set_look, write_number, write_text
from ntm.briefing.writers.xlsx_sheet import LINE_PT, Placed
from ntm.palette import LIGHT
from ntm.texts import format_count, format_date, t

WIDTHS = {"A": 78, "B": 14, "C": 16, "D": 44, "E": 14}
SENTENCE_PT = WIDTHS["A"] * 5.6


@dataclass
class _Front:
    """The sheet as it grows."""

    sheet: Worksheet
    content: Content
    placed: Mapping[str, Placed]
    row: int = 1

    @property
    def lang(self) -> str:
        """The content's language."""
        return self.content.request.lang

    def line(self, text: str, **look: object) -> None:
        """A text over the whole width."""
        write_text(self.sheet.cell(self.row, 1), text, **look)
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=len(WIDTHS))
        self.row += 1

    def headings(self, *texts: str) -> None:
        """A row of headings."""
        for place, text in enumerate(texts, 1):
            cell = self.sheet.cell(self.row, place)
            write_text(cell, text, is_bold=True, align="center")
            cell.fill, cell.border = HEAD_FILL, BORDER
        self.row += 1


def put_front(sheet: Worksheet, content: Content, placed: Mapping[str, Placed]) -> None:
    """The first sheet, whole."""
    front, lang = _Front(sheet, content, placed), content.request.lang
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    front.line(f"{content.title} {content.subject}", is_bold=True, size=TITLE_SIZE)
    front.line(place_and_day(content), is_italic=True, colour=LIGHT.quiet_ink)
    if content.is_sample:
        front.line(t("sample", lang), is_bold=True, colour=LIGHT.ratings["off_track"].ink)
    front.row += 1
    sheet.print_title_rows, sheet.freeze_panes = f"{front.row}:{front.row}", f"A{front.row + 1}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties()
    front.headings(*(t(f"workbook.column.{name}", lang) for name in ("sentence", "figure", "value", "table", "rows")))
    for title, paragraphs in _parts(content):
        if title:
            front.line(title, is_bold=True)
        for paragraph in paragraphs:
            _put_sentence(front, paragraph)
    _put_cautions(front)
    _put_sources(front)


def _parts(content: Content) -> Iterator[tuple[str, Iterable[Paragraph]]]:
    """The text, part by part."""
    if content.opening:
        yield "", content.opening
    yield from _sections(content.sections)


def _sections(sections: Iterable[Section]) -> Iterator[tuple[str, Iterable[Paragraph]]]:
    for section in sections:
        yield section.title, [block for block in section.blocks if isinstance(block, Paragraph)]
        yield from _sections(section.sections)


def _put_sentence(front: _Front, paragraph: Paragraph) -> None:
    """A sentence, and beside it its figures, one a row."""
    first, text = front.row, ("– " if paragraph.is_item else "") + paragraph.text
    write_text(front.sheet.cell(first, 1), text)
    for field in paragraph.fields:
        _put_field(front, field)
        front.row += 1
    front.row = max(front.row, first + 1)
    lines, rows = lines_of(text, SIZE, SENTENCE_PT, SERIF_EM), front.row - first
    if rows > 1:
        front.sheet.merge_cells(start_row=first, end_row=front.row - 1, start_column=1, end_column=1)
    for row in range(first, front.row):
        front.sheet.row_dimensions[row].height = max(LINE_PT * lines / rows, LINE_PT) + 2
        for place in range(1, len(WIDTHS) + 1):
            front.sheet.cell(row, place).border = BORDER


def _put_field(front: _Front, field: Field) -> None:
    """A figure as written, its value as a number, the table that it stands in as a link, how many rows it counts."""
    sheet, row = front.sheet, front.row
    write_text(sheet.cell(row, 2), field.text, align="right", is_bold=True)
    if isinstance(field.value, str):
        write_text(sheet.cell(row, 3), field.value, align="right")
    elif field.value is not None:
        set_look(sheet.cell(row, 3), align="right")
        write_number(sheet.cell(row, 3), field.value, front.lang)
    if field.table in front.placed:
        _put_link(front, row, 4, front.placed[field.table], field.rows)
    if field.rows:
        write_text(sheet.cell(row, 5), t("workbook.rows", front.lang, count=format_count(len(field.rows), front.lang)), align="center")


def _put_link(front: _Front, row: int, place: int, at: Placed, rows: Iterable[str] = ()) -> None:
    """A link to the first of some rows of a table, or to its top."""
    number = min((at.rows[key] for key in rows if key in at.rows), default=at.first)
    cell = front.sheet.cell(row, place)
    write_text(cell, at.title, colour=LIGHT.accent)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(at.sheet)}!A{number}", display=at.title)


def _put_cautions(front: _Front) -> None:
    if not front.content.cautions:
        return
    front.row += 1
    front.line(t("slides.cautions", front.lang), is_bold=True)
    for caution in front.content.cautions:
        row = front.row
        _put_sentence(front, caution.sentence)
        if caution.table in front.placed and not caution.sentence.fields:
            _put_link(front, row, 4, front.placed[caution.table])


def _put_sources(front: _Front) -> None:
    lang, sheet = front.lang, front.sheet
    if not front.content.sources:
        return
    front.row += 1
    front.line(t("workbook.sources_title", lang), is_bold=True)
    front.headings(*(t(f"workbook.source.{name}", lang) for name in ("file", "period", "dated", "document", "stage")))
    for source in front.content.sources:
        body = ", ".join(part for part in (source.document, source.body) if part)
        file = t("workbook.source.line", lang, file=source.file, sha256=source.sha256, by=source.loaded_by)
        texts = {1: file, 2: source.period, 3: format_date(source.dated, lang) if source.dated else "", 4: body,
                 5: t(f"stage.{source.stage}", lang)}
        for place, text in texts.items():
            write_text(sheet.cell(front.row, place), text)
            sheet.cell(front.row, place).border = BORDER
        sheet.row_dimensions[front.row].height = LINE_PT * max(lines_of(file, SIZE, SENTENCE_PT, SERIF_EM), 2) + 2
        front.row += 1
