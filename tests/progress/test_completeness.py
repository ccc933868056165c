"""Who has reported: by the covering document's day, else the day of the load; late by whole days; what no figure says."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import duckdb
import pytest

from ntm.figures import Batch, CoveringDocument, Figure
from ntm.periods import parse_period
from ntm.problems import WrongUse
from ntm.progress.completeness import ReportDue, completeness, find_due, reports_due, state_of
from ntm.progress.completeness_words import answer_sentence, commune_table, district_table, grey_notes, report_rows
from ntm.progress.evaluate import Question
from ntm.progress.keep import Facts
from ntm.records.saving import BadRecords, Change, save, surroundings
from ntm.warehouse import batches
from ntm.warehouse.generations import Warehouse
from tests.progress.helpers import OLD, SET
from tests.progress.situations import parse_value

CALENDAR = {"kind": "quarter", "end": "2023-12-31", "cutoff": "2023-12-14", "due": "2023-12-20"}
ALL = {"8.1": "Đạt", "8.2": "Đạt", "8.3": "Đạt", "8.4": "Đạt"}
BINH_TRUNG, NAM_CUONG = "02080", "02035"
PROVINCE = Question(province="06")
DUE = ReportDue("quarter", date(2023, 12, 31), date(2023, 12, 14), date(2023, 12, 20))


@pytest.fixture
def con(blank: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    """A transaction that is thrown away."""
    with blank.writing() as draft:
        yield draft.con
        draft.discard()


@pytest.fixture
def send(con: duckdb.DuckDBPyConnection):
    """Load a report of some communes: item -> value, dated by its document or its load."""
    def send_(
        *codes: str, said: dict[str, str] = ALL, period: str = "Quý IV/2023", loaded: datetime = datetime(2023, 12, 18),
        issued: date | None = None, is_sample: bool = False,
    ) -> int:
        when = parse_period(period)
        figures = [Figure(code, OLD, f"{SET}/{key}" if key[0].isdigit() and "/" not in key else key, parse_value(text), when, "self",
                          False, "Biểu 01", f"B{place}", text) for code in codes for place, (key, text) in enumerate(said.items(), 1)]
        identity = f"{codes}/{period}/{loaded}"
        batch = Batch(identity, f"{loaded:%d-%m}.xlsx", identity, when, SET, "self", "kiểm thử",
                      CoveringDocument("UBND huyện", "16/BC-UBND", issued) if issued else CoveringDocument(), is_sample)
        return batches.append(con, batch, figures, 0, loaded).batch
    return send_


@pytest.fixture
def put(con: duckdb.DuckDBPyConnection, facts: Facts):
    """Type a record in."""
    def put_(kind: str, written: dict[str, object], now: datetime = datetime(2023, 12, 1)) -> None:
        save(con, [Change(kind, None, written)], surroundings(con, facts.law, facts.units, now), "kiểm thử", now)
    return put_


def row_of(con: duckdb.DuckDBPyConnection, code: str, as_of: date = date(2023, 12, 31), asked: ReportDue = DUE,
           question: Question = PROVINCE) -> dict[str, object]:
    """What is said of one commune."""
    return next(row for row in report_rows(completeness(con, asked, as_of, question)) if row["commune"] == code)


@pytest.mark.parametrize(("loaded", "issued", "as_of", "expected"), [
    pytest.param(datetime(2023, 12, 18), None, date(2023, 12, 31), ("on_time", 2, "2023-12-18"), id="loaded before it was due"),
    pytest.param(datetime(2023, 12, 20, 16, 59), None, date(2023, 12, 31), ("on_time", 0, "2023-12-20"), id="on the last day"),
    pytest.param(datetime(2023, 12, 20, 17), None, date(2023, 12, 31), ("late", 1, "2023-12-21"), id="midnight in Hà Nội: a day late"),
    pytest.param(datetime(2024, 3, 1), date(2023, 12, 19), date(2023, 12, 31), ("on_time", 1, "2023-12-19"), id="its document dates it"),
    pytest.param(datetime(2023, 12, 18), date(2023, 12, 27), date(2023, 12, 31), ("late", 7, "2023-12-27"), id="a late document"),
    pytest.param(datetime(2023, 12, 27), None, date(2023, 12, 26), ("overdue", 6, None), id="came after the day looked at"),
    pytest.param(datetime(2023, 12, 27), None, date(2023, 12, 20), ("awaited", 0, None), id="due today is not overdue"),
    pytest.param(datetime(2023, 12, 27), None, date(2023, 12, 18), ("awaited", 2, None), id="two days left"),
])
def test_in_time_late_or_not_yet(loaded, issued, as_of, expected, con, send) -> None:
    send(BINH_TRUNG, loaded=loaded, issued=issued)
    row = row_of(con, BINH_TRUNG, as_of)
    assert (row["state"], row["days"], row["received"]) == expected
    assert row["missing"] == ([] if expected[2] else ["8.1", "8.2", "8.3", "8.4"])


@pytest.mark.parametrize(("received", "as_of", "expected"), [
    (None, date(2024, 1, 1), ("absent", None)), (date(2023, 12, 1), date(2024, 1, 1), ("received", None)),
])
def test_without_a_calendar_nothing_is_late(received, as_of, expected) -> None:
    assert state_of(received, None, as_of) == expected


@pytest.mark.parametrize(("said", "missing"), [
    pytest.param(ALL, [], id="a verdict for each"),
    pytest.param({"8.1": "Đạt", "thon_with_loudspeaker": "7/9"}, ["8.2", "8.4"], id="a figure of one of its measures is enough"),
    pytest.param({"postal_sign": "có"}, ["8.2", "8.3", "8.4"], id="one requirement of six"),
    pytest.param({"318-2022-advanced/8.2": "Đạt"}, ["8.1", "8.2", "8.3", "8.4"], id="another level's figures make a report that lacks all"),
])
def test_what_is_missing(said, missing, con, send) -> None:
    send(BINH_TRUNG, said=said)
    row = row_of(con, BINH_TRUNG)
    assert (row["state"], row["asked"], row["missing"]) == ("on_time", 4, missing)


def test_the_level_of_a_calendar_asks_for_its_own_figures(con, send, put) -> None:
    put("calendar", CALENDAR | {"level": "advanced"})
    send(BINH_TRUNG)
    send(NAM_CUONG, said={"318-2022-advanced/8.5": "Chưa đạt"})
    (asked,) = [one for one in reports_due(con) if one.level]
    assert row_of(con, BINH_TRUNG, asked=asked)["state"] == "overdue"
    found = row_of(con, NAM_CUONG, asked=asked)
    assert (found["state"], found["asked"], found["missing"]) == ("on_time", 5, ["8.1", "8.2", "8.3", "8.4"])


def test_the_first_live_load_dates_a_report(con, send) -> None:
    first = send(BINH_TRUNG, loaded=datetime(2023, 12, 15))
    send(BINH_TRUNG, loaded=datetime(2023, 12, 28))
    assert row_of(con, BINH_TRUNG)["received"] == "2023-12-15"
    batches.void(con, first, "kiểm thử", datetime(2023, 12, 29))
    assert row_of(con, BINH_TRUNG)["received"] == "2023-12-28"
    before = Question(known_at=datetime(2023, 12, 28, 1), province="06")
    assert row_of(con, BINH_TRUNG, question=before)["received"] == "2023-12-15"


def test_a_withdrawn_figure_is_missing(con, send) -> None:
    batch = send(BINH_TRUNG)
    batches.withdraw(con, batch, 2, "kiểm thử", datetime(2023, 12, 19))
    assert row_of(con, BINH_TRUNG)["missing"] == ["8.3"]


def test_figures_of_another_period_are_no_report(con, send) -> None:
    send(BINH_TRUNG, period="Quý III/2023")
    send(NAM_CUONG, period="Năm 2023")
    assert [row_of(con, code)["state"] for code in (BINH_TRUNG, NAM_CUONG)] == ["overdue", "overdue"]


def test_paper_counts_as_sent_and_has_no_figures(con, send, put) -> None:
    paper = {"kind": "quarter", "end": "2023-12-31"}
    put("received", paper | {"commune": BINH_TRUNG, "received": "2023-12-22"})
    row = row_of(con, BINH_TRUNG)
    assert (row["state"], row["days"], row["is_paper"], len(row["missing"])) == ("late", 2, True, 4)
    put("received", paper | {"district": "064", "received": "2023-12-19"})
    send(NAM_CUONG, loaded=datetime(2023, 12, 18))
    rows = [row_of(con, code) for code in (BINH_TRUNG, NAM_CUONG)]
    assert [(row["state"], row["received"], row["is_paper"]) for row in rows] == [
        ("on_time", "2023-12-19", True), ("on_time", "2023-12-18", False)]
    districts = completeness(con, DUE, date(2023, 12, 31), PROVINCE).districts.set_index("district_code")
    assert districts.loc["064", ["state", "last_received", "on_time", "incomplete"]].tolist() == ["on_time", date(2023, 12, 19), 19, 18]
    assert districts.loc["061", ["state", "days", "overdue", "missing"]].tolist() == ["overdue", 11, 14, 56]


def test_what_was_typed_later_was_not_known(con, put) -> None:
    put("received", {"kind": "quarter", "end": "2023-12-31", "commune": BINH_TRUNG, "received": "2023-12-22"}, datetime(2024, 2, 1))
    assert row_of(con, BINH_TRUNG, question=Question(known_at=datetime(2024, 1, 1), province="06"))["state"] == "overdue"


@pytest.mark.parametrize(("changed", "variants"), [
    pytest.param({"due": "2023-12-13"}, ["before"], id="due before the cut-off"),
    pytest.param({"end": "2023-12-30"}, ["period"], id="no quarter ends there"),
    pytest.param({"kind": "nine_months"}, ["period"], id="nine months end in September"),
    pytest.param({"kind": "", "due": "mai"}, ["required", "day"], id="two faults at once"),
    pytest.param({"kind": "quý", "end": "31/12/2023", "due": "14/12/2023"}, [], id="due on the cut-off, as officials write"),
])
def test_calendars_that_make_no_sense_are_refused(changed, variants, put) -> None:
    if not variants:
        put("calendar", CALENDAR | changed)
        return
    with pytest.raises(BadRecords) as refused:
        put("calendar", CALENDAR | changed)
    assert [problem.variant for problem in refused.value.problems] == variants
    assert all("{" not in sentence for lang in ("vi", "en") for sentence in refused.value.sentences(lang))


def test_what_is_asked_for(con, send, put) -> None:
    send(BINH_TRUNG, period="Quý III/2023")
    send(BINH_TRUNG)
    put("calendar", CALENDAR)
    put("calendar", {"kind": "year", "end": "2023-12-31", "cutoff": "2023-12-14", "due": "2023-12-25"})
    known = reports_due(con)
    assert [(one.kind, one.end.isoformat(), one.due and one.due.isoformat()) for one in known] == [
        ("quarter", "2023-12-31", "2023-12-20"), ("year", "2023-12-31", "2023-12-25"), ("quarter", "2023-09-30", None)]
    assert find_due(known, "quarter", date(2023, 12, 31)).due == date(2023, 12, 20)
    assert find_due(known, "quarter", date(2020, 12, 31)).due is None
    assert [one.due for one in reports_due(con, datetime(2022, 1, 1))] == []


def test_the_words(con, send, put) -> None:
    put("calendar", CALENDAR | {"document": "12/KH-STTTT"})
    everyone = [row["commune"] for row in report_rows(completeness(con, DUE, DUE.due, PROVINCE))]
    send(*everyone[3:], loaded=datetime(2023, 12, 18))
    send(everyone[1], everyone[2], said={"8.1": "Đạt"}, loaded=datetime(2023, 12, 22))
    found = completeness(con, reports_due(con)[0], date(2024, 1, 5), PROVINCE)
    assert answer_sentence(found, None, "vi") == (
        "Quý IV/2023: 94/95 xã đã gửi báo cáo, trong đó 02 xã gửi muộn; 01 xã chưa gửi, đã quá hạn (gồm: xã Dương Quang)")
    assert answer_sentence(found, "058", "en") == (
        "Q4 2023: 1/2 communes have reported, 1 of them late; 1 not yet, overdue (commune Dương Quang)")
    assert grey_notes(found, None, "vi")[:3] == [
        "tính đến ngày 05/01/2024", "chốt số liệu 14/12/2023, hạn gửi 20/12/2023 theo 12/KH-STTTT", "02 xã đã gửi nhưng còn thiếu số liệu"]
    chase = commune_table(found.to_chase(), "vi")
    assert chase[["Tình trạng", "Thiếu số liệu"]].to_numpy().tolist() == [
        ["▼ chưa gửi, quá hạn 16 ngày", "toàn bộ 04 chỉ tiêu"], ["◆ gửi muộn 2 ngày", "chỉ tiêu 8.2, 8.3, 8.4"],
        ["◆ gửi muộn 2 ngày", "chỉ tiêu 8.2, 8.3, 8.4"]]
    assert district_table(found, "vi").iloc[0].tolist() == ["TP. Bắc Kạn", "▼ chưa gửi, quá hạn 16 ngày", 1, 2, 0, 1, 1, 1, 7]


def test_after_the_merger_there_are_communes_and_no_districts(con) -> None:
    found = completeness(con, ReportDue("quarter", date(2025, 9, 30)), date(2025, 10, 1), PROVINCE)
    assert (len(found.communes), len(found.districts), set(found.communes["province_code"])) == (35, 0, {"19"})
    assert "0/35" in answer_sentence(found, None, "vi")


def test_before_the_first_law_nothing_was_asked(con) -> None:
    with pytest.raises(WrongUse) as refused:
        completeness(con, ReportDue("year", date(2010, 12, 31)), date(2011, 1, 1), PROVINCE)
    assert "31/12/2010" in refused.value.sentences("vi")[0]


def test_the_sample_is_marked(con, send) -> None:
    send(BINH_TRUNG, is_sample=True)
    assert completeness(con, DUE, date(2023, 12, 31), PROVINCE).is_sample
    send(NAM_CUONG)
    found = completeness(con, DUE, date(2023, 12, 31), PROVINCE)
    assert not found.is_sample
    assert row_of(con, BINH_TRUNG)["state"] == "overdue", "the sample stands aside"
