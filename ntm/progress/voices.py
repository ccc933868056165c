"""What was said of a commune over the periods: one measure as steps, the voices side by side, every figure with its cell."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from ntm.clock import local_moment
from ntm.criteria import CriteriaSet, Indicator, Law, Measure
from ntm.figures import STAGES
from ntm.progress.sentences import source_words
from ntm.progress.summary import needed_count
from ntm.texts import capital, format_date, format_number, format_period, t

Row = dict[str, Any]


def short_period(kind: str, end: date, lang: str) -> str:
    """A period as an axis writes it: "II/2023"; other kinds by their last day."""
    if kind == "quarter":
        return t("period.quarter_short", lang, roman=("I", "II", "III", "IV")[end.month // 3 - 1], number=end.month // 3, year=end.year)
    return format_date(end, lang)


def measured_items(said: pd.DataFrame, criteria: CriteriaSet, law: Law) -> list[str]:
    """The measures of a set that are counted and of which the commune has a figure, in the law's order."""
    reported = set(said.loc[said["is_met"].isna(), "item_key"])
    needs = [need for indicator in criteria.indicators for need in indicator.requirements if need.kind == "measure"]
    return [need.ref for need in needs if need.ref in reported and law.measures[need.ref].kind != "yes_no"]


def value_words(row: Row, law: Law, lang: str) -> str:
    """What one cell said: "Đạt", "5/9 thôn", "66,7%", "có"; an estimate says so."""
    measure = law.measures.get(row["item_key"])
    if pd.notna(row["is_met"]):
        keys = ("status.met", "status.not_met") if measure is None else ("figure.yes", "figure.no")
        words = t(keys[0] if row["is_met"] else keys[1], lang)
    elif pd.notna(row["numerator"]):
        words = f"{format_number(row['numerator'], lang)}/{format_number(row['denominator'], lang)}"
        words += f" {measure.unit.in_(lang)}" if measure else ""
    elif measure is not None and measure.kind == "ratio":
        words = format_number(100 * float(row["number"]), lang, 1) + "%"
    else:
        words = f"{format_number(row['number'], lang)} {measure.unit.in_(lang) if measure else ''}".strip()
    return t("commune.said.estimate", lang, value=words) if row["is_estimate"] else words


def steps(
    said: pd.DataFrame, measure: Measure, periods: Sequence[tuple[str, date]], sets: Sequence[CriteriaSet | None], law: Law, lang: str
) -> pd.DataFrame:
    """Rows for `history_steps`: the newest figure of each period, and the count that the law of the period asked for.

    `sets`: the set that judged each period. Counts as counts (5 of 9); a measure of which any period has only a
    percentage is drawn in percent throughout.
    """
    own = said[(said["item_key"] == measure.id) & ~said["is_estimate"]]
    newest = {(row["period_kind"], row["period_end"]): row for row in own.sort_values("recency").to_dict("records")}
    in_percent = measure.kind == "ratio" and any(pd.isna(row["numerator"]) for row in newest.values())
    rows = []
    for period, criteria in zip(periods, sets, strict=True):
        found, label = newest.get(period), short_period(*period, lang)
        threshold = threshold_of(criteria, measure.id)
        if found is None:
            rows.append((label, None, None, None))
            continue
        rows.append((label, _height(found, in_percent), _needed(found, threshold, in_percent), value_words(found, law, lang)))
    frame = pd.DataFrame(rows, columns=["period", "value", "needed", "text"])
    frame["needed"] = frame["needed"].astype(float).ffill().where(frame["needed"].notna() | frame["value"].isna())
    return frame


def steps_words(known: pd.DataFrame, name: str, lang: str) -> str:
    """How a measure went, from the reported rows of `steps`: "…: từ 2/9 thôn (I/2022) lên 5/9 thôn (IV/2023)"."""
    first, last = known.iloc[0], known.iloc[-1]
    key = "more" if last["value"] > first["value"] else "fewer" if last["value"] < first["value"] else "same"
    return t(f"commune.history.{key}", lang, name=name, before=first["text"], after=last["text"],
             first=first["period"], last=last["period"])


def threshold_of(criteria: CriteriaSet | None, measure: str) -> Fraction | None:
    """What a set asks of a measure; None where it does not ask, or the threshold is open."""
    needs = [] if criteria is None else [need for indicator in criteria.indicators for need in indicator.requirements]
    return next((need.at_least for need in needs if need.kind == "measure" and need.ref == measure), None)


def _height(row: Row, in_percent: bool) -> float:
    if pd.isna(row["numerator"]):
        return float(row["number"]) * (100 if in_percent else 1)
    return 100 * row["numerator"] / row["denominator"] if in_percent else float(row["numerator"])


def _needed(row: Row, threshold: Fraction | None, in_percent: bool) -> float | None:
    if threshold is None:
        return None
    if in_percent:
        return float(100 * threshold)
    return float(threshold) if pd.isna(row["denominator"]) else float(needed_count(int(row["denominator"]), threshold))


