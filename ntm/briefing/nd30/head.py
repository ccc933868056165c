"""What stands above the text: bodies, Quốc hiệu and Tiêu ngữ with their rules, number, place and date; kind and trích yếu."""
from __future__ import annotations

from docx.document import Document as Docx
from docx.table import _Cell

from ntm.briefing.blanks import LANG, blank
from ntm.briefing.letterhead import Letterhead
from ntm.briefing.nd30.page import HEAD_PT, MM_A_PT, MOTTO_PT, NUMBER_PT
from ntm.briefing.nd30.tables import PLAIN_SIDE_MM, plain_table
from ntm.briefing.nd30.words import draw_rule, write_line
from ntm.texts import t

HEAD_COLUMNS_MM = (73, 92)
# Width of a bold capital and of the motto in Times New Roman bold, in parts of the font's size.
CAPITAL_EM, MOTTO_EM = 0.59, {"vi": 11.585, "en": 15.871}
BODY_RULE = 0.4  # of the name's width; the decree says a third to a half


def add_head(document: Docx, head: Letterhead, kind: str | None, subject: str | None, year: int, lang: str = LANG) -> None:
    """The block above the text: bodies, Quốc hiệu and Tiêu ngữ with their rules, number, place and date.

    `kind`: the kind of document in the number ("BC"); a letter has none. `subject`: its trích yếu (V/v …), under the number.
    """
    table = plain_table(document, HEAD_COLUMNS_MM, 2)
    left, right = table.rows[0].cells
    body = head.body.upper() if head.body else blank("body", lang)
    if head.superior:
        write_line(left, head.superior.upper(), HEAD_PT)
    write_line(left, body, HEAD_PT, bold=True)
    _rule(left, HEAD_COLUMNS_MM[0], BODY_RULE * min(len(body) * CAPITAL_EM * HEAD_PT * MM_A_PT, HEAD_COLUMNS_MM[0] - 4))
    write_line(right, t("letter.country", lang), HEAD_PT, bold=True)
    write_line(right, t("letter.motto", lang), MOTTO_PT, bold=True)
    _rule(right, HEAD_COLUMNS_MM[1], MOTTO_EM[lang] * MOTTO_PT * MM_A_PT)
    left, right = table.rows[1].cells
    write_line(left, document_number(head, kind, lang), NUMBER_PT)
    if subject:
        write_line(left, t("letter.subject", lang, subject=subject), HEAD_PT)
    write_line(right, place_and_day(head, year, lang), MOTTO_PT, italic=True)


def document_number(head: Letterhead, kind: str | None, lang: str = LANG) -> str:
    """"Số: ⟦……⟧/BC-STTTT"; a letter, which has no kind, names the drafting unit."""
    short = head.short or blank("short", lang)
    names = (kind, short) if kind else (short, head.unit or blank("unit", lang))
    return t("letter.number", lang, number=blank("number", lang), names="-".join(names))


def place_and_day(head: Letterhead, year: int, lang: str = LANG) -> str:
    """"Bắc Kạn, ⟦ngày …… tháng ……⟧ năm 2024"."""
    return t("letter.dated", lang, place=head.place or blank("place", lang), day=blank("day_month", lang), year=year)


def _rule(cell: _Cell, column_mm: float, width_mm: float) -> None:
    draw_rule(cell.add_paragraph(), column_mm - 2 * PLAIN_SIDE_MM, width_mm)
