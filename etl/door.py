"""What every command needs: the warehouse, days and periods as a person types them, who asks and when."""
from __future__ import annotations

import getpass
from datetime import date
from enum import StrEnum

import duckdb

from etl.load import DEFAULT_PROVINCE, init
from ntm.clock import now
from ntm.periods import Period, parse_period
from ntm.problems import Problem, WrongUse
from ntm.progress.evaluate import Question, parse_known_at
from ntm.progress.keep import Facts, bring_up_to_date, load_facts
from ntm.progress.status import find_units
from ntm.warehouse.generations import Warehouse, default_folder
from ntm.warehouse.settings import read_setting

LANG = "vi"
Format = StrEnum("Format", ["table", "csv", "json"])


def open_warehouse() -> tuple[Warehouse, Facts]:
    """The warehouse, made with the sample when there is none yet, with today's law and units in it."""
    facts = load_facts()
    warehouse = Warehouse(default_folder())
    if not warehouse.generation:
        init(warehouse, facts, DEFAULT_PROVINCE, now())
    bring_up_to_date(warehouse, facts, now())
    return warehouse, facts


def period_of(text: str) -> Period:
    """The period that a person typed. Raises WrongUse where it is none."""
    found = parse_period(text)
    if found is None:
        raise WrongUse(Problem("unknown-period", value=text, variant="cell"))
    return found


def day_of(text: str) -> date:
    """The day that a person typed: 2023-12-31 or 31/12/2023. Raises WrongUse where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = parse_period(text)
        if found is None or found.kind != "day":
            raise WrongUse(Problem("bad-day", value=text)) from None
        return found.end


def question_of(con: duckdb.DuckDBPyConnection, commune: str | None, as_of: str | None, known_at: str | None) -> Question:
    """The question about one commune, else about the office's province, with days as a person types them. Raises WrongUse."""
    return Question(day_of(as_of) if as_of else None, parse_known_at(known_at) if known_at else None,
                    None if commune else read_setting(con, "province"), find_units(con, commune) if commune else None)


def me() -> str:
    """The name of whoever runs the command."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # Windows services and bare containers have no user name
        return "?"