def items_of(indicator: Indicator, said: pd.DataFrame) -> list[str]:
    """The items of an indicator of which anything was said: its verdicts first, then its measures."""
    items = [*indicator.verdict_keys, *(need.ref for need in indicator.requirements if need.kind == "measure")]
    reported = set(said["item_key"])
    return [item for item in items if item in reported]


def side_by_side(said: pd.DataFrame, items: Sequence[str], law: Law, lang: str) -> pd.DataFrame:
    """What each stage said of some items, newest period first: a column a stage that spoke at all."""
    rows: dict[tuple[object, ...], dict[str, str]] = {}
    own = said[said["item_key"].isin(items)].sort_values(["cutoff", "recency"], ascending=[False, True])
    for row in own.to_dict("records"):
        key = (row["cutoff"], row["period_kind"], row["period_end"], row["item_key"])
        rows.setdefault(key, {})[STAGES[int(row["stage"])]] = value_words(row, law, lang)
    spoke = [stage for stage in STAGES if any(stage in cells for cells in rows.values())]
    ordered = sorted(rows, key=lambda key: items.index(key[3]))
    ordered.sort(key=lambda key: key[0], reverse=True)
    columns = {
        t("commune.column.period", lang): [format_period(kind, end, lang) for _, kind, end, _ in ordered],
        t("commune.column.need", lang): [item_name(item, law, lang) for *_, item in ordered],
    }
    for stage in spoke:
        columns[capital(t(f"stage.{stage}", lang))] = [rows[key].get(stage, "") for key in ordered]
    return pd.DataFrame(columns)


def item_name(item: str, law: Law, lang: str) -> str:
    """An item in words: its measure's title, or "Kết luận 8.3, xã NTM"."""
    if item in law.measures:
        return law.measures[item].title.in_(lang)
    set_id, _, number = item.rpartition("/")
    level = law.sets[set_id].level_title.in_(lang) if set_id in law.sets else set_id
    return t("commune.said.verdict", lang, number=number, level=level)


_SAID_COLUMNS = (
    "commune", "period", "need", "stage", "value", "until", "written", "document", "document_date", "source", "loaded_by", "loaded_at",
)


def said_table(said: pd.DataFrame, law: Law, lang: str) -> pd.DataFrame:
    """Every figure and verdict with who, when, file and cell, and until when it was the newest; newest first."""
    ordered = said.assign(until=stood_until(said)).sort_values(["cutoff", "item", "stage"], ascending=[False, True, False])
    rows = [(
        row["name"], format_period(row["period_kind"], row["period_end"], lang), item_name(row["item_key"], law, lang),
        capital(t(f"stage.{STAGES[int(row['stage'])]}", lang)), value_words(row, law, lang),
        _until_words(row["until"], row["loaded_at"], lang), row["written"],
        " · ".join(part for part in (row["body"], row["document_number"]) if isinstance(part, str)),
        format_date(row["document_date"], lang) if row["document_date"] else "",
        source_words(row["file"], row["sheet"], row["cell"]), row["loaded_by"],
        _day_words(row["loaded_at"], lang),
    ) for row in ordered.to_dict("records")]
    return pd.DataFrame(rows, columns=[t(f"commune.column.{name}", lang) for name in _SAID_COLUMNS])


def stood_until(said: pd.DataFrame) -> pd.Series:
    """When each figure was followed by a newer one of its unit, item and stage (UTC); NaT while it is the newest."""
    until = pd.Series(pd.NaT, index=said.index, dtype="datetime64[ns]")
    for _, own in said.sort_values("recency").groupby(["unit", "item", "stage", "is_estimate"]):
        followed = own["loaded_at"][::-1].cummin()[::-1].shift(-1)
        until[followed.index] = followed
    return until


def _until_words(until: pd.Timestamp, loaded_at: pd.Timestamp, lang: str) -> str:
    if pd.isna(until):
        return t("commune.said.stands", lang)
    return _day_words(until, lang) if until > loaded_at else t("commune.said.never_newest", lang)


def _day_words(moment: pd.Timestamp, lang: str) -> str:
    return format_date(local_moment(moment).date(), lang)


def newest_said(said: pd.DataFrame) -> pd.DataFrame:
    """Of each unit and item the newest figure that counts."""
    counted = said[~said["is_estimate"]].sort_values("recency")
    return counted.drop_duplicates(["unit", "item"], keep="last")


def files_of(said: pd.DataFrame) -> pd.DataFrame:
    """The distinct files behind some figures, newest period first: file, file_sha256, period_kind, period_end, loaded_by."""
    newest = said.sort_values("cutoff", ascending=False)
    return newest.drop_duplicates("file_sha256")[["file", "file_sha256", "period_kind", "period_end", "loaded_by"]]
