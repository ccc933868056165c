"""What makes two briefings the same: the figures, not the wording. The fingerprint stands in every file that is made of them."""
from __future__ import annotations

import hashlib
import json
from datetime import date
from fractions import Fraction
from typing import Any

from ntm.briefing.content import Content, Table, Value


def fingerprint(content: Content) -> str:
    """SHA-256 over what was asked, every cell that is no sentence, every chart and every field, in their order.

    Sentences made by rule are left out: a better wording is another text about the same figures.
    """
    said = json.dumps(figures_of(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def figures_of(content: Content) -> dict[str, Any]:
    """The figures of a content as plain JSON values."""
    asked = content.request
    return {
        "asked": [asked.kind, asked.as_of.isoformat(), asked.known_at.isoformat(), asked.lang, asked.district, asked.commune],
        "tables": {one.id: _table(one) for one in content.tables},
        "charts": {one.id: [[series.key, list(series.values)] for series in one.series] for one in content.charts},
        "fields": [[_plain(field.value), field.table, list(field.rows)] for one in content.paragraphs() for field in one.fields],
        "sources": [[one.id, one.sha256] for one in content.sources],
    }


def _table(table: Table) -> dict[str, Any]:
    kept = [place for place, column in enumerate(table.columns) if column.kind != "words"]
    return {
        "columns": [table.columns[place].key for place in kept],
        "rows": [[row.key, *(_plain(row.cells[place]) for place in kept)] for row in table.rows],
    }


def _plain(value: Value) -> str | int | None:
    return str(value) if isinstance(value, (date, Fraction)) else value
