"""Anything found by its words, with or without accents; nominees' names are not among it."""
from __future__ import annotations

import pytest

from ntm.progress.keep import Facts
from ntm.progress.search import find_communes, find_records
from ntm.warehouse.generations import Warehouse
from tests.progress.movement.helpers import words_of

COMMUNES = [("02080", "Xã Bình Trung", "Chợ Đồn"), ("01234", "Xã Bình Văn", "Chợ Mới")]


@pytest.mark.parametrize(("asked", "codes"), [
    pytest.param("binh trung", ["02080"], id="without accents"),
    pytest.param("BÌNH  cho", ["02080", "01234"], id="a word of the district too"),
    pytest.param("02080", ["02080"], id="by code"),
    pytest.param("bính", [], id="an accent that is wrong"),
    pytest.param("", [], id="nothing asked"),
    pytest.param("   ", [], id="blanks"),
])
def test_communes(asked: str, codes: list[str]) -> None:
    assert [hit.id for hit in find_communes(asked, COMMUNES)] == codes


@pytest.mark.parametrize(("asked", "found"), [
    pytest.param("05/minhhoa", {("guiding_document", "6")}, id="a document's number"),
    pytest.param("wifi trung tâm", {("obstacle", "4")}, id="an obstacle"),
    pytest.param("lap phuong an", {("task", "2")}, id="a task"),
    pytest.param("trưởng thôn", {("media", "5")}, id="a good example's lesson"),
    pytest.param("cá nhân a", set(), id="a nominee"),
    pytest.param("", set(), id="nothing asked"),
])
def test_records(asked: str, found: set[tuple[str, str]], sample_warehouse: Warehouse, facts: Facts) -> None:
    hits = find_records(asked, words_of(sample_warehouse, facts), "vi")
    assert {(hit.kind, hit.id) for hit in hits} == found
    assert all(hit.label and hit.text for hit in hits)
