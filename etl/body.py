"""The rows under the headings: which are communes, which set the district, which are totals, notes and signatures."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from etl.communes import Gazetteer, Match, names_district
from etl.grid import MAX_TEXT, Sheet, address, text_of
from etl.headings import role_of
from etl.layout import Layout, may_head
from etl.named_commune import district_of_table
from etl.words import name_key
from ntm.problems import Problem
from ntm.units import Unit

_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|tổng|toàn (?:tỉnh|huyện|thành phố|xã)|bình quân|trung bình|tỷ lệ|total)(?:\W.*)?"
    r"|cộng(?:\s*[:(].*|\s(?:huyện|thành phố|toàn|xã)\b.*)?")
_FOOTNOTE = re.compile(r"(?:ghi chú|lưu ý|nguồn|notes?|source)\b.*|\(?\*+\)?.*|\(\d\)\s.*|-\s.*")
_TAIL = re.compile(r"(?:tm\.|t/m|kt\.|tl\.|tuq\.|người (?:lập|tổng hợp)|lập biểu|nơi nhận|thủ trưởng|chủ tịch|"
                   r"phó chủ tịch|giám đốc|trưởng phòng|xác nhận).*|.*,\s*ngày\b.*\btháng\b.*")
# Cheap, before the text is normalised: long tables hold many others.
_MAY_TAIL = re.compile(r"^\W*(?:t/?m|kt|tl|tuq|người|lập|nơi|thủ|chủ|phó|giám|trưởng|xác)|ngày", re.IGNORECASE)
COMMUNE_KIND = re.compile(r"(?:xã|phường|thị trấn|x\.|p\.|tt\.)\s*\S")
ROMAN_NUMBER = re.compile(r"[ivxl]+\.?")


def is_tail(sheet: Sheet, row: int) -> bool:
    """Whether a row holds a signature or a place and date: what stands from there on does not belong to the table."""
    return any(_TAIL.fullmatch(name_key(text)) for _, text in sheet.texts(row) if _MAY_TAIL.search(text))


def is_total_or_note(text: str) -> bool:
    """Whether a text begins a row of totals or a footnote."""
    written = name_key(text)
    return bool(_TOTAL.fullmatch(written) or _FOOTNOTE.fullmatch(written))


def commune_problem(match: Match, sheet: str, cell: str, value: str) -> Problem:
    """The problem of a name or code that means no commune, at its cell."""
    params = {"on": match.merged_on, "heirs": match.suggestion} if match.merged_on else {}
    return Problem(match.code, params, sheet, cell, value, match.suggestion, variant=match.variant)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row that speaks of a commune: the commune, or the problem with its name."""

    row: int
    unit: Unit | None = None
    problem: Problem | None = None


