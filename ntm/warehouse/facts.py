"""Law and units inside the warehouse: written when their content changes, kept by version, read back as records."""
from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from functools import lru_cache

import duckdb
import pandas as pd

from ntm.criteria import Law, law_from_texts
from ntm.units import Units


def write_facts(con: duckdb.DuckDBPyConnection, law: Law, law_texts: dict[str, str], units: Units, now: datetime) -> bool:
    """Bring law and units up to date; True when anything was written. Earlier versions of the law stay."""
    written = False
    if _meta(con, "law_digest") != law.digest:
        _write_law(con, law, law_texts, now)
        _set_meta(con, "law_digest", law.digest)
        written = True
    if _meta(con, "units_digest") != units.digest:
        _write_units(con, units)
        _set_meta(con, "units_digest", units.digest)
        written = True
    return written


def is_up_to_date(con: duckdb.DuckDBPyConnection, law: Law, units: Units) -> bool:
    """True when the warehouse holds exactly this law and these units."""
    return _meta(con, "law_digest") == law.digest and _meta(con, "units_digest") == units.digest


def law_as_known(con: duckdb.DuckDBPyConnection, known_at: datetime) -> tuple[int, Law]:
    """Number and content of the law as recorded at a moment (UTC); before the first record, the first."""
    (version,) = con.execute(
        "select law from law_version order by recorded_at <= ? desc, if(recorded_at <= ?, law, -law) desc limit 1",
        [known_at, known_at],
    ).fetchone()
    texts = con.execute("select file_name, content from law_text where law = ? order by file_name", [version]).fetchall()
    return version, _read_law(tuple(texts))


@lru_cache(maxsize=8)
def _read_law(texts: tuple[tuple[str, str], ...]) -> Law:
    return law_from_texts(dict(texts))


def item_ids(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Number of each item (measure id or `set_id/number`) inside this warehouse."""
    return dict(con.execute("select key, id from item").fetchall())


def unit_ids(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, object], int]:
    """Number of each unit by (code, valid_from) inside this warehouse."""
    return {(code, start): number for code, start, number in con.execute("select code, valid_from, id from unit").fetchall()}


def _write_law(con: duckdb.DuckDBPyConnection, law: Law, texts: dict[str, str], now: datetime) -> None:
    version = con.execute("select coalesce(max(law), 0) + 1 from law_version").fetchone()[0]
    con.execute("insert into law_version values (?, ?, ?)", [version, law.digest, now])
    con.executemany("insert into law_text values (?, ?, ?)", [[version, name, text] for name, text in texts.items()])
    _add_items(con, [*law.measures, *_verdict_items(law)])
    items = item_ids(con)
    indicators, requirements, verdicts = [], [], []
    for criteria in law.sets.values():
        for position, indicator in enumerate(criteria.indicators):
            place = [version, criteria.id, indicator.number]
            indicators.append([*place, position, indicator.combine, indicator.source_status])
            verdicts += [[*place, items[key]] for key in indicator.verdict_keys]
            for order, need in enumerate(indicator.requirements):
                measure = law.measures.get(need.ref)
                requirements.append([
                    *place, order, need.kind, need.ref, items.get(need.ref) if need.kind == "measure" else None,
                    measure.kind if measure else None, need.threshold,
                    need.at_least.numerator if need.at_least is not None else None,
                    need.at_least.denominator if need.at_least is not None else None, need.is_open, need.source_status,
                ])
    _insert(con, "law_indicator", indicators)
    _insert(con, "law_requirement", requirements)
    _insert(con, "law_verdict", verdicts)


def _verdict_items(law: Law) -> list[str]:
    return [key for criteria in law.sets.values() for indicator in criteria.indicators for key in indicator.verdict_keys]


def _add_items(con: duckdb.DuckDBPyConnection, keys: list[str]) -> None:
    known = item_ids(con)
    new = [key for key in dict.fromkeys(keys) if key not in known]
    _insert(con, "item", [[len(known) + n, key] for n, key in enumerate(new, 1)])


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[list[object]]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        con.executemany(f"insert into {table} values ({places})", rows)


def _write_units(con: duckdb.DuckDBPyConnection, units: Units) -> None:
    """Write all units; a unit keeps its number over versions, because observations name it."""
    numbers = unit_ids(con)
    for unit in units.units:
        numbers.setdefault((unit.code, unit.valid_from), len(numbers) + 1)
    _replace(con, "unit", [
        asdict(unit) | {"id": numbers[unit.code, unit.valid_from], "is_assessed": unit.kind == "xa"} for unit in units.units
    ])
    _replace(con, "unit_change", [{
        "from_unit": numbers[change.from_code, change.from_valid_from], "to_unit": numbers[change.to_code, change.to_valid_from],
        "changed_on": change.on, "document": change.document, "is_partial": change.is_partial,
        "source_status": change.source_status,
    } for change in units.changes])
    _replace(con, "district", [asdict(district) for district in units.districts])
    _replace(con, "province", [asdict(province) for province in units.provinces])


def _replace(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, object]]) -> None:
    con.execute(f"delete from {table}")
    frame = pd.DataFrame(rows, dtype=object)
    con.register("incoming", frame)
    con.execute(f"insert into {table} by name select * from incoming")
    con.unregister("incoming")


def _meta(con: duckdb.DuckDBPyConnection, key: str) -> str | None:
    row = con.execute("select value from meta where key = ?", [key]).fetchone()
    return row[0] if row else None


def _set_meta(con: duckdb.DuckDBPyConnection, key: str, value: str) -> None:
    con.execute("insert or replace into meta values (?, ?)", [key, value])
