"""A thôn's answer columns named by hand: headings that nobody could know, both halves of a pair, remembered, refused."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from etl.load import Asked, load_file
from ntm.problems import BadFile
from ntm.progress.keep import Facts
from ntm.ui.intake.words import meaning_words
from ntm.warehouse.generations import Warehouse
from tests.etl.conftest import Etl
from tests.etl.fixtures import xlsx
from tests.etl.workbooks import found, intake, named, to_bytes

TITLE = "DANH SÁCH THÔN XÃ BÌNH TRUNG, HUYỆN CHỢ ĐỒN - Quý {quarter}/2025"
HEADS = ["STT", "Thôn", "Cụm FM", "Sóng", "Vắng"]
ROWS = [[1, "Nà Pha", "x", "x", None], [2, "Bản Ca", "Không", None, "x"]]
LOUD = ("02080", "thon_with_loudspeaker")
SAID = (("Thôn", "C", "mark:loudspeaker"),)
PAIR = (("Thôn", "D", "mark:telecom"), ("Thôn", "E", "mark:telecom:no"))
NOW = datetime(2025, 7, 10)


def listed(*rows: list[object], quarter: str = "I", heads: list[str] = HEADS) -> bytes:
    return to_bytes(xlsx(("Thôn", [[TITLE.format(quarter=quarter)], heads, *(rows or ROWS)])))


def test_a_list_of_which_no_heading_is_known_is_read_once_they_are_named() -> None:
    with pytest.raises(BadFile) as refused:
        intake(listed())
    assert [problem.variant for problem in refused.value.problems] == ["no_commune_column"]
    read = intake(listed(), meanings=SAID + PAIR)
    assert found(read) == {LOUD: "1/2", ("02080", "thon_with_telecom"): "1/2"}
    assert [(c.letters, c.meaning, c.by_hand) for c in read.columns if c.letters in "CDE"] == [
        (letters, meaning, meaning) for _, letters, meaning in SAID + PAIR]


def test_a_named_column_goes_before_one_that_was_recognised() -> None:
    rows = [[1, "Nà Pha", "x", "x"], [2, "Bản Ca", "Không", "x"]]
    plain, said = (intake(listed(*rows, heads=["STT", "Thôn", "Cũ", "Loa"]), meanings=meanings) for meanings in ((), SAID))
    assert (found(plain), found(said)) == ({LOUD: "2/2"}, {LOUD: "1/2"})


def test_a_column_of_thon_is_named_too() -> None:
    table = [["Quý I/2025"], ["Xã", "Nơi", "Cụm FM"], ["Bình Trung", "Nà Pha", "x"], ["Bình Trung", "Bản Ca", "Không"]]
    read = intake(to_bytes(xlsx(("Thôn", table))), meanings=(("Thôn", "B", "village"), *SAID))
    assert found(read) == {LOUD: "1/2"}


def test_both_halves_ticked_are_told_at_the_cell() -> None:
    read = intake(listed([1, "Nà Pha", None, "x", "x"]), meanings=PAIR)
    assert (found(read), named(read), read.rejected) == ({}, {"D3": "bad-value"}, 2)
    (problem,) = read.problems
    assert "E3" in problem.sentence("vi") and "E3" in problem.sentence("en")


@pytest.mark.parametrize(("table", "said", "variants"), [
    pytest.param(None, [("Thôn", "C", "mark:radio")], ["meaning"], id="no such answer"),
    pytest.param(None, [("Thôn", "C", "mark:internet"), ("Thôn", "D", "mark:internet")], ["twice"], id="two columns onto one answer"),
    pytest.param(None, [("Thôn", "E", "mark:internet:no")], ["half"], id="the half for no alone"),
    pytest.param([["Quý I/2025"], ["Xã", "8.1", "Cụm FM"], ["Bình Trung", "Đạt", "x"]], SAID, ["no_villages"], id="a table without thôn"),
])
def test_what_does_not_fit_is_refused(table: list[list[object]] | None, said: list[tuple[str, str, str]], variants: list[str]) -> None:
    content = listed() if table is None else to_bytes(xlsx(("Thôn", table)))
    with pytest.raises(BadFile) as refused:
        intake(content, meanings=tuple(said))
    assert [problem.variant for problem in refused.value.problems] == variants
    assert all(sentence for lang in ("vi", "en") for sentence in refused.value.sentences(lang))


def test_it_is_remembered_for_the_layout(empty_warehouse: Warehouse, facts: Facts) -> None:
    asked = Asked("Trần Thị B")
    load_file(empty_warehouse, facts, "a.xlsx", listed(), replace(asked, meanings=SAID), NOW)
    following = load_file(empty_warehouse, facts, "b.xlsx", listed(quarter="II"), asked, NOW)
    assert (following.exit_code, following.accepted) == (0, 1)
    assert "remembered" in {problem.variant for problem in following.problems}


def test_on_the_command_line(empty: Etl, tmp_path: Path) -> None:
    file, columns = tmp_path / "thon.xlsx", tmp_path / "cot.yaml"
    file.write_bytes(listed())
    columns.write_text("Thôn:\n  C: mark:loudspeaker\n  D: mark:telecom\n  E: mark:telecom:no\n", encoding="utf-8")
    assert empty("load", file, "--map", columns)[0] == 0


@pytest.mark.parametrize(("meaning", "words"), [
    ("mark:telecom", "điện thoại và internet của từng thôn"), ("mark:telecom:no", "điện thoại và internet của từng thôn (cột Không)"),
    ("village", "tên thôn"),
])
def test_meanings_in_words(meaning: str, words: str, facts: Facts) -> None:
    assert meaning_words(meaning, facts.law, "vi") == words
