"""The totals of a file against the number of thôn that the office has typed in: notes to ask about, which refuse nothing."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import duckdb

from ntm.criteria import Law
from ntm.criteria.villages import thon_totals
from ntm.figures import Figure
from ntm.problems import Problem
from ntm.records.attributes import ATTRIBUTE, attributes_on
from ntm.units import Units
from ntm.warehouse.records import live_records


def typed_in_attributes(con: duckdb.DuckDBPyConnection, is_sample: bool) -> dict[str, Mapping[str, Any]]:
    """The attributes to hold a file against: of the sample for a sample file, else what the office typed in."""
    return {one.id: one.body for one in live_records(con, ATTRIBUTE) if one.is_sample == is_sample}


def compare_with_attributes(
    figures: Iterable[Figure], records: Mapping[str, Mapping[str, Any]], law: Law, units: Units,
) -> list[Problem]:
    """`differs` (variant `thon_count`) at each total of thôn that is not the number typed in for the period's last day."""
    if not records:
        return []
    counted = thon_totals(law)
    names = {(unit.code, unit.valid_from): unit.name for unit in units.units}
    by_day: dict[date, Any] = {}
    notes = []
    for figure in figures:
        total, end = figure.value.denominator, figure.period.end
        if total is None or figure.item not in counted:
            continue
        if end not in by_day:
            by_day[end] = attributes_on(records, end)
        known = by_day[end].get((figure.unit_code, figure.unit_valid_from.isoformat()), {}).get("thon")
        if known and known.value != total:
            params = {"total": total, "known": known.value, "commune": names.get((figure.unit_code, figure.unit_valid_from), ""),
                      "since": known.since, "document": f", {known.document}" if known.document else ""}
            notes.append(Problem("differs", params, figure.sheet, figure.cell, figure.written, level="note", variant="thon_count"))
    return notes
