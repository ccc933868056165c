"""The time line: what figures said before and after a day, where statuses changed, and all events of a commune in one frame."""
from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from ntm.progress.moved import moved_measure, moved_status, moved_words, status_changes
from ntm.progress.record_words import Words, make_words
from ntm.progress.timeline import COLUMNS, Past, levels_told, time_line
from ntm.records.kinds import load_kinds
from ntm.records.placing import placed
from ntm.records.values import Surroundings

SET, MEASURE, UNIT = "318-2022-standard", "thon_with_loudspeaker", 7
LIFE = ("02080", "2020-02-01")
QUARTERS = [date(2023, 9, 30), date(2023, 12, 31), date(2024, 3, 31), date(2024, 6, 30)]


def said(*numerators: int | None, estimate: int | None = None) -> pd.DataFrame:
    """Loudspeakers of 9 at each of QUARTERS, None left out; `estimate`: one more, for the last of them."""
    rows = [(day, number, False) for day, number in zip(QUARTERS, numerators, strict=False) if number is not None]
    rows += [(QUARTERS[len(numerators) - 1], estimate, True)] if estimate is not None else []
    return pd.DataFrame([
        {"unit": UNIT, "item_key": MEASURE, "is_estimate": is_estimate, "recency": n, "cutoff": day, "period_kind": "quarter",
         "period_end": day, "numerator": number, "denominator": 9, "is_met": None, "number": None}
        for n, (day, number, is_estimate) in enumerate(rows)
    ], columns=["unit", "item_key", "is_estimate", "recency", "cutoff", "period_kind", "period_end", "numerator", "denominator",
                "is_met", "number"])


def history(*statuses: str, first_set: str = SET) -> pd.DataFrame:
    """Indicator 8.3 at each of QUARTERS."""
    return pd.DataFrame([
        {"unit": UNIT, "as_of": day, "level": "standard", "set_id": SET if n else first_set, "number": "8.3", "position": 3,
         "status": status, "asked_kind": "quarter"} for n, (day, status) in enumerate(zip(QUARTERS, statuses, strict=False))
    ], columns=["unit", "as_of", "level", "set_id", "number", "position", "status", "asked_kind"])


@pytest.mark.parametrize(("figures", "on", "expected"), [
    pytest.param(said(5, 5, 6, 6), date(2024, 2, 20), "5/9 thôn (IV/2023) → 6/9 thôn (I/2024)", id="moved at once"),
    pytest.param(said(4, 5, 5, 6), date(2024, 2, 20), "vẫn 5/9 thôn (I/2024); đến II/2024: 6/9 thôn", id="moved later"),
    pytest.param(said(5, 5, 5, 5), date(2024, 2, 20), "vẫn 5/9 thôn (I/2024)", id="never moved"),
    pytest.param(said(5, 6, 5), date(2023, 11, 1), "5/9 thôn (III/2023) → 6/9 thôn (IV/2023); đến I/2024: 5/9 thôn", id="fell back"),
    pytest.param(said(5, 6), date(2023, 12, 31), "6/9 thôn (IV/2023), sau đó chưa có số liệu", id="closed on the day itself: before"),
    pytest.param(said(None, None, 6), date(2023, 11, 1), "trước đó chưa có số liệu → 6/9 thôn (I/2024)", id="nothing before"),
    pytest.param(said(5, None, None, 7), date(2023, 11, 1), "5/9 thôn (III/2023) → 7/9 thôn (II/2024)", id="a gap"),
    pytest.param(said(5, estimate=9), date(2023, 9, 1), "trước đó chưa có số liệu → 5/9 thôn (III/2023)", id="an estimate is not told"),
    pytest.param(said(), date(2023, 11, 1), None, id="nobody reported"),
])
def test_figures_before_and_after(facts, figures: pd.DataFrame, on: date, expected: str | None) -> None:
    words = moved_words(moved_measure(figures, MEASURE, on, facts.law, "vi"), facts.law, "vi")
    assert words == ("" if expected is None else f"Thôn có loa hoạt động: {expected}")


def test_status_before_and_after(facts) -> None:
    rows = history("not_met", "not_met", "met")
    moved = moved_status(rows, f"{SET}/8.3", date(2024, 2, 20), facts.law, "vi")
    assert moved_words(moved, facts.law, "vi") == "Chỉ tiêu 8.3: chưa đạt (IV/2023) → đạt (I/2024)"
    assert moved_words(moved_status(rows, f"{SET}/8.4", date(2024, 2, 20), facts.law, "vi"), facts.law, "vi") == ""


@pytest.mark.parametrize(("rows", "levels", "expected"), [
    pytest.param(history("not_met", "met", "met"), ["standard"], [(QUARTERS[1], "not_met", "met", False)], id="one change"),
    pytest.param(history("met", "not_met", first_set="1980-2016-standard"), ["standard"], [(QUARTERS[1], "met", "not_met", True)],
                 id="another law judges"),
    pytest.param(history("met", "met", first_set="1980-2016-standard"), ["standard"], [], id="another law, the same status"),
    pytest.param(history("not_met", "met"), ["advanced"], [], id="a level that is not told"),
    pytest.param(history("met"), ["standard"], [], id="the first day has nothing before it"),
    pytest.param(history(), ["standard"], [], id="no history"),
])
def test_where_statuses_changed(rows: pd.DataFrame, levels: list[str], expected: list[tuple]) -> None:
    found = status_changes(rows, levels)
    assert [(row.as_of, row.before, row.after, row.is_new_law) for row in found.itertuples()] == expected


