"""The rows of a table of thôn: which thôn of which commune; the commune from its column, a row above, the title or the sheet."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from etl.body import COMMUNE_KIND, ROMAN_NUMBER, commune_problem, is_tail, is_total_or_note, merged_texts
from etl.communes import Gazetteer, Match, names_district
from etl.grid import MAX_TEXT, address, text_of
from etl.headings import role_of
from etl.layout import Layout
from etl.named_commune import Named, commune_of_table
from etl.words import name_key
from ntm.problems import Problem
from ntm.units import Unit

_SECTION = re.compile(r"^(?:[ivxl]+|\d{1,3}|[a-z])\s*[.)\-:]\s*")
_COUNTER = re.compile(r"^(?:\d{1,3}\s*[.)\-:]\s*|[-+*•]\s*)(?=\D)")
_KIND = re.compile(r"^(thôn|bản|xóm|tổ dân phố|tổ|khu dân cư|tiểu khu|khu|làng|ấp|buôn)\b[\s.:]*(?=\S)")


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A row that speaks of a thôn: its name as written and its commune, or the problem with either."""

    row: int
    village: str = ""
    unit: Unit | None = None
    problem: Problem | None = None


def village_key(name: str) -> tuple[str, str]:
    """The keys by which the names of thôn are told apart: their kind, "" where none is said, and the bare name."""
    written = _COUNTER.sub("", name_key(name))
    kind = _KIND.match(written)
    return (kind.group(1), written[kind.end():]) if kind else ("", written)


def is_same_village(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two keys mean one thôn: "Nà Pha" and "Thôn Nà Pha" do, "Bản Nà Pha" and "Thôn Nà Pha" do not."""
    return one[1] == other[1] and (one[0] == other[0] or "" in (one[0], other[0]))


class VillageRows:
    """Walks down the rows of a table of thôn; keeps the district and the commune that the last such row named."""

    def __init__(self, layout: Layout, gazetteer_of: Callable[[int], Gazetteer], has_marks: Callable[[int], bool]) -> None:
        self._layout, self._sheet = layout, layout.sheet
        self._gazetteer_of, self._has_marks = gazetteer_of, has_marks
        self._merged = {role: merged_texts(layout.sheet, layout.roles[role]) for role in ("commune", "code") if role in layout.roles}
        self._district_code: str | None = None
        self._current: Match | None = None
        self._is_told = False  # what is wrong with the title, said once

    def rows(self) -> Iterator[VillageRow]:
        """The rows that speak of thôn, and the problems with the rows that name communes, top down."""
        end = self._layout.end_row
        for row in self._sheet.row_numbers():
            if (end is not None and row >= end) or (row >= self._layout.first_row and is_tail(self._sheet, row)):
                return
            if row >= self._layout.first_row and (found := self._read(row)):
                yield found

    def _text(self, row: int, role: str) -> str:
        column = self._layout.roles.get(role)
        if column is None:
            return ""
        own = text_of(self._sheet.rows.get(row, {}).get(column))[:MAX_TEXT]
        return own or self._merged.get(role, {}).get(row, "")

    def _read(self, row: int) -> VillageRow | None:
        village, has_marks = self._text(row, "village"), self._has_marks(row)
        if role_of(village) == "village" and not has_marks:  # the headings again, on the next printed page
            return None
        if is_total_or_note(village) and not (has_marks and village.startswith("-")):
            return None
        if not village or self._is_group(village, row, has_marks):
            return self._enter(row, has_marks)
        match = self._own_commune(row) or self._current
        if match is None:
            return self._read_titled(row, village)
        if match.unit is None:
            return VillageRow(row, village, problem=self._misnamed(row, match))
        return VillageRow(row, village, match.unit)

    def _is_group(self, village: str, row: int, has_marks: bool) -> bool:
        """Whether what stands in the column of thôn is a district or commune, whose thôn follow."""
        if has_marks:
            return False
        if names_district(village) or COMMUNE_KIND.match(_SECTION.sub("", name_key(village))):
            return True
        is_roman = ROMAN_NUMBER.fullmatch(name_key(self._text(row, "number")))
        return bool(is_roman) and self._gazetteer_of(row).match(village, "", self._district_code).unit is not None

    def _own_commune(self, row: int) -> Match | None:
        name, code = self._text(row, "commune"), self._text(row, "code")
        if not name and not code:
            return None
        self._current = self._gazetteer_of(row).match(name, code, self._district_code, self._text(row, "district"))
        return self._current

    def _read_titled(self, row: int, village: str) -> VillageRow:
        """A thôn of the commune that the title names; where it names none or two could be meant, that is told once."""
        gazetteer = self._gazetteer_of(row)
        named = commune_of_table(self._layout, gazetteer)
        if named and named.match.unit:
            return VillageRow(row, village, named.match.unit)
        problem = None if self._is_told else self._nameless(row, named)
        self._is_told = True
        return VillageRow(row, village, problem=problem)

    def _nameless(self, row: int, named: Named | None) -> Problem:
        role = next((role for role in ("commune", "code") if role in self._layout.roles), "village")
        cell = address(row, self._layout.roles[role])
        if named is None:
            return Problem("unknown-commune", {}, self._sheet.name, cell, variant="village")
        return commune_problem(named.match, self._sheet.name, cell, named.text)

    def _misnamed(self, row: int, match: Match) -> Problem | None:
        """The problem at the row's own name; one that a row above named was told there."""
        role = "commune" if self._text(row, "commune") else "code"
        text = self._text(row, role)
        return commune_problem(match, self._sheet.name, address(row, self._layout.roles[role]), text) if text else None

    def _enter(self, row: int, has_marks: bool) -> VillageRow | None:
        """A row without a thôn: a district, a commune, a total, or marks of nobody."""
        gazetteer = self._gazetteer_of(row)
        for column, text in self._sheet.texts(row):
            if names_district(text):
                return self._enter_district(row, column, text, gazetteer)
            if is_total_or_note(text):
                return None
            is_own = column in (self._layout.roles.get("commune"), self._layout.roles.get("code"))
            bare = _SECTION.sub("", name_key(text))
            if not has_marks and (is_own or COMMUNE_KIND.match(bare) or gazetteer.match(bare, "", self._district_code).unit):
                name, code = ("", text) if column == self._layout.roles.get("code") else (bare, "")
                self._current = gazetteer.match(name, code, self._district_code)
                if self._current.unit:
                    return None
                return VillageRow(row, problem=commune_problem(self._current, self._sheet.name, address(row, column), text))
        if not has_marks:
            return None
        cell = address(row, self._layout.roles["village"])
        return VillageRow(row, problem=Problem("bad-value", {}, self._sheet.name, cell, "", variant="no_village"))

    def _enter_district(self, row: int, column: int, text: str, gazetteer: Gazetteer) -> VillageRow | None:
        district = gazetteer.find_district(text)
        self._district_code, self._current = district.code if district else None, None
        if district or not gazetteer.districts:  # from 1/7/2025 there is none to enter
            return None
        match = Match(code="unknown-commune", variant="district", suggestion=gazetteer.near_district(text))
        return VillageRow(row, problem=commune_problem(match, self._sheet.name, address(row, column), text))