class BodyReader:
    """Walks down the rows of a table; keeps the district that the last district row named."""

    def __init__(self, layout: Layout, gazetteer_of: Callable[[int], Gazetteer],
                 has_values: Callable[[int], bool]) -> None:
        self._sheet, self._layout = layout.sheet, layout
        self._gazetteer_of, self._has_values = gazetteer_of, has_values
        self._columns = {role: layout.roles.get(role) for role in ("commune", "code", "district", "number")}
        self._merged = {role: merged_texts(layout.sheet, c) for role, c in self._columns.items() if c is not None}
        self._district_code: str | None = None
        self._is_tail = False
        self._sheet_districts: dict[int, str | None] = {}

    def rows(self) -> Iterator[BodyRow]:
        """The rows that speak of communes, top down."""
        end = self._layout.end_row
        for row in self._sheet.row_numbers():
            if end is not None and row >= end:
                return
            if row >= self._layout.first_row and (found := self._read(row)):
                yield found

    def _text(self, row: int, role: str) -> str:
        column = self._columns[role]
        if column is None:
            return ""
        return text_of(self._sheet.rows.get(row, {}).get(column))[:MAX_TEXT] or self._merged[role].get(row, "")

    def _read(self, row: int) -> BodyRow | None:
        name, code = self._text(row, "commune"), self._text(row, "code")
        if not name and not code:
            return self._read_unnamed(row)
        if may_head(name or code) and role_of(name or code) in ("commune", "code"):  # the headings again, on the next printed page
            return None
        gazetteer = self._gazetteer_of(row)
        if name and not code and self._starts_district(name, row, gazetteer):
            return self._enter_district(name, row, gazetteer)
        match = gazetteer.match(name, code, self._district_code, self._text(row, "district"))
        if match.code == "ambiguous-commune" and not self._district_code:
            match = self._within_sheet(match, name, gazetteer)
        if match.unit is not None:
            return None if self._is_tail and not self._has_values(row) else BodyRow(row, match.unit)
        if self._is_beside_table(name or code, row) or self._is_tail:
            return None
        if not self._has_values(row) and not code and not self._looks_like_commune(name, row):
            return None
        return BodyRow(row, problem=self._problem(match, name, code, row))

    def _within_sheet(self, match: Match, name: str, gazetteer: Gazetteer) -> Match:
        """Of several communes of a name the one in the district that the sheet or the title names."""
        key = id(gazetteer)
        if key not in self._sheet_districts:
            self._sheet_districts[key] = district_of_table(self._layout, gazetteer)
        district = self._sheet_districts[key]
        found = gazetteer.match(name, "", district) if district else match
        return found if found.unit else match

    def _read_unnamed(self, row: int) -> BodyRow | None:
        gazetteer = self._gazetteer_of(row)
        for _, text in self._sheet.texts(row):
            if names_district(text):
                return self._enter_district(text, row, gazetteer)
            if self._is_beside_table(text, row):
                return None
        if self._is_tail or not self._has_values(row):
            return None
        column = self._columns["commune"] if self._columns["commune"] is not None else self._columns["code"]
        return BodyRow(row, problem=Problem("unknown-commune", sheet=self._sheet.name, cell=address(row, column or 0),
                                            variant="blank"))

    def _starts_district(self, name: str, row: int, gazetteer: Gazetteer) -> bool:
        if names_district(name):
            return True
        is_roman = ROMAN_NUMBER.fullmatch(name_key(self._text(row, "number")))
        return bool(is_roman) and gazetteer.find_district(name) is not None

    def _enter_district(self, text: str, row: int, gazetteer: Gazetteer) -> BodyRow | None:
        district = gazetteer.find_district(text)
        self._district_code = district.code if district else None
        if district or self._is_tail or not gazetteer.districts:  # from 1/7/2025 there is none to enter
            return None
        column = next(c for c, t in self._sheet.texts(row) if t == text)
        match = Match(code="unknown-commune", variant="district", suggestion=gazetteer.near_district(text))
        return BodyRow(row, problem=Problem(match.code, sheet=self._sheet.name, cell=address(row, column), value=text,
                                            suggestion=match.suggestion, variant=match.variant))

    def _is_beside_table(self, text: str, row: int) -> bool:
        """Totals and footnotes, and what stands below the table: from a signature on nothing belongs to it."""
        if is_tail(self._sheet, row):
            self._is_tail = True
            return True
        return is_total_or_note(text)

    def _looks_like_commune(self, name: str, row: int) -> bool:
        return bool(COMMUNE_KIND.match(name_key(name))) or self._text(row, "number").strip(".").isdigit()

    def _problem(self, match: Match, name: str, code: str, row: int) -> Problem:
        by_code = (match.variant or "").startswith("code") or not name
        role = "code" if by_code and self._columns["code"] is not None else "commune"
        if match.variant == "district":
            role = "district"
        column = self._columns[role]
        value = self._text(row, role)
        return commune_problem(match, self._sheet.name, address(row, column or 0), value)


def merged_texts(sheet: Sheet, column: int) -> dict[int, str]:
    """Row -> text for the rows of a column that lie in a merged range below the cell that holds its text."""
    texts: dict[int, str] = {}
    last, covered = max(sheet.rows, default=0), 0
    for merge in sheet.merges:
        if merge.left == column == merge.right and merge.top < merge.bottom and covered <= last:
            covered += min(merge.bottom, last) - merge.top + 1  # merged ranges of a sound file do not overlap
            text = text_of(sheet.rows.get(merge.top, {}).get(merge.left))[:MAX_TEXT]
            texts.update(dict.fromkeys(range(merge.top, min(merge.bottom, last) + 1), text))
    return texts
