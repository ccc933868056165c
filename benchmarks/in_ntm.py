"""The question of benchmarks.past_day asked of this project, as its pages and its command line ask it."""
from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks.national import STANDARD
from ntm.progress.evaluate import Question, evaluate
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.sql import query

SQL = Path(__file__).parent / "sql"


def answer(folder: Path, day: date, memory_limit: str | None = None) -> pd.DataFrame:
    """Status and attainment of each commune's indicators, and their level: see benchmarks.past_day."""
    warehouse = Warehouse(folder.parent)
    with warehouse.reading() as con:
        if memory_limit:
            con.execute("set memory_limit = ?", [memory_limit])
        evaluate(con, Question(as_of=day, set_id=STANDARD))
        found = query(con, SQL, "past_day").df()
    warehouse.close()
    return found
