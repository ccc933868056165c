"""What a table's title and its sheet's name say of places: its district; its commune, where no column says one."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from etl.communes import Gazetteer, Match
from etl.layout import Layout
from etl.words import name_key

_NAMED_COMMUNE = re.compile(r"\b(?:xã|phường|thị trấn)\s+(.+)")
_NAMED_DISTRICT = re.compile(r"\b(?:huyện|thị xã|thành phố|tp\.?)\s+([^,;()–\-]+)")
_BREAK = re.compile(r"[,;()–\-]")
MAX_NAME_WORDS = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A commune that a title names: the name as it stands there, and what it means."""

    text: str
    match: Match


def district_of_table(layout: Layout, gazetteer: Gazetteer) -> str | None:
    """The code of the one district that a sheet is named after, else the one that the lines above its table name."""
    if named := gazetteer.find_district(layout.sheet.name):
        return named.code
    found = _districts_in(map(name_key, (*layout.titles, *layout.above)), gazetteer)
    return found[0] if len(found) == 1 else None


def _districts_in(texts: Iterable[str], gazetteer: Gazetteer) -> list[str]:
    """The codes of the districts behind words like "huyện", each once: the longest run of words that is a name."""
    found: dict[str, None] = {}
    for text in texts:
        for rest in _NAMED_DISTRICT.findall(text):
            words = rest.split()[:MAX_NAME_WORDS]
            runs = (" ".join(words[:count]) for count in range(len(words), 0, -1))
            found.update(dict.fromkeys(one.code for one in [next(filter(None, map(gazetteer.find_district, runs)), None)] if one))
    return list(found)


def commune_of_lines(lines: Iterable[str], sheet_name: str, gazetteer: Gazetteer) -> Named | None:
    """The one commune that title lines name ("DANH SÁCH THÔN XÃ BÌNH TRUNG, HUYỆN CHỢ ĐỒN"), else the sheet's name.

    None where none is named, or several are; a name that fits several communes comes with that problem.
    """
    texts = [name_key(line) for line in lines]
    code = next(iter(_districts_in(texts, gazetteer)), None)
    found = [named for text in texts if (named := _commune_in(text, gazetteer, code))]
    units = {named.match.unit.code for named in found if named.match.unit}
    if found:
        return next((named for named in found if bool(named.match.unit) == bool(units)), None) if len(units) < 2 else None
    match = gazetteer.match(sheet_name, "", code)
    return Named(sheet_name, match) if match.unit or match.code == "ambiguous-commune" else None


def _commune_in(text: str, gazetteer: Gazetteer, district_code: str | None) -> Named | None:
    """The commune behind the word "xã": the longest run of words that is a name."""
    found = _NAMED_COMMUNE.search(text)
    if not found:
        return None
    words = _BREAK.split(found.group(1))[0].split()[:MAX_NAME_WORDS]
    for count in range(len(words), 0, -1):
        match = gazetteer.match(" ".join(words[:count]), "", district_code)
        if match.unit or match.code == "ambiguous-commune":
            return Named(" ".join(words[:count]), match)
    return _commune_in(found.group(1), gazetteer, district_code)


def commune_of_table(layout: Layout, gazetteer: Gazetteer) -> Named | None:
    """The commune that a person chose for a table, else the one that its title, its sheet or the titles above it name."""
    if layout.commune:
        match = gazetteer.match(layout.commune)
        return Named(layout.commune, match)
    return commune_of_lines(layout.titles, layout.sheet.name, gazetteer) or commune_of_lines(layout.above, "", gazetteer)
