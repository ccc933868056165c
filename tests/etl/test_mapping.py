"""What columns mean, said by hand: laid over what was recognised, refused where it does not fit, remembered for the layout."""
from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from etl.intake import UnrecognisedError
from etl.load import Asked, load_file, read_intake
from etl.mapping import WHOLE, Memory, Recalled, parse_written, written_meaning
from etl.mapping_file import read_meanings
from ntm.problems import BadFile, WrongUse
from ntm.progress.keep import Facts
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.settings import settings_under
from tests.etl.conftest import Etl
from tests.etl.fixtures import xlsx
from tests.etl.workbooks import STANDARD, found, intake, named, official_form, to_bytes

OWN = ("Bưu cục", "Sóng", "Cụm FM", "8.4. Ứng dụng CNTT")  # headings that nobody could know
ROWS = [["I. HUYỆN CHỢ ĐỒN"], [1, "Xã Bình Trung", "Đạt", "9/9", "7/9", "Đạt"]]
LOUD = f"{STANDARD}/8.3"
NOW, LATER = datetime(2025, 7, 1, 20), datetime(2025, 10, 1)


@cache  # a workbook holds the second in which it was written: the same file is the same bytes
def own_form(period: str = "Quý I/2025") -> bytes:
    return to_bytes(official_form(period, ROWS, OWN))


def test_headings_nobody_knows_are_read_once_they_are_named() -> None:
    assert found(intake(own_form())) == {("02080", "8.4"): "True"}
    said = (("Biểu 02", "D", f"{STANDARD}/8.2"), ("Biểu 02", "E", "thon_with_loudspeaker"))
    read = intake(own_form(), meanings=said)
    assert found(read) == {("02080", "thon_with_telecom"): "9/9", ("02080", "thon_with_loudspeaker"): "7/9", ("02080", "8.4"): "True"}
    assert [(c.letters, c.meaning, c.by_hand) for c in read.columns if c.letters in "DEF"] == [
        ("D", f"{STANDARD}/8.2 + thon_with_telecom", f"{STANDARD}/8.2"), ("E", "thon_with_loudspeaker", "thon_with_loudspeaker"),
        ("F", f"{STANDARD}/8.4", None)]


def test_a_column_can_be_ignored_and_a_role_moves() -> None:
    rows = [[1, "Bí danh", "Xã Bình Trung", "9/9", "7/9", "Đạt"]]
    form = official_form("Quý I/2025", rows, ("Nơi", *OWN[1:]))
    said = (("Biểu 02", "C", "commune"), ("Biểu 02", "D", f"{STANDARD}/8.2"), ("Biểu 02", "F", "ignored"))
    read = intake(form, meanings=said)
    assert found(read) == {("02080", "thon_with_telecom"): "9/9"}
    assert [c.meaning for c in read.columns if c.letters in "BCF"] == ["ignored", "commune", "ignored"]


@pytest.mark.parametrize(("said", "variants"), [
    pytest.param([("Biểu 9", "D", LOUD)], ["sheet"], id="no such sheet"),
    pytest.param([("Biểu 02", "ZZ", LOUD)], ["column"], id="beyond the last column"),
    pytest.param([("Biểu 02", "4", LOUD)], ["column"], id="no letters at all"),
    pytest.param([("Biểu 02", "D", "318-2022-standard/8.9")], ["meaning"], id="no such indicator"),
    pytest.param([("Biểu 02", "D", "lạ")], ["meaning"], id="no such measure"),
    pytest.param([("Biểu 02", "D", LOUD), ("Biểu 02", "E", LOUD)], ["twice"], id="two columns onto one thing"),
    pytest.param([("Biểu 02", "D", "ignored"), ("Biểu 02", "E", "ignored")], [], id="two columns may be ignored"),
    pytest.param([("x", "D", "lạ"), ("Biểu 02", "ZZ", LOUD)], ["sheet", "meaning", "column"], id="all faults at once"),
])
def test_what_does_not_fit_is_refused_all_at_once(said: list[tuple[str, str, str]], variants: list[str]) -> None:
    if not variants:
        assert intake(own_form(), meanings=tuple(said)).is_clean
        return
    with pytest.raises(BadFile) as refused:
        intake(own_form(), meanings=tuple(said))
    assert [p.variant for p in refused.value.problems] == variants
    assert all(sentence for lang in ("vi", "en") for sentence in refused.value.sentences(lang))


NOBODYS = [["Quý III/2023"], ["STT", "Nội dung", "Kết quả"], ["8.1", "Bưu chính", "Đạt"], ["8.3", "Loa đến thôn", "7/9"]]
OTHERS = [["Quý III/2023"], ["STT", "Nơi", "Bưu cục", "Cụm FM"], [1, "Bình Trung", "Đạt", "7/9"], [2, "Quảng Chu", "x", "7/8"]]


