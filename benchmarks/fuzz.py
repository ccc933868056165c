"""Damaged and mutated files, seeded: nothing may crash, and nothing may be loaded that is not in the file.

python -m benchmarks.fuzz [COUNT] [SEED]

Half of the files are broken in their bytes (flipped, cut, doubled, swapped; for zipped ones also inside their parts),
half in their cells (strange texts, numbers and names in a sound file). A figure counts as "not in the file" when the
cell it names does not hold what it says was written, or its numbers do not stand in that text. The writers of .xls and
.ods are those of the tests: there is one place that makes such files.
"""
from __future__ import annotations

import csv
import io
import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date

from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from etl.grid import Book, place_of
from etl.intake import Intake, parse
from etl.legacy import decode_book
from etl.read import read_file
from ntm.criteria import load_law
from ntm.figures import Figure
from ntm.problems import NtmError
from ntm.units import load_units
from tests.etl.writers import ods_table, to_ods, to_xls

COUNT = 10_000
SEED = 318
TODAY = date(2026, 6, 1)
Rows = list[list[object]]
STRANGE: tuple[object, ...] = (
    "", " ", "-", "…", "x", "Đạt", "Chưa đạt", "7/9", "9/7", "0/0", "-1/3", "1/0",
    "66,7%", "66,7%%", "1e400", "nan", "inf", "1.234,5",
    "=1+1", "=cmd|' /C calc'!A0", "<b>7/9</b>", "7/9/2023", "٧/٩", "７/９", "½", "7\u200b/9", "\u202e9/7", "a" * 40_000, "8.3",
    "Quý III/2023",
    "X\u00b7 Qu\u00b6ng Chu", "Quaûng Chu", "Xã Bình Trung", "Bình Trùng", "HUYỆN CHỢ ĐỒN", "Tổng cộng", "../../etc/passwd",
    "\\\\server\\x", "None",
    "TRUE", "#DIV/0!", 0, 1, -1, 7, 0.5, 1e300, 1e-300, 0.1 + 0.2, True, False, 45199, 10**15, date(2023, 9, 30),
)
BASE: Rows = [
    ["BIỂU TỔNG HỢP TIÊU CHÍ SỐ 8 - Quý III/2023"],
    ["STT", "Tên xã", "8.1. Bưu chính", "8.2. Viễn thông", "8.3. Loa đến thôn", "8.4. Ứng dụng CNTT"],
    ["I", "HUYỆN CHỢ MỚI"],
    [1, "Xã Quảng Chu", "Đạt", "8/8", "Đạt (7/8)", "Chưa đạt"],
    [2, "Xã Như Cố", "x", "11/11 thôn", 0.667, None],
    ["II", "HUYỆN CHỢ ĐỒN"],
    [1, "X. BÌNH TRUNG", "✓", "9/9", "66,7%", "…"],
    ["Tổng cộng", None, 3, 3, 3, 3],
]


