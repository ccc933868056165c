"""Rows of a commune's own report that head a criterion ("8 | Thông tin và Truyền thông | … | Đạt"); its indicators stand below."""
from __future__ import annotations

import re

from etl.grid import MAX_TEXT, text_of
from etl.layout import Layout
from etl.words import name_key

_INDICATOR = re.compile(r"\d{1,2}\.\d{1,2}(?!\d)")
_WHOLE = re.compile(r"(?:tiêu chí(?: số)? )?(\d{1,2})\.?")
_LEADING = re.compile(r"(?:(?:tiêu chí(?: số)? )(\d{1,2})(?!\.?\d)|(\d{1,2})\.(?= ?\D))")


def criterion_rows(layout: Layout) -> dict[int, str]:
    """The number of the criterion by row, where one column numbers both criteria and their indicators: 8, then 8.1.

    Where whole numbers only count the rows ("1", "2", …), there is none.
    """
    columns = [(role, layout.roles[role]) for role in ("number", "item") if role in layout.roles]
    for role, column in columns:
        texts = {row: name_key(text) for row in layout.sheet.row_numbers() if row >= layout.first_row
                 and (text := text_of(layout.sheet.rows[row].get(column))[:MAX_TEXT])}
        if any(map(_INDICATOR.match, texts.values())):
            found = {row: _number(text, role) for row, text in texts.items()}
            return {row: number for row, number in found.items() if number}
    return {}


def _number(text: str, role: str) -> str | None:
    found = _WHOLE.fullmatch(text) if role == "number" else _LEADING.match(text)
    return next((number for number in found.groups() if number), None) if found else None
