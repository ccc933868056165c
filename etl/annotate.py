"""The user's own workbook back, wrong cells coloured and commented; styles and formulas stay."""
from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from ntm.problems import Problem
from ntm.texts import t

AUTHOR = "ntm-dashboard"
WRONG, NOTED = PatternFill("solid", fgColor="F6C7AE"), PatternFill("solid", fgColor="FBEFC4")


def annotate(file_name: str, content: bytes, problems: Iterable[Problem], lang: str) -> bytes:
    """An .xlsx (or .xlsm, macros kept and not run) with a comment at each wrong cell and a sheet that lists them all.

    Of other kinds of file, which no library of ours writes back, only the list comes.
    """
    found = list(problems)
    lower = file_name.lower()
    book = load_workbook(io.BytesIO(content), keep_vba=lower.endswith(".xlsm")) if lower.endswith((".xlsx", ".xlsm")) else _blank()
    for problem in found:
        if problem.sheet in book.sheetnames and problem.cell:
            _mark(book[problem.sheet], problem, lang)
    _list(book, found, lang)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _blank() -> Workbook:
    book = Workbook()
    book.remove(book.active)
    return book


def _mark(sheet: Worksheet, problem: Problem, lang: str) -> None:
    cell = sheet[problem.cell]
    if isinstance(cell, MergedCell):  # only the first cell of a merged range can hold a comment
        merged = next(area for area in sheet.merged_cells.ranges if problem.cell in area)
        cell = sheet.cell(merged.min_row, merged.min_col)
    said = problem.sentence(lang) + (f"\n→ {problem.suggestion}" if problem.suggestion else "")
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + said, AUTHOR, height=110, width=320)
    cell.fill = WRONG if problem.level == "problem" else NOTED


def _list(book: Workbook, problems: list[Problem], lang: str) -> None:
    name = t("annotate.sheet", lang)
    while name in book.sheetnames:
        name += "_"
    sheet = book.create_sheet(name)
    sheet.append([t(f"annotate.{column}", lang) for column in ("place", "value", "message", "suggestion")])
    for problem in problems:
        place = "!".join(part for part in (problem.sheet, problem.cell) if part)
        for column, text in enumerate((place, problem.value, problem.sentence(lang), problem.suggestion), 1):
            cell = sheet.cell(sheet.max_row + (column == 1), column, text)
            cell.data_type = "s" if text else "n"  # what stood in the file must not become a formula here
    for column, width in zip("ABCD", (22, 24, 70, 40), strict=True):
        sheet.column_dimensions[column].width = width
