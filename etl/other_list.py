"""Another office's list of communes (đạt or not at a level), in the office's own layout -> records to stand beside our answer."""
from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from etl.body import BodyReader
from etl.communes import Gazetteer, Gazetteers
from etl.grid import Sheet, text_of
from etl.layout import Heading, Layout, find_layouts
from etl.legacy import decode_book
from etl.read import read_file
from etl.values import Target, read_value
from etl.words import name_key
from ntm.problems import BadFile, Problem
from ntm.progress.keep import Facts
from ntm.records.checking import LIFE
from ntm.records.saving import BadRecords, Change, save, surroundings
from ntm.units import Unit, Units
from ntm.warehouse.files import keep_file
from ntm.warehouse.generations import Warehouse

KIND = "other_list"
_VERDICT = Target("list")
_MET = re.compile(r"(?:kết quả|kết luận|đánh giá|xếp loại|đạt|hoàn thành|status|result|met)\b.*|.*\bđạt(?: hay (?:không|chưa))?")
_NOT_MET = re.compile(r"(?:chưa|không)\s+đạt\b.*|not met")


@dataclass(frozen=True, slots=True)
class ListHead:
    """Whose list it is, and what it speaks of: an office, its document, a day, a level."""

    body: str
    as_of: date
    level: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What the list says of one commune, and where."""

    unit: Unit
    is_met: bool
    place: str


def read_list(name: str, content: bytes, units: Units, province: str, on: date) -> list[Line]:
    """The communes of a list with what it says of each.

    A verdict stands in a column headed "Kết quả", "Đạt"…, or as a mark in one of two columns "Đạt | Chưa đạt".
    Raises BadFile where no sheet has such a table, BadRecords with every row and cell that cannot be read, and for a commune
    listed twice.
    """
    book = decode_book(read_file(name, content), units)
    gazetteer = Gazetteers(units, province).on(on)
    lines: list[Line] = []
    problems: list[Problem] = []
    is_found = False
    for sheet in book.sheets:
        for layout in find_layouts(sheet, _is_verdict_heading, lambda text: False):
            columns = _verdict_columns(layout)
            is_found = is_found or bool(columns)
            for one in _read_table(layout, columns, gazetteer):
                (lines if isinstance(one, Line) else problems).append(one)
    if not is_found:
        raise BadFile(Problem("no-verdict-column", {"sheets": ", ".join(sheet.name for sheet in book.sheets)}))
    problems += _twins(lines)
    if problems:
        raise BadRecords(*problems)
    return lines


def take_list(
    warehouse: Warehouse, facts: Facts, head: ListHead, name: str, content: bytes, province: str, by: str, now: datetime, *,
    is_dry_run: bool = False,
) -> tuple[int | None, int]:
    """Keep a list as one save, in the place of the office's former one for that day and level; the save's number and its communes.

    (None, count) where nothing differs from what is kept. Raises BadFile or BadRecords, and then nothing is written.
    """
    lines = read_list(name, content, facts.units, province, head.as_of)
    with warehouse.trying() if is_dry_run else warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, now)
        sha256 = hashlib.sha256(content).hexdigest()
        if not is_dry_run:
            keep_file(warehouse.folder, sha256, content)
        edit = save(draft.con, _changes(head, lines, name, around.known[KIND]), around, by, now, name, sha256)
        if edit is None:
            draft.discard()
    return edit, len(lines)


def _changes(head: ListHead, lines: Sequence[Line], name: str, known: dict[str, dict[str, object]]) -> list[Change]:
    """A change a line; the communes that the office no longer names for that day and level are removed."""
    own = {(body["commune"], body["commune" + LIFE]): number for number, body in known.items()
           if (body["body"], body["as_of"], body["level"]) == (head.body, head.as_of.isoformat(), head.level)}
    said = {(line.unit.code, line.unit.valid_from.isoformat()): line for line in lines}
    kept = [
        Change(KIND, own.get(key), {
            "body": head.body, "document": head.document, "as_of": head.as_of.isoformat(), "level": head.level, "commune": key[0],
            "is_met": line.is_met, "source": f"{name} › {line.place}",
        }) for key, line in said.items()
    ]
    return [*kept, *(Change(KIND, number, None) for key, number in own.items() if key not in said)]


def _is_verdict_heading(text: str) -> bool:
    written = name_key(text)
    return bool(_MET.fullmatch(written) or _NOT_MET.fullmatch(written))


def _verdict_columns(layout: Layout) -> list[tuple[Heading, bool]]:
    """The columns that say it, each with what a mark in it means; of several "Kết quả" the last, which sums up the others."""
    named = [(heading, name_key(heading.parts[-1])) for heading in layout.headings if heading.role in (None, "value")]
    failing = [(heading, False) for heading, text in named if _NOT_MET.fullmatch(text)]
    saying = [(heading, True) for heading, text in named if _MET.fullmatch(text) and not _NOT_MET.fullmatch(text)]
    return saying[-1:] + (failing[-1:] if saying else [])


def _read_table(layout: Layout, columns: Sequence[tuple[Heading, bool]], gazetteer: Gazetteer) -> Iterator[Line | Problem]:
    if not columns:
        return
    numbers = [heading.column for heading, _ in columns]
    reader = BodyReader(layout, lambda row: gazetteer, lambda row: any(_text(layout.sheet, row, column) for column in numbers))
    for row in reader.rows():
        if row.problem:
            yield row.problem
        elif row.unit is not None and row.unit.kind == "xa":
            yield from _read_row(layout.sheet, row.row, row.unit, columns)


def _read_row(sheet: Sheet, row: int, unit: Unit, columns: Sequence[tuple[Heading, bool]]) -> Iterator[Line | Problem]:
    """At most one verdict of a commune: none where nothing is marked, a problem where both columns are."""
    said = []
    for heading, meaning in columns:
        cell = sheet.cell(row, heading.column)
        reading = read_value(cell, _VERDICT)
        if reading.problem:
            yield reading.problem
        said += [(cell, value.is_met == meaning) for _, value in reading.values]
    if len({is_met for _, is_met in said}) > 1:
        yield Problem("conflict", {"other_cell": said[0][0].address, "other_value": said[0][0].shown}, sheet.name, said[-1][0].address,
                      said[-1][0].shown)
    elif said:
        yield Line(unit, said[0][1], f"{sheet.name}!{said[0][0].address}")


def _text(sheet: Sheet, row: int, column: int) -> str:
    return text_of(sheet.rows.get(row, {}).get(column))


def _twins(lines: Sequence[Line]) -> list[Problem]:
    first: dict[tuple[str, date], Line] = {}
    found = []
    for line in lines:
        earlier = first.setdefault((line.unit.code, line.unit.valid_from), line)
        if earlier is not line:
            sheet, _, cell = line.place.rpartition("!")
            found.append(Problem("listed-twice", {"other": earlier.place}, sheet, cell, line.unit.name))
    return found
