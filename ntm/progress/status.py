"""The answer to question 1 as records: one a commune, level and indicator, with figures, verdict and sources (DESIGN §4)."""
from __future__ import annotations

from collections import defaultdict
from typing import Any

import duckdb

from ntm.figures import STAGES
from ntm.problems import Problem, WrongUse
from ntm.progress.answer import ask
from ntm.progress.evaluate import SQL, Question
from ntm.warehouse.sql import query

Row = dict[str, Any]


def status_rows(con: duckdb.DuckDBPyConnection, question: Question, level: str | None = None) -> list[Row]:
    """One record a commune, level and indicator, also where nothing is known; dates as ISO text, unknown as None.

    A set whose indicators are not known gives one record a commune with indicator None.
    """
    asked = ask(con, question)
    levels = {s.level for s in asked.law.sets.values()}
    if level is not None and level not in levels:
        raise WrongUse(Problem("unknown-level", {"known": ", ".join(sorted(levels))}, value=level))
    needs = defaultdict(list)
    for row in _records(query(con, SQL, "status_requirement")):
        needs[row["unit"], row["set_id"], row["number"]].append(_requirement(row))
    return [
        _record(row, needs[row["unit"], row["set_id"], row["number"]])
        for row in _records(query(con, SQL, "status_indicator", law=asked.law_version))
        if level in (None, row["level"])
    ]


def find_units(con: duckdb.DuckDBPyConnection, code: str) -> tuple[int, ...]:
    """Numbers of all units that ever had a code, so that a commune that is gone answers with its successor."""
    found = tuple(row[0] for row in con.execute("select id from unit where code = ? order by valid_from", [code]).fetchall())
    if not found:
        raise WrongUse(Problem("unknown-code", value=code))
    return found


def _records(result: duckdb.DuckDBPyConnection) -> list[Row]:
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _record(row: Row, requirements: list[Row]) -> Row:
    return {
        "commune": row["code"], "valid_from": row["valid_from"].isoformat(), "name": row["name"], "district": row["district"],
        "level": row["level"], "set": row["set_id"], "indicator": row["number"],
        "status": row["status"] or "no_data", "flags": row["flags"] or [],
        "attainment": {"low": row["low"] or 0.0, "high": 1.0 if row["high"] is None else row["high"]},
        "requirements": requirements, "verdict": _verdict(row),
        "level_status": row["level_status"], "level_count": {"met": row["met_count"], "of": row["of_count"]},
        "period_end": _iso(row["period_end"]), "source": _source(row, ""), "source_status": row["source_status"] or "open",
        "is_sample": row["is_sample"],
    }


def _requirement(row: Row) -> Row:
    return {
        "measure": row["ref"], "status": row["status"], "numerator": row["numerator"], "denominator": row["denominator"],
        "value": _value(row), "threshold": row["threshold"], "period_end": _iso(row["period_end"]), "source": _source(row, ""),
    }


def _value(row: Row) -> float | bool | None:
    if row["measure_kind"] == "yes_no":
        return row["is_met"]
    if row["numerator"] is not None:
        return row["numerator"] / row["denominator"]
    return None if row["figure"] is None else float(row["figure"])


def _verdict(row: Row) -> Row | None:
    if row["verdict_is_met"] is None:
        return None
    return {
        "value": "met" if row["verdict_is_met"] else "not_met", "stage": STAGES[row["verdict_stage"]],
        "body": row["body"], "document": row["document_number"], "period_end": _iso(row["verdict_period_end"]),
        "source": _source(row, "verdict_"),
    }


def _source(row: Row, prefix: str) -> Row | None:
    if row[f"{prefix}file"] is None:
        return None
    return {"file": row[f"{prefix}file"], "sheet": row[f"{prefix}sheet"], "cell": row[f"{prefix}cell"]}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