@pytest.mark.parametrize("commune", ["02080", "Bình Trung", "Xã Bình Trung (Chợ Đồn)"])
def test_a_person_says_of_which_commune_a_report_is(commune: str) -> None:
    read = intake(xlsx(("Biểu", NOBODYS)), meanings=(("Biểu", WHOLE, commune),))
    assert found(read) == {("02080", "8.1"): "True", ("02080", "thon_with_loudspeaker"): "7/9"}
    assert read.own == (("Biểu", "02080"),) and not read.to_remember  # of the next commune's report it says nothing
    assert read.mapping != intake(xlsx(("Biểu", NOBODYS)), meanings=(("Biểu", WHOLE, "Quảng Chu"),)).mapping


def test_a_commune_that_is_none_is_named() -> None:
    read = intake(xlsx(("Biểu", NOBODYS)), meanings=(("Biểu", WHOLE, "Bình Trùng"),))
    assert not read.figures and [(p.code, p.suggestion) for p in read.problems] == [("unknown-commune", "Bình Trung (Chợ Đồn), 02080")]


def test_a_list_of_villages_can_be_given_to_a_commune() -> None:
    listed = xlsx(("Thôn", [["Quý III/2023"], ["Thôn", "Loa"], ["Nà Pha", "x"], ["Bản Ca", "Không"]]))
    assert found(intake(listed, meanings=(("Thôn", WHOLE, "02080"),))) == {("02080", "thon_with_loudspeaker"): "1/2"}


def test_a_table_that_names_communes_is_of_no_single_one() -> None:
    with pytest.raises(BadFile) as refused:
        intake(own_form(), meanings=(("Biểu 02", WHOLE, "02080"),))
    assert [p.variant for p in refused.value.problems] == ["has_communes"]


def test_columns_nobody_knows_are_told_and_can_be_named() -> None:
    with pytest.raises(UnrecognisedError) as refused:
        intake(xlsx(("Biểu", OTHERS)))
    assert [(c.letters, c.heading) for c in refused.value.columns] == [("A", "STT"), ("B", "Nơi"), ("C", "Bưu cục"), ("D", "Cụm FM")]
    said = (("Biểu", "B", "commune"), ("Biểu", "C", f"{STANDARD}/8.1"), ("Biểu", "D", LOUD))
    read = intake(xlsx(("Biểu", OTHERS)), meanings=said)
    assert len(read.figures) == 4 and read.is_clean and read.to_remember


def test_rows_of_items_can_be_named_too() -> None:
    rows = [["Quý III/2023"], ["TT", "Việc", "Sao rồi"], [1, "8.1. Bưu chính", "Đạt"], [2, "8.3. Loa", "7/9"]]
    said = (("Biểu", WHOLE, "02080"), ("Biểu", "B", "item"), ("Biểu", "C", "value"))
    assert len(intake(xlsx(("Biểu", rows)), meanings=said).figures) == 2


def test_one_indicator_of_two_periods_is_two_things() -> None:
    rows = [[1, "Xã Bình Trung", "6/9", "7/9"]]
    form = official_form("Năm 2024", rows, ("Cụm FM quý III/2024", "Cụm FM quý IV/2024"))
    read = intake(form, meanings=(("Biểu 02", "C", LOUD), ("Biểu 02", "D", LOUD)))
    assert [str(f.period.end) for f in read.figures] == ["2024-09-30", "2024-12-31"]


def load(warehouse: Warehouse, facts: Facts, content: bytes, now: datetime = NOW, **asked: object):
    return load_file(warehouse, facts, "bieu.xlsx", content, replace(Asked("Trần Thị B"), **asked), now)


def test_a_mapping_is_remembered_for_the_layout_and_counts_in_the_identity(empty_warehouse: Warehouse, facts: Facts) -> None:
    plain = load(empty_warehouse, facts, own_form())
    said = (("Biểu 02", "E", LOUD),)
    mapped = load(empty_warehouse, facts, own_form(), meanings=said)
    assert (plain.accepted, mapped.accepted, mapped.batch) == (1, 2, 2)
    again = load(empty_warehouse, facts, own_form())  # read as remembered: the same figures, nothing new
    assert (again.batch, again.accepted) == (2, 0)
    following = load(empty_warehouse, facts, own_form("Quý II/2025"), LATER)
    assert following.accepted == 2
    assert [p.sentence("vi") for p in following.problems if p.code == "mapping"] == [
        "Đọc cột E theo cách đã chọn ngày 02/7/2025 bởi Trần Thị B cho mẫu biểu này."]
    with empty_warehouse.reading() as con:
        (kept,) = settings_under(con, "mapping:").values()
    assert (json.loads(kept.value), kept.changed_by, kept.changed_at) == ({"columns": {"E": LOUD}}, "Trần Thị B", NOW)


def test_what_is_remembered_can_be_left_aside_for_good(empty_warehouse: Warehouse, facts: Facts) -> None:
    load(empty_warehouse, facts, own_form(), meanings=(("Biểu 02", "E", LOUD),))
    without = load(empty_warehouse, facts, own_form("Quý II/2025"), LATER, is_unremembered=True)
    assert (without.accepted, [p for p in without.problems if p.code == "mapping"]) == (1, [])
    assert load(empty_warehouse, facts, own_form("Quý II/2025"), LATER).batch == without.batch


