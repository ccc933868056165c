"""Units of both structures, the merger, and names."""
from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ntm.problems import BadData
from ntm.units import FILES, Units, load_units, normalise_name, strip_accents

BAC_KAN, THAI_NGUYEN = "06", "19"
BEFORE, MERGER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(scope="module")
def units() -> Units:
    return load_units()


def kinds(units: Units, day: date, province: str | None) -> dict[str, int]:
    return Counter(u.kind for u in units.living_on(day, province))


@pytest.mark.parametrize(("day", "expected"), [
    pytest.param(date(2020, 1, 31), {}, id="not kept before 1/2/2020"),
    pytest.param(date(2020, 2, 1), {"xa": 96, "phuong": 6, "thi_tran": 6}, id="from 1/2/2020"),
    pytest.param(date(2023, 4, 9), {"xa": 96, "phuong": 6, "thi_tran": 6}, id="the day before Vân Tùng"),
    pytest.param(date(2023, 4, 10), {"xa": 95, "phuong": 6, "thi_tran": 7}, id="Vân Tùng a township"),
    pytest.param(BEFORE, {"xa": 95, "phuong": 6, "thi_tran": 7}, id="the last day"),
    pytest.param(MERGER, {}, id="gone"),
])
def test_bac_kan_108(units, day, expected):
    assert kinds(units, day, BAC_KAN) == expected


@pytest.mark.parametrize(("day", "province", "count"), [
    (BEFORE, None, 10602), (MERGER, None, 3321), (MERGER, THAI_NGUYEN, 92),
])
def test_counts(units, day, province, count):
    assert len(units.living_on(day, province)) == count


def test_provinces_63_then_34(units):
    assert Counter(p.valid_to for p in units.provinces) == {MERGER: 63, None: 34}


def test_districts_of_bac_kan(units):
    ours = {(d.code, d.kind, d.name) for d in units.districts if d.province_code == BAC_KAN}
    assert len(ours) == 8
    assert {("058", "thanh_pho", "Bắc Kạn"), ("064", "huyen", "Chợ Đồn")} <= ours


def test_binh_trung(units):
    unit = next(u for u in units.living_on(BEFORE) if u.code == "02080")
    assert (unit.name, unit.kind, unit.district_code, unit.province_code) == ("Bình Trung", "xa", "064", BAC_KAN)
    assert (unit.valid_from, unit.valid_to, unit.source_status) == (date(2020, 2, 1), MERGER, "verified")


def test_van_tung_has_two_lives_before_the_merger(units):
    lives = [(u.valid_from, u.valid_to, u.kind) for u in units.units if u.code == "01954" and u.name == "Vân Tùng"]
    assert lives == [(date(2020, 2, 1), date(2023, 4, 10), "xa"), (date(2023, 4, 10), MERGER, "thi_tran")]
    change = next(c for c in units.changes if c.on == date(2023, 4, 10))
    assert (change.from_code, change.to_code, change.document) == ("01954", "01954", "722/NQ-UBTVQH15")


def test_nghia_ta_reuses_its_code(units):
    into = [c for c in units.changes if c.to_code == "02071"]
    names = {(u.code, u.valid_from): u.name for u in units.units}
    assert {names[c.from_code, c.from_valid_from] for c in into} == {"Lương Bằng", "Bình Trung", "Nghĩa Tá"}
    assert {(c.to_valid_from, c.document, c.source_status, c.is_partial) for c in into} == {
        (MERGER, "1683/NQ-UBTVQH15", "verified", False)}
    old, new = (u for u in units.units if u.code == "02071")
    assert (old.name, old.province_code, new.name, new.province_code) == ("Nghĩa Tá", "06", "Nghĩa Tá", "19")


def test_the_108_become_37_of_thai_nguyen(units):
    ours = {(u.code, u.valid_from) for u in units.living_on(BEFORE, BAC_KAN)}
    after = [c for c in units.changes if (c.from_code, c.from_valid_from) in ours]
    assert len(after) == len(ours) == 108
    assert len({c.to_code for c in after}) == 37
    assert {c.to_code for c in after} <= {u.code for u in units.living_on(MERGER, THAI_NGUYEN)}
    assert not any(c.is_partial for c in after)
    assert not {c.to_code for c in after} & {c.to_code for c in units.changes
                                             if c.on == MERGER and (c.from_code, c.from_valid_from) not in ours}


def test_split_communes_keep_every_successor(units):
    targets = Counter((c.from_code, c.from_valid_from) for c in units.changes)
    assert all(c.is_partial == (targets[c.from_code, c.from_valid_from] > 1) for c in units.changes)
    assert max(targets.values()) > 1


def test_every_new_commune_but_the_islands_has_a_predecessor(units):
    reached = {c.to_code for c in units.changes}
    orphans = {u.name for u in units.living_on(MERGER) if u.code not in reached}
    assert orphans == {"Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo"}


@pytest.mark.parametrize(("day", "province"), [(BEFORE, BAC_KAN), (MERGER, THAI_NGUYEN)])
def test_points(units, day, province):
    assert all(21 < u.lat < 23 and 105 < u.lon < 107 for u in units.living_on(day, province))


def test_open_validity_says_so(units):
    assert {u.source_status for u in units.living_on(BEFORE) if u.province_code != BAC_KAN} == {"open"}
    assert {u.source_status for u in units.living_on(BEFORE, BAC_KAN)} == {"verified"}


