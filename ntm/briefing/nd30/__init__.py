"""The parts of an administrative document in the format of NĐ 30/2020/NĐ-CP, for python-docx.

A4, margins, Times New Roman, head with Quốc hiệu and rules, body, tables, recipients and signer. In every text a part
between ⟦ and ⟧ is for a person to fill in and is marked. Sizes in points, lengths in millimetres, from the ranges of the
decree's first annex.
"""
from ntm.briefing.blanks import LANG, blank
from ntm.briefing.nd30.body import add_addressees, add_heading, add_paragraph
from ntm.briefing.nd30.foot import add_foot, recipient_lines
from ntm.briefing.nd30.head import add_head, add_title
from ntm.briefing.nd30.page import new_document, set_page, to_bytes
from ntm.briefing.nd30.tables import Column, add_table

__all__ = [
    "LANG", "Column", "add_addressees", "add_foot", "add_head", "add_heading", "add_paragraph", "add_table", "add_title", "blank",
    "new_document", "recipient_lines", "set_page", "to_bytes",
]