def test_a_file_loaded_before_its_layout_was_named_stays_loaded(empty_warehouse: Warehouse, facts: Facts) -> None:
    first = load(empty_warehouse, facts, own_form())
    load(empty_warehouse, facts, own_form("Quý II/2025"), meanings=(("Biểu 02", "E", LOUD),))
    again = load(empty_warehouse, facts, own_form(), LATER)
    assert (again.batch, again.accepted) == (first.batch, 0)


def test_files_accepted_together_do_not_change_each_other(empty_warehouse: Warehouse, facts: Facts) -> None:
    load(empty_warehouse, facts, own_form(), meanings=(("Biểu 02", "E", LOUD),))
    assert load(empty_warehouse, facts, own_form("Quý II/2025"), LATER, remembered_until=datetime(2025, 7, 1, 19)).accepted == 1


def test_a_dry_run_remembers_nothing(empty_warehouse: Warehouse, facts: Facts) -> None:
    load(empty_warehouse, facts, own_form(), meanings=(("Biểu 02", "E", LOUD),), is_dry_run=True)
    assert not read_intake(empty_warehouse, facts, "b.xlsx", own_form(), Asked("a"), LATER).recalled


def test_an_indicator_that_no_set_knows_any_more_is_left_aside_with_a_note() -> None:
    first = intake(own_form(), meanings=(("Biểu 02", "E", LOUD),))
    ((key, _),) = first.to_remember
    gone = Memory({key: Recalled((("D", f"{STANDARD}/8.2"), ("E", "cu-roi/8.3")), "A", NOW)})
    read = intake(own_form(), memory=gone)
    assert [(p.variant, p.params["columns"], p.level) for p in read.problems if p.code == "mapping"] == [
        ("remembered", "D", "note"), ("forgotten", "E", "note")]


def test_the_fingerprint_forgets_periods_and_data_but_not_headings() -> None:
    def key(content: bytes) -> str:
        return intake(content, meanings=(("Biểu 02", "C", LOUD),)).to_remember[0][0]
    base = key(to_bytes(official_form("Quý I/2024", ROWS, ("Loa quý I/2024", "A", "B", "C"))))
    assert key(to_bytes(official_form("Quý II/2024", ROWS[:1], ("Loa quý II/2024", "A", "B", "C")))) == base
    assert key(to_bytes(official_form("Quý I/2024", ROWS, ("Loa quý I/2024", "A", "B", "D")))) != base


def test_stored_mappings_come_back_and_foreign_text_is_none() -> None:
    assert parse_written(written_meaning((("D", LOUD),))) == (("D", LOUD),)
    assert [parse_written(text) for text in ("", "[]", '{"columns": 3}', "x")] == [()] * 4


def test_named_stays_what_it_was() -> None:
    assert named(intake(own_form(), meanings=(("Biểu 02", "E", "postal_sign"),))) == {"E7": "bad-value"}


@pytest.mark.parametrize(("text", "variant"), [
    pytest.param("- a\n", "unreadable", id="a list"), pytest.param("", "unreadable", id="empty"),
    pytest.param("a: [", "unreadable", id="no YAML"), pytest.param("Biểu 02: 8.3\n", "form", id="no columns"),
])
def test_a_file_of_columns_without_the_form_is_refused(tmp_path: Path, text: str, variant: str) -> None:
    file = tmp_path / "cot.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WrongUse) as refused:
        read_meanings(file)
    assert refused.value.problems[0].variant == variant


def test_map_on_the_command_line(empty: Etl, tmp_path: Path) -> None:
    file, columns = tmp_path / "bieu.xlsx", tmp_path / "cot.yaml"
    file.write_bytes(own_form())
    columns.write_text(f"Biểu 02:\n  d: {STANDARD}/8.2\n  E: thon_with_loudspeaker\n  C: ignore\n", encoding="utf-8")
    code, out, _ = empty("load", file, "--map", columns, "--json")
    assert (code, json.loads(out)[0]["accepted"]) == (0, 3)
    columns.write_text('{"Biểu 02": {"ZZ": "lạ"}, "Trang 9": {"A": "commune"}}', encoding="utf-8")
    code, out, _ = empty("load", file, "--map", columns, "--json")
    (refused,) = json.loads(out)
    assert (code, refused["accepted"], len(refused["problems"])) == (2, 0, 3)
    assert empty("load", file, "--map", tmp_path / "khong-co.yaml")[0] == 2


def test_a_commune_on_the_command_line(empty: Etl, tmp_path: Path) -> None:
    file, columns = tmp_path / "bao-cao.xlsx", tmp_path / "xa.yaml"
    file.write_bytes(to_bytes(xlsx(("Biểu", NOBODYS))))
    code, out, _ = empty("load", file, "--json")
    assert (code, [p["code"] for p in json.loads(out)[0]["problems"]]) == (1, ["unknown-commune"])
    columns.write_text("Biểu:\n  commune: Xã Bình Trung\n", encoding="utf-8")
    code, out, _ = empty("load", file, "--map", columns, "--json")
    assert (code, json.loads(out)[0]["accepted"]) == (0, 2)
    assert empty("load", file, "--json")[0] == 1  # the commune is not remembered for the layout
