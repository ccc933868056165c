"""Situations written as YAML that an official can read (tests/cases/*.yaml), played on a real warehouse.

A case: `name`, `given` (what happens, in order), then `expect` (or `when`: several questions, each with its `expect`).
A step of `given` is a file: `period`, optional `cutoff`, `stage`, `estimate`, `commune`, `body`, `document`, `loaded` (the day it
is loaded; by default each step a day later, from 2022-01-01), and its figures: a measure's id, a quoted indicator number (of the
case's `set`, or of the step's own) or `set/number`; `names` gives a measure by its thôn: `{thon_with_loudspeaker: "A có, B không, C ?"}`
(with an open one nothing is counted). Or an act: `undo: 1`, `redo: 1` (the number of the file within the case),
`withdraw: [1, thon_with_loudspeaker]`, `restore: [1, thon_with_loudspeaker]`.
A question: `as_of`, optional `known_at`, `with_estimates`, `commune` (default Bình Trung), `judged_by` (a set's id).
`expect` names an indicator (`"8.3"` or `set/number`: a status, or any of the fields in `_fields`), `level` (of the case's set),
`levels` and `sets` (level: status or set's id, only those shown); `expect: none` means that no commune answers.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from ntm.figures import Batch, CoveringDocument, Figure, Value, VillageMark
from ntm.periods import Period, parse_period
from ntm.progress.evaluate import Question, parse_known_at
from ntm.progress.keep import refresh
from ntm.progress.status import Row, find_units, status_rows
from ntm.units import Unit
from ntm.warehouse import batches

FOLDER = Path(__file__).parent.parent / "cases"
BINH_TRUNG = "02080"
UnitOn = Callable[[str, date], Unit]
_STEP_WORDS = {"period", "cutoff", "stage", "estimate", "commune", "body", "document", "loaded", "set", "names"}
_QUESTION = ("as_of", "known_at", "with_estimates", "commune", "judged_by", "expect")
_VERDICTS = {"Đạt": True, "Chưa đạt": False, "có": True, "không": False}


@dataclass
class Case:
    """One situation of one file."""

    name: str
    file: str
    given: list[dict[str, Any]]
    when: list[dict[str, Any]]
    set_id: str = "318-2022-standard"
    batches: list[int] = field(default_factory=list)

    def item(self, key: str, set_id: str | None = None) -> str:
        """The item that a key of a step names: a bare indicator number is of the step's set, else of the case's."""
        return f"{set_id or self.set_id}/{key}" if key[0].isdigit() and "/" not in key else key


def read_cases() -> Iterator[Case]:
    """All cases of tests/cases."""
    for file in sorted(FOLDER.glob("*.yaml")):
        for entry in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader):
            when = entry.get("when") or [{key: entry[key] for key in _QUESTION if key in entry}]
            yield Case(entry["name"], file.stem, entry.get("given") or [], when, entry.get("set", "318-2022-standard"))


def play(con: duckdb.DuckDBPyConnection, case: Case, unit_on: UnitOn) -> None:
    """Do what the case gives, step by step; `unit_on(code, day)` finds the unit of a code on a day."""
    day = datetime(2022, 1, 1)
    touched: set[int] = set()
    for step in case.given:
        now = datetime.fromisoformat(step["loaded"]) if "loaded" in step else day
        day = max(day, now) + timedelta(days=1)
        touched.update(_load(con, case, step, now, unit_on) if "period" in step else _act(con, case, step, now))
    refresh(con, touched)


def _act(con: duckdb.DuckDBPyConnection, case: Case, step: dict[str, Any], now: datetime) -> tuple[int, ...]:
    for word, whole in (("undo", batches.void), ("redo", batches.redo)):
        if word in step:
            return whole(con, case.batches[int(step[word]) - 1], "kiểm thử", now)
    word, single = ("withdraw", batches.withdraw) if "withdraw" in step else ("restore", batches.restore)
    number, item = step[word]
    batch = case.batches[int(number) - 1]
    line = con.execute("select line from observation join item on item.id = item where batch = ? and key = ?",
                       [batch, case.item(item)]).fetchone()[0]
    return single(con, batch, line, "kiểm thử", now)


def _load(con: duckdb.DuckDBPyConnection, case: Case, step: dict[str, Any], now: datetime, unit_on: UnitOn) -> tuple[int, ...]:
    named = parse_period(step["period"])
    assert named is not None, f"{case.name}: {step['period']}"
    period = Period(named.end, named.kind, date.fromisoformat(step["cutoff"]) if "cutoff" in step else named.cutoff)
    unit = unit_on(step.get("commune", BINH_TRUNG), period.end)
    stage = step.get("stage", "self")
    figures = [
        Figure(unit.code, unit.valid_from, case.item(key, step.get("set")), parse_value(text), period, stage,
               step.get("estimate") == "true", "Biểu 01", f"A{n}", text)
        for n, (key, text) in enumerate(((k, v) for k, v in step.items() if k not in _STEP_WORDS), 1)
    ]
    named = [_listed(unit, key, text, period, step) for key, text in step.get("names", {}).items()]
    figures += [one for one in named if one.value.denominator]
    identity = f"{case.name}/{len(case.batches)}"
    batch = Batch(identity, f"tep{len(case.batches) + 1}.xlsx", identity, period, step.get("set", case.set_id), stage, "kiểm thử",
                  CoveringDocument(step.get("body"), step.get("document")))
    done = batches.append(con, batch, figures, 0, now, [one for one in named if not one.value.denominator])
    case.batches.append(done.batch)
    return done.units


def _listed(unit: Unit, item: str, text: str, period: Period, step: dict[str, Any]) -> Figure:
    """A count from names: "A có, B không"; without a value where one is open ("C ?")."""
    answers = {"có": True, "không": False, "?": None}
    marks = tuple(VillageMark(name, answers[said], (), "Thôn", f"C{n}")
                  for n, (name, _, said) in enumerate((part.strip().rpartition(" ") for part in text.split(",")), 3))
    is_open = any(mark.is_met is None for mark in marks)
    value = Value() if is_open else Value(numerator=sum(bool(mark.is_met) for mark in marks), denominator=len(marks))
    return Figure(unit.code, unit.valid_from, item, value, period, step.get("stage", "self"), step.get("estimate") == "true", "Thôn",
                  f"C3:C{len(marks) + 2}", "", marks)


def parse_value(text: str) -> Value:
    """A value as the cases write it: Đạt, Chưa đạt, có, không, 6/9, 66,7% (as shown), "0.6664 hiện 67%", or a number."""
    if text in _VERDICTS:
        return Value(is_met=_VERDICTS[text])
    if text.endswith("%"):
        stored, _, shown = text.rpartition(" hiện ")
        percent = Decimal(shown[:-1].replace(",", "."))
        if stored:
            return Value(number=Decimal(stored))
        half = Decimal(5).scaleb(percent.as_tuple().exponent - 3)
        return Value(number=percent / 100, slack=half)
    if "/" in text:
        top, bottom = text.split("/")
        return Value(numerator=int(top), denominator=int(bottom))
    return Value(number=Decimal(text.replace(",", ".")))


def answer(con: duckdb.DuckDBPyConnection, question: dict[str, Any]) -> list[Row]:
    """Rows of `status` for the commune that the question names."""
    asked = Question(
        date.fromisoformat(question["as_of"]), parse_known_at(question["known_at"]) if "known_at" in question else None,
        units=find_units(con, question.get("commune", BINH_TRUNG)), set_id=question.get("judged_by"),
        with_estimates=question.get("with_estimates") == "true",
    )
    return status_rows(con, asked)


def check(expect: str | dict[str, Any], rows: list[Row], case: Case) -> None:
    """Compare what a case expects with the rows of status."""
    if expect == "none":
        assert rows == []
        return
    by_key = {f"{row['set']}/{row['indicator']}": row for row in rows}
    for key, expected in expect.items():
        if key in ("levels", "sets"):
            found = {row["level"]: row["level_status" if key == "levels" else "set"] for row in rows}
            assert {level: found.get(level) for level in expected} == expected, key
            assert key == "levels" or set(found) == set(expected), "levels shown"
        elif key == "level":
            row = next(row for row in rows if row["set"] == case.set_id)
            count = f"{row['level_count']['met']}/{row['level_count']['of']}"
            _compare(expected, {"status": row["level_status"], "count": count}, key)
        else:
            _compare(expected, _fields(by_key[case.item(key)]), key)


def _fields(row: Row) -> dict[str, Any]:
    """What a case may say of an indicator; what is not known is "none"."""
    source, verdict = row["source"] or {}, row["verdict"] or {}
    found = {
        "status": row["status"], "flags": sorted(row["flags"]), "source": source.get("file"), "period_end": row["period_end"],
        "low": row["attainment"]["low"], "high": row["attainment"]["high"], "commune": row["commune"], "name": row["name"],
        "valid_from": row["valid_from"], "set": row["set"], "verdict": verdict.get("value"), "stage": verdict.get("stage"),
        "body": verdict.get("body"), "document": verdict.get("document"),
        "requirements": {r["measure"]: r["status"] for r in row["requirements"]},
        "figures": {r["measure"]: f"{r['numerator']}/{r['denominator']}" for r in row["requirements"] if r["numerator"] is not None},
    }
    return {key: "none" if value is None else value for key, value in found.items()}


def _compare(expected: str | dict[str, Any], found: dict[str, Any], where: str) -> None:
    """Each expected field must be as found; a bare word is the status."""
    for key, value in ({"status": expected} if isinstance(expected, str) else expected).items():
        if key in ("low", "high"):
            top, _, bottom = value.partition("/")
            assert found[key] == pytest.approx(int(top) / int(bottom or 1)), f"{where}: {key}"
        elif isinstance(value, dict):
            assert {k: found[key].get(k) for k in value} == value, f"{where}: {key}"
        else:
            assert found[key] == (sorted(value) if key == "flags" else value), f"{where}: {key}"