COMMUNE = {"commune": "02080", "commune_from": "2020-02-01"}
KNOWN = {
    "obstacle": {"1": COMMUNE | {"indicator": f"{SET}/8.3", "measure": MEASURE, "what": "Thiếu loa.", "since": "2023-10-01",
                                 "lead": "Phòng A", "due": "2023-12-15", "closed": "2024-03-20", "result": "Đủ loa"}},
    "obstacle_step": {"1": {"obstacle": "1", "on": "2023-11-01", "what": "Khảo sát", "who": "Phòng B"}},
    "assistance": {"1": COMMUNE | {"unit": "Phòng A", "since": "2023-10-01", "until": "2024-04-30"}},
    "activity": {"1": COMMUNE | {"on": "2024-02-20", "what": "Lắp loa.", "hours": "24", "items": "01 cụm loa", "unit": "Phòng A",
                                 "obstacles": ["1"], "measures": [MEASURE]}},
    "task": {"1": COMMUNE | {"document": "KL 01", "issued": "2023-12-31", "task": "Đạt 8.3", "due": "2024-02-01"},
             "2": COMMUNE | {"document": "KL 02", "task": "Không rõ ngày"}},
}


@pytest.fixture
def words(facts) -> Words:
    return make_words(Surroundings(facts.law, facts.units, "06", date(2024, 6, 30), load_kinds(), KNOWN))


def line(words: Words, day: date, past: Past | None = None) -> pd.DataFrame:
    records = [one for kind in KNOWN for one in placed(load_kinds()[kind], KNOWN, day)]
    past = past or Past(said(5, 5, 6, 6), history("not_met", "not_met", "met", "met"), ("standard",), {LIFE: UNIT})
    return time_line(records, words, past, day, "vi")


def test_everything_on_one_line_newest_first(words: Words) -> None:
    frame = line(words, date(2024, 4, 30))
    assert list(frame.columns) == COLUMNS
    assert list(zip(frame["day"].map(str), frame["what"], strict=True)) == [
        ("2024-04-30", "ended"), ("2024-03-31", "figures"), ("2024-03-20", "removed"), ("2024-02-20", "activity"),
        ("2023-12-31", "task"), ("2023-11-01", "step"), ("2023-10-01", "assistance"), ("2023-10-01", "obstacle")]
    by_what = frame.set_index("what")
    assert by_what.loc["obstacle", "title"] == "Phát sinh vướng mắc: 8.3 Loa hoạt động đến thôn"
    assert by_what.loc["removed", ["detail", "who"]].to_list() == ["Đủ loa; hạn 15/12/2023", "Phòng A"]
    assert by_what.loc["step", ["title", "detail", "who"]].to_list() == ["Bước tháo gỡ: 8.3 Loa hoạt động đến thôn", "Khảo sát", "Phòng B"]
    assert by_what.loc["activity", "detail"] == "Lắp loa; trao tặng 01 cụm loa; 24 giờ"
    assert by_what.loc["activity", "changed"] == (
        "Thôn có loa hoạt động: 5/9 thôn (IV/2023) → 6/9 thôn (I/2024); Chỉ tiêu 8.3: chưa đạt (IV/2023) → đạt (I/2024)")
    assert by_what.loc["figures", "changed"] == "Chỉ tiêu 8.3: chưa đạt → đạt"
    assert by_what["is_overdue"].to_dict() == {
        "ended": False, "figures": False, "removed": False, "activity": False, "task": True, "step": False, "assistance": False,
        "obstacle": False}


def test_a_day_knows_nothing_of_later_ones(words: Words) -> None:
    past = Past(said(5), history("not_met"), ("standard",), {LIFE: UNIT})
    frame = line(words, date(2023, 12, 20), past)
    assert frame["what"].to_list() == ["step", "assistance", "obstacle"]
    assert frame.set_index("what").loc["obstacle", "is_overdue"]


def test_nothing_happened(words: Words) -> None:
    frame = line(words, date(2020, 1, 1), Past(said(), history(), ("standard",), {LIFE: UNIT}))
    assert frame.empty
    assert list(frame.columns) == COLUMNS


def test_another_law_is_said_and_communes_are_named_where_there_are_several(words: Words) -> None:
    past = Past(said(), history("met", "not_met", first_set="1980-2016-standard"), ("standard",), {LIFE: UNIT, ("02062", "2020-02-01"): 8})
    figures = line(words, date(2024, 1, 31), past).set_index("what").loc["figures"]
    assert figures["changed"] == "Chỉ tiêu 8.3: đạt → chưa đạt; từ kỳ này xét theo 318/QĐ-TTg, không so được với kỳ trước"
    assert figures["detail"] == "Xã Bình Trung"


def test_levels_told_are_the_chosen_one_and_those_of_the_obstacles(facts) -> None:
    known = {"obstacle": {"1": {"indicator": "318-2022-advanced/8.5", "since": "2023-01-01"}}}
    records = placed(load_kinds()["obstacle"], known, date(2024, 1, 1))
    assert levels_told(records, facts.law, "standard") == ("standard", "advanced")
    assert levels_told([], facts.law, "standard") == ("standard",)
