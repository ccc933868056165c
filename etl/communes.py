"""Which commune a name or code means on a day: exact, or refused with what may have been meant; never assumed."""
from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from etl.words import name_key
from ntm.units import District, Unit, Units, strip_accents

_KINDS = {"xã": "xa", "xa": "xa", "x.": "xa", "phường": "phuong", "phuong": "phuong", "p.": "phuong",
          "thị trấn": "thi_tran", "thi tran": "thi_tran", "tt.": "thi_tran", "tt": "thi_tran", "đặc khu": "dac_khu",
          "dac khu": "dac_khu"}
_KIND = re.compile(
    r"(xã|xa|phường|phuong|thị trấn|thi tran|đặc khu|dac khu|tt)(?:\s+|\.\s*|:\s*)(?=\S)"
    r"|(x\.|p\.)\s*(?=\S)")
_DISTRICT_KIND = re.compile(
    r"(?:huyện|huyen|thị xã|thi xa|thành phố|thanh pho|quận|quan|t\.p\.?|tp\.?|tx\.?|h\.|q\.)(?:\s+|(?<=\.))(?=\S)")
_WITH_DISTRICT = re.compile(r"(.+?)\s*(?:\((.+)\)|[,–-]\s*(.+)|\s((?:huyện|huyen|thị xã|thành phố|tp\.?)\s+.+))$")
_COUNTER = re.compile(r"^(?:\d{1,3}\s*[.)\-:]\s*|[-+*•]\s+)(?=\D)")
_FOOTNOTE_MARK = re.compile(r"\s*(?:\(\*+\)|\*+|\(\d\))$")
_ROMAN = re.compile(r"^(?:(?:[ivxl]+|\d{1,2}|[a-h])\s*[.)\-/:]\s*|[ivxl]+\s+)")
NEAR = 70  # of 100: below this a suggestion would mislead


def without_number(text: str) -> str:
    """The normalised text without the number of its section: "I. HUYỆN CHỢ ĐỒN" -> "huyện chợ đồn"."""
    return _ROMAN.sub("", name_key(text), count=1)


def names_district(text: str) -> bool:
    """Whether a text starts like the name of a district."""
    return bool(_DISTRICT_KIND.match(without_number(text)))


def without_kind(written: str) -> str:
    """A normalised name without the kind before it: "xã bình trung" -> "bình trung", "huyện chợ đồn" -> "chợ đồn"."""
    bare = _ROMAN.sub("", written, count=1)
    kind = _KIND.match(bare) or _DISTRICT_KIND.match(bare)
    return bare[kind.end():].strip(" .,;:*") if kind else bare.strip(" .,;:*")


@dataclass(frozen=True, slots=True)
class Match:
    """The unit that was meant, or the problem code and variant with a suggestion."""

    unit: Unit | None = None
    code: str = ""
    variant: str | None = "name"
    suggestion: str | None = None
    merged_on: date | None = None  # the day on which a commune of this name became part of the one suggested