def as_xlsx(rows: Rows) -> bytes:
    """The table as a workbook; texts that no workbook can hold are left out."""
    book = Workbook()
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            try:
                book.active.cell(r, c, value)
            except IllegalCharacterError:
                continue
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_csv(rows: Rows, encoding: str = "utf-8") -> bytes:
    """The table as text with semicolons."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([["" if v is None else v for v in row] for row in rows])
    return text.getvalue().encode(encoding, "replace")


def mutate_bytes(content: bytes, chance: random.Random) -> bytes:
    """The bytes with a few faults."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        at, size = chance.randrange(len(data) or 1), chance.choice((1, 1, 4, 64, 1000))
        kind = chance.randrange(5)
        if kind == 0:
            data[at:at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del data[at:at + size]
        elif kind == 2:
            data[at:at] = data[at:at + size]
        elif kind == 3:
            data[at:at] = bytes(chance.choices(range(256), k=size))
        else:
            data[at:at + size] = chance.choice((b"\0", b"\xff", b"<", b"&", b'"', b"9")) * size
    return bytes(data)


def mutate_parts(content: bytes, chance: random.Random) -> bytes:
    """A zipped file that opens, with faults inside one of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice([n for n in old.namelist() if n.endswith((".xml", ".rels"))])
        for name in old.namelist():
            new.writestr(name, mutate_bytes(old.read(name), chance) if name == chosen else old.read(name))
    return file.getvalue()


def mutate_rows(chance: random.Random) -> Rows:
    """The table with strange cells, rows moved, doubled and left out."""
    rows = [list(row) for row in BASE]
    for _ in range(chance.choice((1, 2, 3, 8))):
        row = rows[chance.randrange(len(rows))]
        kind = chance.randrange(8)
        if kind < 6 and row:
            row[chance.randrange(len(row))] = chance.choice(STRANGE)
        elif kind == 6:
            rows.insert(chance.randrange(len(rows) + 1), list(chance.choice(rows)))
        elif len(rows) > 2:
            rows.remove(row)
    return rows


def not_in_file(figure: Figure, book: Book) -> bool:
    """Whether a figure says what its cell does not."""
    sheet = next(s for s in book.sheets if s.name == figure.sheet)
    cell = sheet.cell(*place_of(figure.cell or ""))
    if cell.value is None or cell.shown != figure.written or cell.error or cell.is_uncomputed:
        return True
    value, numbers = figure.value, [int(n.replace(".", "").replace(",", "")) for n in re.findall(r"\d[\d.,]*\b", figure.written)]
    if value.denominator is not None:
        return value.numerator not in numbers or value.denominator not in numbers
    return value.is_met is None and not numbers


def sources() -> dict[str, bytes]:
    """Sound files by name, from which the broken ones are made."""
    return {"a.xlsx": as_xlsx(BASE), "a.csv": as_csv(BASE), "b.txt": as_csv(BASE, "utf-16"), "a.xls": to_xls(BASE),
            "a.ods": to_ods(ods_table(BASE))}


def run(count: int, seed: int, files: dict[str, bytes]) -> Counter[str]:
    """What became of so many files. Raises what intake should not have raised, with the seed and number in a note."""
    law, units = load_law(), load_units()
    seen: Counter[str] = Counter()
    slowest = 0.0
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        name, content, kind = _make(number, chance, files)
        started = time.perf_counter()
        try:
            result = parse(name, content, law, units, "06", TODAY)
        except NtmError as error:
            seen[f"{kind}: {error.problems[0].code}"] += 1
            result = None
        except Exception as error:
            error.add_note(f"fuzz seed {seed}, file {number}, {name}")
            raise
        slowest = max(slowest, time.perf_counter() - started)
        if result:
            _count(result, decode_book(read_file(name, content), units), kind, seen)
    seen["slowest, ms"] = round(slowest * 1000)
    return seen


def _make(number: int, chance: random.Random, files: dict[str, bytes]) -> tuple[str, bytes, str]:
    if number % 2:
        rows = mutate_rows(chance)
        write: Callable[[Rows], bytes] = chance.choice((as_xlsx, as_csv))
        return ("a.xlsx" if write is as_xlsx else "a.csv"), write(rows), "cells"
    name = chance.choice(sorted(files))
    is_zip = files[name].startswith(b"PK") and chance.random() < 0.8
    return name, (mutate_parts if is_zip else mutate_bytes)(files[name], chance), "bytes"


def _count(result: Intake, book: Book, kind: str, seen: Counter[str]) -> None:
    seen[f"{kind}: read, {'clean' if result.is_clean else 'cells refused'}"] += 1
    seen["figures"] += len(result.figures)
    seen["cells refused"] += result.rejected
    seen["figures not in the file"] += sum(not_in_file(f, book) for f in result.figures)
    for problem in result.problems:
        problem.sentence("vi")


def main() -> None:
    """Run and print a table."""
    count, seed = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((1, COUNT), (2, SEED)))
    started = time.perf_counter()
    seen = run(count, seed, sources())
    print(f"| {count} files, seed {seed}, {time.perf_counter() - started:.0f} s | |\n|---|---|")
    for what in sorted(seen):
        print(f"| {what} | {seen[what]} |")


if __name__ == "__main__":
    main()
