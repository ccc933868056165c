"""The fan of a requirement: its quarters, its band, its sentence."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from ntm.progress.evaluate import Question
from ntm.progress.forecast.fan import Fan, fans, quarter_end
from ntm.progress.forecast.reach import Reached
from ntm.progress.forecast.words import between, chart_frame, fan_sentence, threshold_name
from ntm.progress.keep import Facts
from ntm.progress.status import find_units
from ntm.ui.charts import alt_text, fan_chart
from ntm.warehouse.generations import Warehouse
from tests.progress.helpers import load

CODE, LOUD = "02080", "thon_with_loudspeaker"
AS_OF, BY = date(2023, 3, 31), date(2024, 12, 31)


@pytest.fixture
def con(blank: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    with blank.writing() as draft:
        draft.con.execute("set threads = 1")
        yield draft.con
        draft.discard()


def fan_of(con: duckdb.DuckDBPyConnection, counts: dict[str, str], by: date = BY) -> Fan:
    for day, (quarter, count) in enumerate(counts.items()):
        load(con, f"Quý {quarter}", {CODE: {LOUD: count}}, day)
    (found,) = fans(con, Question(as_of=AS_OF, units=find_units(con, CODE)), "standard", by)
    return found


RISING = {"I/2022": "2/9", "II/2022": "3/9", "IV/2022": "4/9", "I/2023": "5/9"}


def test_every_quarter_has_its_row_and_a_gap_is_unknown(con: duckdb.DuckDBPyConnection, facts: Facts) -> None:
    fan = fan_of(con, RISING)
    frame = chart_frame(fan, facts.law, AS_OF, "vi")
    assert list(frame["period"]) == ["I/2022", "II/2022", "III/2022", "IV/2022", "I/2023", "II/2023", "III/2023", "IV/2023", "I/2024",
                                     "II/2024", "III/2024", "IV/2024"]
    assert [value if value is None else float(value) for value in frame["value"][:6]] == pytest.approx([2, 3, None, 4, 5, None])
    assert list(frame["text"][:5]) == ["2/9 thôn", "3/9 thôn", None, "4/9 thôn", "5/9 thôn"]
    assert (frame["is_past"].sum(), list(frame.index[frame["is_target"]])) == (5, [11])
    assert (fan.need, fan.size, threshold_name(fan, facts.law, "vi")) == (6, 9, "cần 6/9 thôn")


def test_the_band_starts_at_the_last_figure_and_stays_within_bounds(con: duckdb.DuckDBPyConnection) -> None:
    frame = fan_of(con, RISING).frame
    assert frame["low"][:4].isna().all()
    assert list(frame.loc[4, ["low", "likely", "high"]]) == [5, 5, 5]
    for row in frame[4:].itertuples():
        assert 5 <= row.low <= row.likely <= row.high <= 9
        assert row.low == int(row.low) and row.high == int(row.high)


@pytest.mark.parametrize(("counts", "by", "sentence"), [
    (RISING, BY, "hiện 5/9, cần 6/9; nhiều khả năng đạt vào"),
    (RISING, date(2023, 4, 1), "mới đạt, chậm so với ngày 01/4/2023"),
    (dict.fromkeys(RISING, "2/9"), BY, "hiện 2/9, cần 6/9"),
    (RISING | {"I/2023": "7/9"}, BY, "hiện 7/9, đã đủ mức 6/9"),
])
def test_the_sentence(con: duckdb.DuckDBPyConnection, facts: Facts, counts: dict[str, str], by: date, sentence: str) -> None:
    assert sentence in fan_sentence(fan_of(con, counts, by), facts.law, "vi")


@pytest.mark.parametrize(("early", "late", "expected"), [
    (date(2024, 1, 1), date(2025, 1, 1), "khoảng 80%: từ 01/01/2024 đến 01/01/2025"),
    (date(2024, 1, 1), None, "khoảng 80%: từ 01/01/2024, chưa rõ ngày muộn nhất"),
    (None, None, "chưa rõ khoảng thời gian"),
])
def test_between(early: date | None, late: date | None, expected: str) -> None:
    assert between(Reached(early, None, late), "vi") == expected


@pytest.mark.parametrize(("day", "expected"), [
    (date(2023, 1, 1), date(2023, 3, 31)), (date(2023, 12, 14), date(2023, 12, 31)), (date(2024, 6, 30), date(2024, 6, 30)),
])
def test_quarter_end(day: date, expected: date) -> None:
    assert quarter_end(day) == expected


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_chart(con: duckdb.DuckDBPyConnection, facts: Facts, lang: str, dark: bool) -> None:
    fan = fan_of(con, RISING)
    frame = chart_frame(fan, facts.law, AS_OF, lang)
    figure = fan_chart(frame, threshold_name(fan, facts.law, lang), "<31/12/2024>", lang, dark, sample=True)
    by_name = {trace.name: trace for trace in figure.data}
    gap = figure.data[0]
    assert (gap.type, list(gap.x), gap.marker.pattern.shape) == ("bar", [2], "/")
    assert list(by_name["points"].y) == [2, 3, 4, 5]
    assert list(by_name["reported"].x) == [0, 1, None, 3, 4, None]
    assert list(by_name["low"].x) == list(range(4, 12))
    assert "&lt;31/12/2024>" in [note.text for note in figure.layout.annotations]
    assert alt_text(figure).endswith(".") and "2" in alt_text(figure)
