"""The roadmap on any day: the latest document counts; recognised communes kept up or slipping; districts beside their aims."""
from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from ntm.progress.keep import Facts
from ntm.progress.roadmap import Aim, aims_on, held_beside_aims, horizon, kept_up, outlived, recognised_on, targets_on
from ntm.warehouse.records import Revision

LIFE = "2020-02-01"


@pytest.mark.parametrize(("day", "expected"), [
    pytest.param(date(2023, 1, 1), date(2023, 12, 31), id="the first day of a year"),
    pytest.param(date(2023, 12, 30), date(2023, 12, 31), id="the day before its last"),
    pytest.param(date(2023, 12, 31), date(2024, 12, 31), id="its last day"),
    pytest.param(date.max, date.max, id="the last day of all has no next year"),
])
def test_what_is_to_come_is_looked_at_by_the_end_of_the_year(day: date, expected: date) -> None:
    assert horizon(day) == expected


def revision(seq: int, **body: Any) -> Revision:
    """One live record."""
    return Revision(seq, seq, "roadmap", str(seq), {"commune": "02080", "commune_from": LIFE, "level": "standard"} | body, False, False,
                    "Cán bộ A", datetime(2023, 1, 1))


@pytest.mark.parametrize(("records", "day", "expected"), [
    pytest.param([{"year": 2023, "how": "registered"}], date(2022, 6, 1), [2023], id="without a date it stands from the beginning"),
    pytest.param([{"year": 2024, "how": "adjusted", "issued": "2023-07-01"}, {"year": 2023, "how": "registered"}], date(2023, 6, 30),
                 [2023], id="the day before the later document"),
    pytest.param([{"year": 2024, "how": "adjusted", "issued": "2023-07-01"}, {"year": 2023, "how": "registered"}], date(2023, 7, 1),
                 [2024], id="the day of the later document, typed in first"),
    pytest.param([{"year": 2023, "how": "registered"}, {"year": 2023, "how": "removed", "issued": "2023-10-01"}], date(2023, 12, 31), [],
                 id="taken off the roadmap"),
    pytest.param([{"year": 2023, "how": "removed", "issued": "2023-03-01"}, {"year": 2024, "how": "carried", "issued": "2023-10-01"}],
                 date(2023, 12, 31), [2024], id="taken off and put on again"),
    pytest.param([{"year": 2023, "how": "registered"}, {"year": 2025, "how": "registered", "level": "advanced"}], date(2023, 12, 31),
                 [2023, 2025], id="two levels are two targets"),
    pytest.param([{"year": 2023, "how": "registered"}, {"year": 2025, "how": "registered", "commune_from": "2025-07-01"}],
                 date(2025, 7, 1), [2023, 2025], id="a code's next life is another commune"),
])
def test_targets(records: list[dict[str, Any]], day: date, expected: list[int]) -> None:
    assert [one.year for one in targets_on([revision(seq, **body) for seq, body in enumerate(records, 1)], day)] == expected


@pytest.mark.parametrize(("body", "day", "stands"), [
    pytest.param({"year": 2021}, date(2021, 12, 30), False, id="the year is not over"),
    pytest.param({"year": 2021}, date(2021, 12, 31), True, id="only the year is known"),
    pytest.param({"year": 2021, "decided": "2021-05-06"}, date(2021, 5, 6), True, id="the day of the decision"),
    pytest.param({"year": 2021, "withdrawn": "2023-01-01"}, date(2022, 12, 31), True, id="the day before it is withdrawn"),
    pytest.param({"year": 2021, "withdrawn": "2023-01-01"}, date(2023, 1, 1), False, id="withdrawn"),
])
def test_recognitions(body: dict[str, Any], day: date, stands: bool) -> None:
    assert bool(recognised_on([revision(1, **body)], day)) is stands


def communes(**status: str) -> pd.DataFrame:
    """Bình Trung at some levels, as Standing.communes has it."""
    return pd.DataFrame([
        {"unit": 7, "code": "02080", "valid_from": date(2020, 2, 1), "name": "Bình Trung", "district": "Chợ Đồn", "level": level,
         "status": one, "met_count": 3, "of_count": 5} for level, one in status.items()])


@pytest.mark.parametrize(("status", "state"), [("met", "kept"), ("not_met", "slipping"), ("incomplete", "unknown"), ("no_data", "unknown")])
def test_recognised_communes_keep_up_or_slip(status: str, state: str) -> None:
    found = kept_up(recognised_on([revision(1, year=2021)], date(2023, 1, 1)), communes(standard=status, advanced="incomplete"),
                    {"standard": "advanced"})
    assert found[["code", "state", "next", "met_count", "of_count"]].values.tolist() == [["02080", state, "advanced", 3, 5]]


@pytest.mark.parametrize(("year", "day", "expected"), [
    pytest.param(2025, date(2025, 6, 30), [], id="the day before the merger"),
    pytest.param(2025, date(2025, 7, 1), ["Bình Trung (nay là Nghĩa Tá)"], id="the day of the merger"),
    pytest.param(2024, date(2025, 7, 1), [], id="it was due before"),
])
def test_targets_of_communes_that_merged_before_the_date(year: int, day: date, expected: list[str], facts: Facts) -> None:
    targets = targets_on([revision(1, year=year, how="registered")], day)
    assert [one.words("vi") for one in outlived(targets, facts.units, day)] == expected


def test_a_recognised_commune_that_is_gone_is_left_out() -> None:
    gone = communes(standard="met").assign(valid_from=date(2025, 7, 1))
    assert kept_up(recognised_on([revision(1, year=2021)], date(2025, 8, 1)), gone, {}).empty


@pytest.mark.parametrize(("share", "total", "needed"), [("97", 95, 93), ("50", 95, 48), ("100", 95, 95), ("0", 95, 0), ("66.6", 3, 2)])
def test_a_share_asks_for_whole_communes(share: str, total: int, needed: int) -> None:
    (aim,) = aims_on([revision(1, span="year", year=2025, share=share)], date(2025, 1, 1))
    assert aim.needed(total) == needed


def test_the_later_document_sets_the_aim() -> None:
    records = [revision(1, span="year", year=2023, count=5, issued="2023-01-05"), revision(2, span="year", year=2023, count=4,
                                                                                        issued="2023-06-05")]
    assert [aim.count for aim in aims_on(records, date(2023, 6, 4))] == [5]
    assert [aim.count for aim in aims_on(records, date(2023, 6, 5))] == [4]


def test_districts_beside_their_aims() -> None:
    rows = pd.DataFrame([
        {"district_code": code, "district": name, "district_kind": "huyen", "status": status}
        for code, name, status in (("060", "Ba Bể", "met"), ("060", "Ba Bể", "not_met"), ("064", "Chợ Đồn", "no_data"))])
    aims = [Aim(None, "standard", 2023, "year", None, Fraction(2, 3), "KH 1"), Aim("060", "standard", 2023, "year", 1, None, None),
            Aim("064", "standard", 2024, "year", 1, None, None), Aim("064", "advanced", 2023, "year", 1, None, None)]
    found = held_beside_aims(aims, rows, "standard", 2023)
    assert found[["district_code", "met", "total", "needed", "lacking"]].values.tolist() == [
        [None, 1, 3, 2, 1], ["060", 1, 2, 1, 0], ["064", 0, 1, None, None]]