VALID = {
    "provinces.csv": "code,name,kind,valid_from,valid_to\n06,Bắc Kạn,tinh,1900-01-01,2025-07-01\n"
                     "19,Thái Nguyên,tinh,2025-07-01,\n",
    "districts.csv": "code,name,kind,province_code\n064,Chợ Đồn,huyen,06\n",
    "units.csv": "code,valid_from,valid_to,name,kind,district_code,province_code,lat,lon,source_status\n"
                 "02071,2020-02-01,2025-07-01,Nghĩa Tá,xa,064,06,22.07,105.5,verified\n"
                 "02071,2025-07-01,,Nghĩa Tá,xa,,19,,,verified\n",
    "changes.csv": "from_code,from_valid_from,to_code,to_valid_from,on,document,is_partial,source_status\n"
                   "02071,2020-02-01,02071,2025-07-01,2025-07-01,,0,verified\n",
}


def write_folder(folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    for name in FILES:
        text = VALID[name].replace(old, new, 1) if name == file else VALID[name]
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


@pytest.mark.parametrize(("file", "old", "new", "line", "variant"), [
    pytest.param("units.csv", ",lat,", ",latitude,", 1, "header", id="unknown column"),
    pytest.param("units.csv", "Tá,xa,064", "Tá,xã,064", 2, "value", id="kind"),
    pytest.param("units.csv", "2020-02-01", "1/2/2020", 2, "value", id="date"),
    pytest.param("units.csv", "22.07", "205.5", 2, "value", id="latitude"),
    pytest.param("units.csv", ",,verified", ",verified", 3, "value", id="too few cells"),
    pytest.param("units.csv", "Nghĩa", "Nghi\u0303a", 2, "value", id="name not composed"),
    pytest.param("units.csv", ",064,06", ",065,06", 2, "unknown", id="district"),
    pytest.param("units.csv", "02071,2025-07-01,,", "02071,2025-06-01,,", 3, "overlap", id="lives overlap"),
    pytest.param("units.csv", "02071,2025-07-01,,", "02070,2025-07-01,,", 3, "order", id="not sorted"),
    pytest.param("provinces.csv", "19,T", "20,T", 3, "unknown", id="province"),
    pytest.param("districts.csv", "huyen", "tinh", 2, "value", id="kind of district"),
    pytest.param("changes.csv", "02071,2025-07-01,2025", "02080,2025-07-01,2025", 2, "unknown", id="successor"),
    pytest.param("changes.csv", "02071,2020-02-01", "02071,2020-02-02", 2, "unknown", id="predecessor"),
    pytest.param("changes.csv", ",0,", ",no,", 2, "value", id="partial"),
])
def test_bad_files_are_refused_with_their_line(tmp_path, file, old, new, line, variant):
    with pytest.raises(BadData) as refused:
        load_units(write_folder(tmp_path, file, old, new))
    assert (line, variant) in {(p.params["line"], p.variant) for p in refused.value.problems}
    for lang in ("vi", "en"):
        assert all("{" not in s for s in refused.value.sentences(lang))


def test_a_missing_file_and_every_other_problem_at_once(tmp_path):
    folder = write_folder(tmp_path, "units.csv", "Tá,xa,064", "Tá,xã,064")
    (folder / "changes.csv").unlink()
    with pytest.raises(BadData) as refused:
        load_units(folder)
    assert [p.params["file"] for p in refused.value.problems] == ["changes.csv", "units.csv"]


def test_the_digest_ignores_line_ends(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, newline in ((one, "\n"), (other, "\r\n")):
        folder.mkdir()
        for name in FILES:
            (folder / name).write_text(VALID[name], encoding="utf-8", newline=newline)
    assert load_units(one).digest == load_units(other).digest


@pytest.mark.parametrize(("written", "key"), [
    ("  Bình\u00a0 Trung\t", "bình trung"),
    (unicodedata.normalize("NFD", "Đổng Xá"), "đổng xá"),
    ("Ðồng Lạc", "đồng lạc"),
    ("e\u0301\u0302", "ế"),
    ("Bằng\u200b Lũng\ufeff", "bằng lũng"),
    ("Hoà Mục", "hòa mục"), ("Hòa Mục", "hòa mục"),
    ("LIÊM THUỶ", "liêm thủy"), ("Liêm Thủy", "liêm thủy"),
    ("khoẻ", "khỏe"), ("hòan", "hoàn"), ("Hoàn", "hoàn"), ("Huỳnh", "huỳnh"), ("Khuỷu", "khuỷu"), ("ngoài", "ngoài"),
    ("Quý", "quý"), ("Qúy", "quý"), ("quán", "quán"), ("già", "già"), ("gìa", "già"), ("gì", "gì"), ("giếng", "giếng"),
    ("của mía", "của mía"), ("Tuyên Quang", "tuyên quang"), ("Đường Rượu", "đường rượu"),
    ("Ea M’Dróh", "ea m'dróh"), ("Phường 05", "phường 05"), ("", ""),
])
def test_normalise_name(written, key):
    assert normalise_name(written) == key
    assert normalise_name(unicodedata.normalize("NFD", written)) == key
    assert normalise_name(key) == key


@pytest.mark.parametrize(("written", "key"), [
    ("BÌNH TRUNG", "binh trung"), ("Ðồng Lạc", "dong lac"), ("Hoà Mục", "hoa muc"), ("Nưa ơ", "nua o"),
])
def test_strip_accents(written, key):
    assert strip_accents(written) == key


def test_names_keep_their_accents_apart():
    assert normalise_name("Yên Mỹ") != normalise_name("Yến Mỹ")
    assert normalise_name("má") != normalise_name("mã")
