"""What a commune is on a day: each attribute from the record that holds then, its last day included."""
from __future__ import annotations

from datetime import date

import pytest

from ntm.records.attributes import attributes_on

LIFE = ("02080", "2020-02-01")
WHOSE = {"commune": LIFE[0], "commune_from": LIFE[1]}
RECORDS = {
    "1": WHOSE | {"thon": 9, "since": "2021-01-01", "until": "2023-12-31", "document": "1/QĐ"},
    "2": WHOSE | {"thon": 8, "since": "2024-01-01"},
    "3": WHOSE | {"area": "III", "since": "2021-06-04", "source_status": "unverified"},
    "4": {"commune": "02080", "commune_from": "1990-01-01", "group": "3", "since": "2021-06-04"},
}


@pytest.mark.parametrize(("day", "expected"), [
    pytest.param(date(2020, 12, 31), {}, id="before any"),
    pytest.param(date(2021, 1, 1), {"thon": 9}, id="on its first day"),
    pytest.param(date(2023, 12, 31), {"thon": 9, "area": "III"}, id="on its last day"),
    pytest.param(date(2024, 1, 1), {"thon": 8, "area": "III"}, id="the next one"),
])
def test_attributes_on_a_day(day: date, expected: dict[str, object]) -> None:
    assert {name: one.value for name, one in attributes_on(RECORDS, day).get(LIFE, {}).items()} == expected


def test_an_attribute_says_where_it_comes_from() -> None:
    found = attributes_on(RECORDS, date(2023, 12, 31))[LIFE]
    assert (found["thon"].id, found["thon"].document, found["thon"].until) == ("1", "1/QĐ", date(2023, 12, 31))
    assert (found["area"].source_status, found["area"].until) == ("unverified", None)