@dataclass(slots=True)
class Gazetteer:
    """The communes that a form of one province may name on one day; built once a day, asked for each row.

    On a day when the province is gone (DESIGN §3) they are those of the province that its communes went to.
    """

    units: tuple[Unit, ...]
    districts: dict[str, District]
    merged: dict[str, tuple[date, tuple[Unit, ...]]] = field(default_factory=dict)  # former name -> since when what
    _by_code: dict[str, Unit] = field(default_factory=dict)
    _by_name: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    _by_bare: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    _by_district: dict[str, list[District]] = field(default_factory=lambda: defaultdict(list))
    _matches: dict[tuple[str, str, str | None, str], Match] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit in self.units:
            self._by_code[unit.code] = unit
            self._by_name[name_key(unit.name)].append(unit)
            self._by_bare[strip_accents(unit.name)].append(unit)
        for district in self.districts.values():
            for key in {name_key(district.name), strip_accents(district.name)}:
                self._by_district[key].append(district)

    def match(self, name: str, code: str = "", district_code: str | None = None, district_name: str = "") -> Match:
        """The unit of a row: by code where there is one, else by name within the district that row or heading name."""
        key = (name, code, district_code, district_name)
        if key not in self._matches:
            self._matches[key] = self._match(*key)
        return self._matches[key]

    def find_district(self, text: str) -> District | None:
        """The district that a text names, with or without its kind and number ("I. HUYỆN CHỢ ĐỒN")."""
        written = without_number(text)
        if kind := _DISTRICT_KIND.match(written):
            written = written[kind.end():]
        found = self._by_district.get(re.sub(r"\s*[(:;].*$", "", written).strip(" .,-–"), [])
        return found[0] if len(found) == 1 else None

    def label(self, unit: Unit) -> str:
        """A name that means this unit only: "Yên Phong (Chợ Đồn)"."""
        district = self.districts.get(unit.district_code or "")
        return f"{unit.name} ({district.name})" if district else unit.name

    def _match(self, name: str, code: str, district_code: str | None, district_name: str) -> Match:
        if not code and re.fullmatch(r"\d{4,5}", name):
            name, code = "", name
        if district_name and self.districts:  # from 1/7/2025 there are none
            district = self.find_district(district_name)
            if district is None and not code:
                return Match(code="unknown-commune", variant="district", suggestion=self.near_district(district_name))
            district_code = district.code if district else district_code
        if code:
            return self._match_code(code, name)
        return self._match_name(name, district_code)

    def _match_code(self, code: str, name: str) -> Match:
        unit = self._by_code.get(code.zfill(5))  # Excel drops the zero in front
        if unit is None:
            named = self._match_name(name, None).unit if name else None
            return Match(code="unknown-commune", variant="code", suggestion=named and named.code)
        if name and unit not in self._candidates(name)[0]:
            return Match(code="unknown-commune", variant="code_differs", suggestion=self.label(unit))
        return Match(unit)

    def _match_name(self, name: str, district_code: str | None) -> Match:
        found, own_district = self._candidates(name)
        district_code = own_district or district_code
        within = [u for u in found if u.district_code == district_code] if district_code else found
        if len(within) == 1:
            return Match(within[0])
        if len(within) > 1:
            return Match(code="ambiguous-commune", variant=None, suggestion="; ".join(self.label(u) for u in within))
        if found:  # known, but not in the district that the row stands under
            return Match(code="unknown-commune", variant="other_district",
                         suggestion="; ".join(self.label(u) for u in found))
        bare = without_kind(_FOOTNOTE_MARK.sub("", _COUNTER.sub("", name_key(name), count=1)))
        if bare in self.merged:
            on, heirs = self.merged[bare]
            named = "; ".join(f"{self.label(u)}, {u.code}" for u in heirs)
            return Match(code="unknown-commune", variant="merged", suggestion=named, merged_on=on)
        return Match(code="unknown-commune", suggestion=self._near(name, district_code))

    def _candidates(self, name: str) -> tuple[list[Unit], str | None]:
        """Units that a written name can mean, and the code of the district that it names itself."""
        written = _FOOTNOTE_MARK.sub("", _COUNTER.sub("", name_key(name), count=1))
        if found := self._named(written):
            return found, None
        if parts := _WITH_DISTRICT.fullmatch(written):
            district = self.find_district(next(p for p in parts.groups()[1:] if p))
            if district and (found := self._named(parts.group(1))):
                return found, district.code
        return [], None

    def _named(self, written: str) -> list[Unit]:
        """Units of this name, of the kind that stands before it; accents count unless there is none at all."""
        if found := self._lookup(written):
            return found
        if kind := _KIND.match(written):
            wanted = _KINDS[next(k for k in kind.groups() if k)]
            return [u for u in self._lookup(written[kind.end():]) if u.kind == wanted]
        return []

    def _lookup(self, written: str) -> list[Unit]:
        written = written.strip(" .,;:*")
        if found := self._by_name.get(written):
            return found
        return self._by_bare.get(written, []) if written.isascii() else []

    def _near(self, name: str, district_code: str | None) -> str | None:
        written = name_key(name)
        if kind := _KIND.match(written):
            written = written[kind.end():]
        letters = unicodedata.normalize("NFD", written.replace("đ", "d"))
        bare = "".join(c for c in letters if not unicodedata.combining(c))
        found = process.extractOne(bare, self._by_bare.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        if found is None:
            return None
        # the district of the row, then the accents decide between names of the same letters
        unit = max(self._by_bare[found[0]], key=lambda u: (u.district_code == district_code,
                                                           fuzz.ratio(written, name_key(u.name))))
        return f"{self.label(unit)}, {unit.code}"

    def near_district(self, name: str) -> str | None:
        """The district whose name is most like a text, None when none is."""
        choices = [d.name for d in self.districts.values()]
        found = process.extractOne(name, choices, scorer=fuzz.ratio, processor=strip_accents, score_cutoff=NEAR)
        return found[0] if found else None


class Gazetteers:
    """A Gazetteer for each day asked about; days between two changes of any unit share one."""

    def __init__(self, units: Units, province_code: str) -> None:
        self._units, self._province_code = units, province_code
        self.turns = sorted({day for unit in units.units for day in (unit.valid_from, unit.valid_to) if day})
        self._by_turn: dict[int, Gazetteer] = {}

    def on(self, day: date) -> Gazetteer:
        """The communes of the province on a day."""
        turn = bisect_right(self.turns, day)
        if turn not in self._by_turn:
            units = living_units(self._units, self._province_code, day)
            codes = {u.district_code for u in units}
            districts = {d.code: d for d in self._units.districts if d.code in codes}
            self._by_turn[turn] = Gazetteer(units, districts, self._merged_into(units))
        return self._by_turn[turn]

    def _merged_into(self, units: tuple[Unit, ...]) -> dict[str, tuple[date, tuple[Unit, ...]]]:
        """Names of communes of this province that are gone, with what they became part of and since when.

        A name that several communes had is left out: which of them was meant cannot be told.
        """
        living = {(u.code, u.valid_from): u for u in units}
        former = {(u.code, u.valid_from): u for u in self._units.units if u.province_code == self._province_code}
        found: dict[str, dict[tuple[str, date], tuple[date, tuple[Unit, ...]]]] = defaultdict(dict)
        for change in self._units.changes:
            old, heir = (change.from_code, change.from_valid_from), living.get((change.to_code, change.to_valid_from))
            if old in former and heir:
                _, heirs = found[name_key(former[old].name)].get(old, (change.on, ()))
                found[name_key(former[old].name)][old] = (change.on, (*heirs, heir))
        return {name: next(iter(lives.values())) for name, lives in found.items() if len(lives) == 1}


def living_units(units: Units, province_code: str, day: date) -> tuple[Unit, ...]:
    """The communes of a province on a day; all of the provinces that its communes went to when it is gone by then."""
    if found := units.living_on(day, province_code):
        return found
    provinces = {u.province_code for u in _heirs(units, province_code)}
    return tuple(unit for code in sorted(provinces) for unit in units.living_on(day, code))


def own_units(units: Units, province_code: str, day: date) -> tuple[Unit, ...]:
    """The communes of a province on a day, or those that they became when the province is gone by then."""
    if found := units.living_on(day, province_code):
        return found
    heirs = set(_heirs(units, province_code))
    return tuple(unit for unit in units.living_on(day) if unit in heirs)


def _heirs(units: Units, province_code: str) -> list[Unit]:
    own = {(u.code, u.valid_from) for u in units.units if u.province_code == province_code}
    heirs = {(c.to_code, c.to_valid_from) for c in units.changes if (c.from_code, c.from_valid_from) in own}
    return [u for u in units.units if (u.code, u.valid_from) in heirs]
