"""What figures and statuses said before a day, after it and last: what stands beside an activity, without claiming a cause."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ntm.criteria import Law
from ntm.progress.voices import short_period, value_words
from ntm.texts import t

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing about a day: its newest row until then, its first one after, its last. None: nobody reported."""

    name: str
    before: Row | None
    after: Row | None
    last: Row | None


def moved_measure(said: pd.DataFrame, measure: str, on: date, law: Law, lang: str) -> Moved:
    """A measure about a day, by the newest counted figure of each cut-off; figures closed on the day itself are of before."""
    own = said[(said["item_key"] == measure) & ~said["is_estimate"].astype(bool)].sort_values("recency")
    rows = own.drop_duplicates("cutoff", keep="last").sort_values("cutoff").to_dict("records")
    return _about(law.measures[measure].title.in_(lang), rows, "cutoff", on)


def moved_status(history: pd.DataFrame, key: str, on: date, law: Law, lang: str) -> Moved:
    """An indicator ("set/number") about a day; other laws' indicators of its level and number are the same one.

    `history`: indicator_history with `asked_kind`, the kind of the period that each day ends.
    """
    set_id, _, number = key.rpartition("/")
    own = history[(history["number"] == number) & (history["level"] == law.sets[set_id].level)].sort_values("as_of")
    return _about(t("timeline.indicator", lang, number=number), own.to_dict("records"), "as_of", on)


def _about(name: str, rows: Sequence[Row], day: str, on: date) -> Moved:
    before = [row for row in rows if row[day] <= on]
    after = [row for row in rows if row[day] > on]
    return Moved(name, before[-1] if before else None, after[0] if after else None, rows[-1] if rows else None)


def moved_words(moved: Moved, law: Law, lang: str) -> str:
    """"Thôn có loa hoạt động: 5/9 thôn (IV/2023) → 6/9 thôn (I/2024); đến II/2025: 8/9 thôn"; empty where nobody reported."""
    if moved.last is None:
        return ""
    if moved.after is None:
        return t("timeline.moved.not_since", lang, name=moved.name, before=_said(moved.before, law, lang))
    before, after, last = (None if row is None else _value(row, law, lang) for row in (moved.before, moved.after, moved.last))
    if before == after:
        words = t("timeline.moved.same", lang, name=moved.name, after=_said(moved.after, law, lang))
    else:
        first = _said(moved.before, law, lang) if moved.before else t("timeline.moved.nothing", lang)
        words = t("timeline.moved.both", lang, name=moved.name, before=first, after=_said(moved.after, law, lang))
    return words if last == after else words + t("timeline.moved.last", lang, period=_period(moved.last, lang), value=last)


def _said(row: Row, law: Law, lang: str) -> str:
    return f"{_value(row, law, lang)} ({_period(row, lang)})"


def _value(row: Row, law: Law, lang: str) -> str:
    return t(f"status.{row['status']}", lang).lower() if "status" in row else value_words(row, law, lang)


def _period(row: Row, lang: str) -> str:
    if "status" in row:
        return short_period(row["asked_kind"], row["as_of"], lang)
    return short_period(row["period_kind"], row["period_end"], lang)


def status_changes(history: pd.DataFrame, levels: Sequence[str]) -> pd.DataFrame:
    """Where an indicator's status differs from that of the day before it in `history`, a row each.

    as_of, unit, level, number, before, after, set_id, is_new_law (another set than before judged it).
    """
    own = history[history["level"].isin(levels)].sort_values(["unit", "level", "number", "as_of"])
    before = own.groupby(["unit", "level", "number"])[["status", "set_id"]].shift()
    told = own.assign(before=before["status"], after=own["status"], is_new_law=before["set_id"] != own["set_id"])
    changed = told[told["before"].notna() & (told["before"] != told["after"])]
    columns = ["as_of", "unit", "level", "number", "before", "after", "set_id", "is_new_law"]
    return changed.sort_values(columns[:4])[columns].reset_index(drop=True)
