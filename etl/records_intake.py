"""A workbook of typed-in records -> changes: sheets found by their headings, rows by number or by key, every fault with its cell."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from etl.communes import Gazetteers
from etl.grid import Book, Cell, Sheet, address, text_of
from etl.read import read_file
from ntm.names import normalise_name
from ntm.problems import BadFile, Problem
from ntm.records.checking import check_record, record_day
from ntm.records.keys import KeyIndex
from ntm.records.kinds import Field, Kind
from ntm.records.saving import BadRecords, Change
from ntm.records.values import Surroundings
from ntm.texts import LANGUAGES, t

HEADING_ROWS = 12  # how far down headings are looked for
LONGEST_REVISION = 18  # digits
_DISTRICT = ("huyện", "district", "huyện, thành phố")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a kind stands on a sheet: the heading's row, and the column of each field, of the number, revision and district."""

    kind: Kind
    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    number: int | None
    revision: int | None
    district: int | None


def read_book(name: str, content: bytes, kinds: Sequence[Kind], around: Surroundings) -> list[Change]:
    """What a workbook says of some kinds, as changes to save.

    A row with a number, or with the key of a record that stands, changes that one; any other row is a new one. Records that
    are not in the workbook stay.

    Raises BadFile where it cannot be read or no sheet has the headings, BadRecords for cells that cannot be read.
    """
    book = read_file(name, content)
    layouts = [layout for sheet in book.sheets for layout in [_find_layout(sheet, kinds)] if layout]
    if not layouts:
        raise BadFile(_no_headings(book, kinds))
    gazetteers = Gazetteers(around.units, around.province or "")
    keys = {layout.kind.id: KeyIndex(layout.kind, around.known.get(layout.kind.id, {})) for layout in layouts}
    changes, problems = [], []
    for layout in layouts:
        for row in layout.sheet.row_numbers():
            if row > layout.row:
                change, found = _read_row(layout, row, around, gazetteers)
                problems += found
                changes += [_identified(change, layout, row, around, keys[layout.kind.id])] if change else []
    if problems:
        raise BadRecords(*problems)
    return changes


def _no_headings(book: Book, kinds: Sequence[Kind]) -> Problem:
    wanted = "; ".join(field.title.vi for kind in kinds[:1] for field in kind.fields if field.is_required)
    return Problem("no-record-sheet", {"file": book.name, "expected": wanted})


def _find_layout(sheet: Sheet, kinds: Sequence[Kind]) -> _Layout | None:
    """The kind whose required fields all stand among the headings of one row; the one with most fields there."""
    found = [
        layout for row in sheet.row_numbers()[:HEADING_ROWS] for kind in kinds
        if (layout := _layout_of(sheet, row, kind)) and all(field.name in layout.columns for field in kind.fields if field.is_required)
    ]
    return max(found, key=lambda layout: (len(layout.columns) / len(layout.kind.fields), len(layout.columns)), default=None)


def _layout_of(sheet: Sheet, row: int, kind: Kind) -> _Layout:
    headings = {normalise_name(text.rstrip(" *")): column for column, text in sheet.texts(row)}
    columns = {field.name: headings[title] for field in kind.fields for title in _titles(field) if title in headings}
    number, revision = (
        next((headings[title] for lang in LANGUAGES if (title := normalise_name(t(key, lang))) in headings), None)
        for key in ("records.number", "records.revision")
    )
    taken = set(columns.values())
    district = next((headings[title] for title in _DISTRICT if title in headings and headings[title] not in taken), None)
    return _Layout(kind, sheet, row, columns, number, revision, district)


def _titles(field: Field) -> tuple[str, ...]:
    return normalise_name(field.title.vi), normalise_name(field.title.en), field.name


def _read_row(layout: _Layout, row: int, around: Surroundings, gazetteers: Gazetteers) -> tuple[Change | None, list[Problem]]:
    """One row as a change, None where nothing stands in it; and what cannot be read."""
    cells = {name: layout.sheet.cell(row, column) for name, column in layout.columns.items()}
    problems = [
        Problem("formula-uncomputed" if cell.is_uncomputed else "formula-error", sheet=cell.sheet, cell=cell.address, value=cell.shown)
        for cell in cells.values() if cell.error or cell.is_uncomputed
    ]
    written: dict[str, object] = {name: _written(cell) for name, cell in cells.items() if cell.value not in (None, "")}
    if problems or not written:
        return None, problems
    places = {name: cell.address for name, cell in cells.items()} | {"": address(row, 0)}
    day = record_day(layout.kind, written, around.today)
    for field in layout.kind.fields:
        if field.type == "commune" and field.name in written:
            code, problem = _commune(cells[field.name], _at(layout, row, layout.district), day, gazetteers)
            written[field.name] = code
            problems += [problem] if problem else []
    change = Change(layout.kind.id, None, written, sheet=layout.sheet.name, cells=places)
    return change, problems


def _written(cell: Cell) -> object:
    return cell.day or (cell.value if cell.is_number else text_of(cell.value))


def _at(layout: _Layout, row: int, column: int | None) -> str:
    return "" if column is None else text_of(layout.sheet.cell(row, column).value)


def _commune(cell: Cell, district: str, day: date, gazetteers: Gazetteers) -> tuple[str, Problem | None]:
    """The code of the commune that a cell names on a day, or why it cannot be told."""
    name = text_of(cell.value)
    found = gazetteers.on(day).match(name, district_name=district)
    if found.unit:
        return found.unit.code, None
    params = {"on": found.merged_on, "heirs": found.suggestion} if found.merged_on else {}
    return name, Problem(found.code, params, cell.sheet, cell.address, name, found.suggestion, variant=found.variant)


def _identified(change: Change, layout: _Layout, row: int, around: Surroundings, keys: KeyIndex) -> Change:
    """The change with the record that its row means: by its number, else by its key."""
    number, revision = _at(layout, row, layout.number), _at(layout, row, layout.revision)
    if number:
        return replace(change, id=number, base=_base(revision))
    body, _ = check_record(layout.kind, change.written, around, keys=keys)
    return replace(change, id=keys.twin(body))


def _base(revision: str) -> int | None:
    """The number of a revision, None where it is none. One longer than any is cut: it is not the newest either way."""
    return int(revision[:LONGEST_REVISION]) if revision.isdecimal() else None
