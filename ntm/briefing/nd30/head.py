"""What stands above the text: bodies, Quốc hiệu and Tiêu ngữ with their rules, number, place and date; kind and trích yếu."""
from __future__ import annotations

from docx.document import Document as Docx
from docx.shared import Pt
from docx.table import _Cell

from ntm.briefing.blanks import LANG, blank
from ntm.briefing.letterhead import Letterhead
from ntm.briefing.nd30.page import BODY_PT, HEAD_PT, MM_A_PT, MOTTO_PT, NUMBER_PT, WIDTH_MM
from ntm.briefing.nd30.styles import SUBJECT, TITLE
from ntm.briefing.nd30.tables import PLAIN_SIDE_MM, plain_table
from ntm.briefing.nd30.words import draw_rule, write_line, write_words
from ntm.texts import t

HEAD_COLUMNS_MM = (73, 92)
# Width of a bold capital, of a letter and of the motto in Times New Roman bold, in parts of the font's size.
CAPITAL_EM, LETTER_EM, MOTTO_EM = 0.59, 0.41, {"vi": 11.585, "en": 15.871}
RULE = 0.4  # of the words' width; the decree says a third to a half


def add_head(document: Docx, head: Letterhead, kind: str | None, subject: str | None, year: int | str, lang: str = LANG) -> None:
    """The block above the text: bodies, Quốc hiệu and Tiêu ngữ with their rules, number, place and date.

    `kind`: the kind of document in the number ("BC"); a letter has none. `subject`: its trích yếu (V/v …), under the number.
    """
    table = plain_table(document, HEAD_COLUMNS_MM, 2)
    left, right = table.rows[0].cells
    lines = body_lines(head, lang)
    if head.superior:
        write_line(left, head.superior.upper(), HEAD_PT)
    for line in lines:
        write_line(left, line, HEAD_PT, bold=True)
    _rule(left, HEAD_COLUMNS_MM[0], RULE * min(max(map(_capitals_mm, lines)), HEAD_COLUMNS_MM[0] - 4))
    write_line(right, t("letter.country", lang), HEAD_PT, bold=True)
    write_line(right, t("letter.motto", lang), MOTTO_PT, bold=True)
    _rule(right, HEAD_COLUMNS_MM[1], MOTTO_EM[lang] * MOTTO_PT * MM_A_PT)
    left, right = table.rows[1].cells
    write_line(left, document_number(head, kind, lang), NUMBER_PT)
    if subject:
        write_line(left, t("letter.subject", lang, subject=subject), HEAD_PT)
    write_line(right, place_and_day(head, year, lang), MOTTO_PT, italic=True)


def add_title(document: Docx, title: str, subject: str, rule_mm: float | None = None) -> None:
    """The kind of document and its trích yếu, with the rule beneath, of a part of the subject's width unless given."""
    write_words(document.add_paragraph(style=TITLE), title)
    write_words(document.add_paragraph(style=SUBJECT), subject)
    rule = document.add_paragraph(style=SUBJECT)
    draw_rule(rule, WIDTH_MM, rule_mm or RULE * min(len(subject) * LETTER_EM * BODY_PT * MM_A_PT, WIDTH_MM))
    rule.paragraph_format.space_before, rule.paragraph_format.space_after = Pt(4), Pt(6)


def document_number(head: Letterhead, kind: str | None, lang: str = LANG) -> str:
    """"Số: ⟦……⟧/BC-STTTT"; a letter, which has no kind, names the drafting unit."""
    short = head.short or blank("short", lang)
    names = (kind, short) if kind else (short, head.unit or blank("unit", lang))
    return t("letter.number", lang, number=blank("number", lang), names="-".join(names))


def body_lines(head: Letterhead, lang: str = LANG) -> list[str]:
    """The issuing body in capitals; a name longer than its column in two lines, as even as its words allow."""
    name = head.body.upper() if head.body else blank("body", lang)
    words = name.split()
    if not head.body or len(words) < 2 or _capitals_mm(name) <= HEAD_COLUMNS_MM[0] - 4:
        return [name]
    pairs = [[" ".join(words[:place]), " ".join(words[place:])] for place in range(1, len(words))]
    return min(pairs, key=lambda pair: max(map(len, pair)))


def _capitals_mm(text: str) -> float:
    return len(text) * CAPITAL_EM * HEAD_PT * MM_A_PT


def place_and_day(head: Letterhead, year: int | str, lang: str = LANG) -> str:
    """"Bắc Kạn, ⟦ngày …… tháng ……⟧ năm 2024"."""
    return t("letter.dated", lang, place=head.place or blank("place", lang), day=blank("day_month", lang), year=year)


def _rule(cell: _Cell, column_mm: float, width_mm: float) -> None:
    draw_rule(cell.add_paragraph(), column_mm - 2 * PLAIN_SIDE_MM, width_mm)
