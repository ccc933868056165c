"""What stands below the text: Nơi nhận on the left, who signs on the right."""
from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Docx
from docx.table import Table

from ntm.briefing.blanks import LANG, blank
from ntm.briefing.letterhead import Letterhead
from ntm.briefing.nd30.page import BODY_PT, LIST_PT, RECIPIENTS_PT
from ntm.briefing.nd30.tables import plain_table
from ntm.briefing.nd30.words import LEFT, write_line
from ntm.texts import t

FOOT_COLUMNS_MM = (85, 80)
SIGNATURE_LINES = 4


def add_foot(document: Docx, recipients: Sequence[str], head: Letterhead, lang: str = LANG) -> Table:
    """Nơi nhận on the left, on the right who signs with room for the signature; kept on one page."""
    table = plain_table(document, FOOT_COLUMNS_MM, 1)
    left, right = table.rows[0].cells
    write_line(left, t("letter.recipients", lang), RECIPIENTS_PT, bold=True, italic=True, align=LEFT)
    for line in recipient_lines(recipients):
        write_line(left, line, LIST_PT, align=LEFT)
    if head.authority:
        write_line(right, head.authority.upper(), BODY_PT, bold=True)
    write_line(right, head.signer_title.upper() if head.signer_title else blank("signer_title", lang), BODY_PT, bold=True)
    for _ in range(SIGNATURE_LINES):
        write_line(right, "", BODY_PT)
    write_line(right, head.signer or blank("signer", lang), BODY_PT, bold=True)
    for paragraph in (*left.paragraphs, *right.paragraphs):
        paragraph.paragraph_format.keep_with_next = True
    return table


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """"- Như trên;" … "- Lưu: VT."."""
    return [f"- {name}" + ("." if place == len(recipients) else ";") for place, name in enumerate(recipients, 1)]
