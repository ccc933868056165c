"""The totals of a file against the number of thôn typed in: noted, never refused; by the day, of its own kind of data."""
from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from etl.compare_thon import compare_with_attributes
from ntm.criteria.villages import thon_totals
from ntm.figures import Figure, Value
from ntm.periods import make_period
from ntm.progress.keep import Facts
from tests.etl.conftest import Etl
from tests.etl.fixtures import rows, xlsx
from tests.etl.workbooks import to_bytes

LIFE = date(2020, 2, 1)
LOUD, PHONE, STAFF = "thon_with_loudspeaker", "thon_with_telecom", "staff_with_computer"
WHOSE = {"commune": "02080", "commune_from": LIFE.isoformat()}
RECORDS = {"1": WHOSE | {"thon": 9, "since": "2021-01-01", "until": "2023-12-31", "document": "1/QĐ"},
           "2": WHOSE | {"thon": 8, "since": "2024-01-01"}}


def share(item: str, whole: int, year: int = 2023, code: str = "02080") -> Figure:
    return Figure(code, LIFE, item, Value(numerator=1, denominator=whole), make_period("quarter", year, 4), sheet="S", cell="C3",
                  written=f"1/{whole}")


@pytest.mark.parametrize(("figure", "expected"), [
    pytest.param(share(LOUD, 9), [], id="the number of the period's last day"),
    pytest.param(share(LOUD, 8), [(8, 9)], id="another number"),
    pytest.param(share(PHONE, 9, 2024), [(9, 8)], id="the number of then, not of now"),
    pytest.param(share(LOUD, 7, 2020), [], id="nothing is typed in for that time"),
    pytest.param(share(STAFF, 21), [], id="staff are no thôn"),
    pytest.param(share(LOUD, 8, code="02083"), [], id="nothing is typed in for that commune"),
    pytest.param(Figure("02080", LIFE, "commune_station", Value(is_met=True), make_period("quarter", 2023, 4)), [], id="no total"),
])
def test_totals_against_what_is_typed_in(figure: Figure, expected: list[tuple[int, int]], facts: Facts) -> None:
    notes = compare_with_attributes([figure], RECORDS, facts.law, facts.units)
    assert [(note.params["total"], note.params["known"]) for note in notes] == expected
    assert all(note.level == "note" and "Bình Trung" in note.sentence(lang) for note in notes for lang in ("vi", "en"))


def test_the_measures_that_count_thon(facts: Facts) -> None:
    assert {LOUD, PHONE} <= thon_totals(facts.law)
    assert STAFF not in thon_totals(facts.law)


def test_a_load_notes_it_and_takes_the_file(empty: Etl, tmp_path: Path) -> None:
    assert empty("attributes", "add", "commune=Bình Trung", "thon=9", "since=1/1/2021", "document=12/QĐ-UBND")[0] == 0
    code, _, err = empty("attributes", "add", "commune=Bình Trung", "thon=8", "since=1/1/2023")
    assert (code, "bản ghi số 1" in err) == (2, True)
    (tmp_path / "bieu.xlsx").write_bytes(to_bytes(xlsx(("Biểu", rows([1, "Bình Trung", "Đạt", "2/8"], title="Quý IV/2023")))))
    code, out, _ = empty("load", tmp_path / "bieu.xlsx", "--json")
    (done,) = json.loads(out)
    assert (code, done["accepted"]) == (0, 2)
    (note,) = [one for one in done["problems"] if one["code"] == "differs"]
    assert (note["level"], note["cell"]) == ("note", "D3")
    assert "9" in note["message"] and "12/QĐ-UBND" in note["message"]
    listed = json.loads(empty("attributes", "list", "--open", "--as-of", "2023-12-31", "--format", "json")[1])
    assert [(row["name"], row["thon"], row["area"]) for row in listed] == [("Bình Trung (Chợ Đồn)", 9, None)]
