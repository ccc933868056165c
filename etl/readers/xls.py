"""Reads .xls (Excel 97-2003) with xlrd, which keeps formats, fonts, errors and what is hidden; formulas are looked at apart."""
from __future__ import annotations

import io

import xlrd

from etl.grid import Book, Budget, Merge, Place, Scalar, Sheet, clean_text, is_date_format
from etl.legacy import encoding_of_font
from etl.readers.sheet_xml import MAX_MERGES, Style
from etl.readers.xls_formulas import find_uncomputed
from ntm.problems import BadFile, NtmError, Problem

MAX_BYTES = 16 * 2**20  # 65,536 rows of 10 numbers are 12 MB
ENCRYPTED_WORDS = ("encrypt", "password", "protected")


def read(name: str, content: bytes) -> Book:
    """All sheets of a workbook. Macros are not looked at. Raises BadFile."""
    if len(content) > MAX_BYTES:
        raise BadFile(Problem("too-large", {"limit": MAX_BYTES // 2**20}, variant="file"))
    try:
        with xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO(),
                                ragged_rows=True, on_demand=True) as book:
            return _read_book(name, book)
    except NtmError:
        raise
    except xlrd.XLRDError as error:
        if any(word in str(error).lower() for word in ENCRYPTED_WORDS):
            raise BadFile(Problem("encrypted")) from None
        raise BadFile(Problem("bad-file", variant="not_workbook")) from None
    except Exception:  # on damaged bytes xlrd raises whatever happens to go wrong: AssertionError, struct.error, TypeError…
        raise BadFile(Problem("bad-file", variant="damaged")) from None


def _read_book(name: str, book: xlrd.Book) -> Book:
    styles = _styles(book)
    budget = Budget()
    uncomputed = find_uncomputed(book)
    sheets = []
    for number in range(book.nsheets):
        sheets.append(_read_sheet(book.sheet_by_index(number), styles, budget, uncomputed[number], book.datemode == 1))
        book.unload_sheet(number)
    return Book(name, tuple(sheets))


def _styles(book: xlrd.Book) -> list[Style]:
    found = []
    for style in book.xf_list:
        shown = book.format_map.get(style.format_key)
        written = shown.format_str if shown else "General"
        font = book.font_list[style.font_index].name if 0 <= style.font_index < len(book.font_list) else ""
        found.append(Style(written if "%" in written or is_date_format(written) else None, encoding_of_font(font)))
    return found


def _read_sheet(sheet: xlrd.sheet.Sheet, styles: list[Style], budget: Budget, uncomputed: frozenset[Place],
                has_1904_dates: bool) -> Sheet:
    rows: dict[int, dict[int, Scalar]] = {}
    formats: dict[Place, str] = {}
    errors: dict[Place, str] = {}
    encodings: dict[Place, str] = {}
    for row in range(sheet.nrows):
        cells: dict[int, Scalar] = {}
        for column, cell in enumerate(sheet.row(row)):
            budget.spend_cell()
            if uncomputed and Place(row, column) in uncomputed:
                continue
            if cell.ctype == xlrd.XL_CELL_ERROR:
                errors[Place(row, column)] = xlrd.error_text_from_code.get(cell.value, "#N/A")
            elif (value := _value(cell)) is not None:
                cells[column] = value
                style = styles[cell.xf_index]
                if style.number_format and not isinstance(value, str):
                    formats[Place(row, column)] = style.number_format
                elif style.encoding and isinstance(value, str):
                    encodings[Place(row, column)] = style.encoding
        if cells:
            rows[row] = cells
    return Sheet(clean_text(sheet.name), rows, sheet.visibility != 0, formats, errors, uncomputed,
                 tuple(Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells[:MAX_MERGES]),
                 frozenset(r for r, info in sheet.rowinfo_map.items() if info.hidden),
                 frozenset(c for c, info in sheet.colinfo_map.items() if info.hidden), has_1904_dates, encodings)


def _value(cell: xlrd.sheet.Cell) -> Scalar | None:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return clean_text(cell.value) or None
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        number = float(cell.value)
        if number != number or number in (float("inf"), float("-inf")):
            raise ValueError(cell.value)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    return bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else None
