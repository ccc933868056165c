"""A request that cannot be answered gets its sentences, all at once; periods are those that officials mean."""
from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest

from ntm.briefing.content import Request
from ntm.briefing.making import make_content, request_problems
from ntm.briefing.making.reports import reported_spans, span_before, span_on
from ntm.problems import WrongUse
from ntm.texts import LANGUAGES
from ntm.warehouse.generations import Warehouse
from tests.briefing.conftest import midterm

BAD = [
    pytest.param({"kind": "weekly"}, ["brief-kind"], id="a kind that there is not"),
    pytest.param({"kind": "commune"}, ["brief-no-commune"], id="a commune's sheet of no commune"),
    pytest.param({"commune": "02080"}, ["brief-not-of-commune"], id="a review of one commune"),
    pytest.param({"as_of": date(2021, 6, 30)}, ["brief-too-early"], id="before the first figures"),
    pytest.param({"as_of": date(9000, 1, 1)}, ["brief-future"], id="a day to come"),
    pytest.param({"known_at": datetime(2024, 1, 1)}, ["brief-empty"], id="nothing was loaded by then"),
    pytest.param({"district": "999"}, ["unknown-district"], id="a district that there is not"),
    pytest.param({"district": "064", "as_of": date(2025, 9, 30)}, ["brief-no-districts"], id="a district after districts"),
    pytest.param({"kind": "commune", "commune": "99999"}, ["unknown-code"], id="a code that there is not"),
    pytest.param({"kind": "commune", "commune": "01843"}, ["route-not-assessed"], id="a ward or township"),
    pytest.param({"kind": "weekly", "district": "999", "as_of": date(2021, 6, 30)}, ["brief-kind", "brief-too-early", "unknown-district"],
                 id="everything at once"),
]


@pytest.mark.parametrize(("asked", "codes"), BAD)
def test_a_bad_request_gets_its_sentences(asked: dict, codes: list[str], sample_warehouse: Warehouse) -> None:
    request = midterm(**asked)
    with sample_warehouse.reading() as con:
        problems = request_problems(con, request)
        assert [one.code for one in problems] == codes
        with pytest.raises(WrongUse) as raised:
            make_content(con, request)
    for lang in LANGUAGES:
        assert all(sentence and "{" not in sentence for sentence in raised.value.sentences(lang))


def test_an_unknown_district_is_told_the_known_ones(sample_warehouse: Warehouse) -> None:
    with sample_warehouse.reading() as con:
        (problem,) = request_problems(con, midterm(district="999"))
    assert "064 Chợ Đồn" in problem.sentence("vi")


def test_a_good_request_has_no_problem(sample_warehouse: Warehouse) -> None:
    with sample_warehouse.reading() as con:
        assert request_problems(con, midterm(district="064")) == []


@pytest.mark.parametrize(("kind", "day", "end", "before"), [
    ("month", date(2023, 2, 14), date(2023, 2, 28), date(2023, 1, 31)),
    ("month", date(2023, 1, 31), date(2023, 1, 31), date(2022, 12, 31)),
    ("quarter", date(2023, 12, 14), date(2023, 12, 31), date(2023, 9, 30)),
    ("quarter", date(2023, 1, 1), date(2023, 3, 31), date(2022, 12, 31)),
    ("half", date(2023, 6, 30), date(2023, 6, 30), date(2022, 12, 31)),
    ("nine_months", date(2023, 10, 5), date(2023, 9, 30), date(2022, 9, 30)),
    ("year", date(2023, 12, 14), date(2023, 12, 31), date(2022, 12, 31)),
])
def test_the_period_of_a_day_and_the_one_before(kind: str, day: date, end: date, before: date) -> None:
    assert span_on(kind, day) == (kind, end)
    assert span_before((kind, end)) == (kind, before)


def test_a_period_before_the_first_figures_is_not_compared_with() -> None:
    periods = pd.DataFrame({"period_kind": ["quarter"], "period_end": [date(2023, 12, 31)], "cutoff": [date(2023, 12, 31)]})
    assert reported_spans("quarter", date(2023, 12, 31), periods) == (("quarter", date(2023, 12, 31)), None)
    assert reported_spans("midterm", date(2024, 2, 1), periods) == (("quarter", date(2023, 12, 31)), None)


def test_requests_are_values() -> None:
    assert midterm() == Request("midterm", date(2023, 12, 31), datetime(2025, 8, 1))
