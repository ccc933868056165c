"""What a person typed in place of a wrong cell: the file stays as it came, the reading goes by the correction."""
from __future__ import annotations

from dataclasses import replace

from etl.grid import Book, Place, Sheet, place_of

Corrections = tuple[tuple[str, str, str], ...]  # (sheet, cell, what stands there instead)


def corrected(book: Book, corrections: Corrections) -> Book:
    """The book as the corrections have it; a corrected cell is plain text, whatever stood there."""
    by_sheet: dict[str, dict[Place, str]] = {}
    for sheet, cell, text in corrections:
        by_sheet.setdefault(sheet, {})[place_of(cell)] = text
    return replace(book, sheets=tuple(_corrected_sheet(sheet, by_sheet.get(sheet.name, {})) for sheet in book.sheets))


def _corrected_sheet(sheet: Sheet, texts: dict[Place, str]) -> Sheet:
    if not texts:
        return sheet
    rows = {number: dict(row) for number, row in sheet.rows.items()}
    for place, text in texts.items():
        row = rows.setdefault(place.row, {})
        if text.strip():
            row[place.column] = text
        else:
            row.pop(place.column, None)
    return replace(
        sheet, rows=rows,
        formats={place: shown for place, shown in sheet.formats.items() if place not in texts},
        errors={place: error for place, error in sheet.errors.items() if place not in texts},
        encodings={place: name for place, name in sheet.encodings.items() if place not in texts},
        uncomputed=frozenset(place for place in sheet.uncomputed if place not in texts),
    )


def written_down(corrections: Corrections) -> str:
    """The corrections as stable text: a part of the batch's identity."""
    return "\n".join(f"{sheet}!{cell}={text}" for sheet, cell, text in sorted(corrections))
