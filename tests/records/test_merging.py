"""Two people changed one record: what each sees, and what stands when one decides."""
from __future__ import annotations

import pytest

from ntm.records.kinds import load_kinds
from ntm.records.merging import merged, sides

KIND = load_kinds()["obstacle"]
BEFORE = {"what": "Loa hỏng", "lead": "Phòng A", "due": "2023-12-31"}


@pytest.mark.parametrize(("theirs", "mine", "expected", "clashes"), [
    pytest.param({"lead": "Phòng B"}, {"due": "2024-01-31"}, {"lead": "Phòng B", "due": "2024-01-31"}, [], id="two fields: both stay"),
    pytest.param({"lead": "Phòng B"}, {"lead": "Phòng C"}, {"lead": "Phòng C"}, ["lead"], id="one field: mine"),
    pytest.param({"lead": "Phòng B"}, {"lead": "Phòng B"}, {"lead": "Phòng B"}, [], id="the same change twice"),
    pytest.param({"due": None}, {"due": "2024-01-31"}, {"due": "2024-01-31"}, ["due"], id="they emptied it"),
    pytest.param({"due": "2024-01-31"}, {"due": None}, {"due": None}, ["due"], id="I emptied it"),
    pytest.param({"partners": "UBND xã"}, {}, {"partners": "UBND xã"}, [], id="they filled another one"),
])
def test_merged(theirs: dict, mine: dict, expected: dict, clashes: list[str]) -> None:
    def body(change: dict) -> dict:
        return {name: value for name, value in (BEFORE | change).items() if value is not None}

    assert merged(KIND, BEFORE, body(theirs), body(mine)) == body(expected)
    found = sides(KIND, BEFORE, body(theirs), body(mine))
    assert {side.name for side in found} == theirs.keys() | mine.keys()
    assert [side.name for side in found if side.is_clash] == clashes
