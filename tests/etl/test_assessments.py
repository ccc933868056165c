"""Long tables that judge each row beside its result: by whom, said once, what only describes left aside."""
from __future__ import annotations

from typing import Any

import pytest

from etl.intake import Intake
from tests.etl.fixtures import OWN, xlsx
from tests.etl.workbooks import intake, to_bytes

HEAD = ["TT", "Nội dung", "Kết quả thực hiện", "Kết quả tự đánh giá của xã", "Kết quả thẩm tra của huyện"]


def read(*rows: list[Any], head: list[Any] = HEAD) -> Intake:
    return intake(to_bytes(xlsx(("Biểu", [[OWN], head, *rows]))), "a.xlsx")


def said(result: Intake) -> set[tuple[str, str, str | None, bool | None]]:
    return {(f.item.rpartition("/")[2], f.stage, f.cell, f.value.is_met) for f in result.figures}


def test_each_column_speaks_for_its_stage() -> None:
    result = read(["8.1", "Bưu chính", "Có", "Đạt", "Chưa đạt"])
    assert said(result) == {("8.1", "self", "D3", True), ("8.1", "verified", "E3", False)}
    assert result.is_clean


def test_a_pair_to_tick_under_a_stage_is_of_that_stage() -> None:
    head = ["TT", "Nội dung", "Kết quả", "Huyện thẩm tra", None]
    result = read([None, None, None, "Đạt", "Chưa đạt"], ["8.1", "Bưu chính", "Có", None, "x"], head=head)
    assert said(result) == {("8.1", "self", "C4", True), ("8.1", "verified", "E4", False)}


def test_what_both_columns_say_is_one_figure() -> None:
    result = read(["8.3", "Loa đến các thôn", "7/8", "Đạt (7/8)", None])
    assert {(f.item.rpartition("/")[2], f.cell) for f in result.figures} == {("8.3", "D3"), ("thon_with_loudspeaker", "C3")}
    assert not result.problems


def test_counts_that_differ_between_the_columns_are_a_conflict() -> None:
    result = read(["8.3", "Loa đến các thôn", "6/8", "Đạt (7/8)", None])
    assert {(p.cell, p.code) for p in result.problems} == {("C3", "conflict"), ("D3", "conflict")}


@pytest.mark.parametrize(("written", "judged", "code"), [
    pytest.param("Xã có đài, loa tốt", "Đạt", "remarks", id="words beside a judgement are a remark"),
    pytest.param("Xã có đài, loa tốt", None, "bad-value", id="words alone are refused"),
    pytest.param("#REF!", "Đạt", "formula-error", id="a broken formula is no remark"),
    pytest.param("Có 7 thôn", "Đạt", "bad-value", id="a number that cannot be read is refused"),
])
def test_words_in_the_place_of_a_result(written: str, judged: str | None, code: str) -> None:
    result = read(["8.3", "Loa đến các thôn", written, judged, None])
    assert [p.code for p in result.problems] == [code]
    assert result.is_clean == (code == "remarks")


@pytest.mark.parametrize(("heading", "judged"), [
    pytest.param("Đánh giá", "Duy trì tốt", id="words that judge otherwise"),
    pytest.param("Mức độ đạt", "100%", id="a share of what has no counts"),
    pytest.param("Đánh giá", 10, id="a number"),
])
def test_what_is_no_verdict_beside_a_result_is_a_remark(heading: str, judged: object) -> None:
    result = read(["8.1", "Bưu chính", "Đạt", judged], head=[*HEAD[:3], heading])
    assert (said(result), [p.code for p in result.problems]) == ({("8.1", "self", "C3", True)}, ["remarks"])


def test_what_is_no_verdict_and_stands_alone_is_refused() -> None:
    result = read(["8.1", "Bưu chính", None, "Duy trì tốt", None])
    assert [(p.cell, p.code, p.level) for p in result.problems] == [("D3", "bad-value", "problem")]


def test_points_are_no_judgement() -> None:
    result = read(["8.1", "Bưu chính", "Đạt", 10], head=[*HEAD[:3], "Đánh giá (điểm)"])
    assert (said(result), result.problems) == ({("8.1", "self", "C3", True)}, ())


@pytest.mark.parametrize(("share", "codes"), [
    pytest.param("87,5%", [], id="the same"), pytest.param("88%", [], id="rounded"),
    pytest.param("75%", ["conflict", "conflict"], id="another"),
])
def test_a_share_beside_its_count(share: str, codes: list[str]) -> None:
    result = read(["8.3", "Loa đến các thôn", "7/8", share], head=[*HEAD[:3], "Mức độ đạt"])
    assert [p.code for p in result.problems] == codes
    assert [(f.cell, f.written) for f in result.figures] == ([] if codes else [("C3", "7/8")]), "the count says more"


def test_a_result_of_another_year_is_no_judgement() -> None:
    head = ["TT", "Nội dung", "Kết quả", "Kết quả đánh giá năm 2022"]
    result = read(["8.1", "Bưu chính", "Đạt", "Chưa đạt"], head=head)
    assert said(result) == {("8.1", "self", "C3", True)}


def test_numbers_that_count_the_rows_name_no_criterion() -> None:
    result = read([1, "8.1. Bưu chính", "Có", "Đạt", None], [8, "8.7. Gì đó", None, "Đạt", None])
    assert [(p.cell, p.code) for p in result.problems] == [("B4", "unknown-indicator")]
