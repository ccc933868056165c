"""The question of benchmarks.past_day in pandas: vectorised, on Arrow-backed columns, reading only what it needs."""
from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

KEY = ["unit", "number"]
READ = ["unit", "item", "stage", "recency", "period_kind", "period_end", "is_met", "numerator", "denominator", "value",
        "slack", "batch", "line"]


def answer(folder: Path, day: date) -> pd.DataFrame:
    """Status and attainment of each commune's indicators, and their level: see benchmarks.past_day."""
    needs, verdicts, units = (pd.read_parquet(folder / f"{name}.parquet") for name in ("requirement", "verdict", "unit"))
    said = _read_live(folder, day)
    verdict = _newest_verdicts(said.merge(verdicts, on="item", validate="m:1"))
    figures = said[said["item"].isin(needs["item"])].sort_values("recency").drop_duplicates(["unit", "item"], keep="last")
    judged = _judge_requirements(units, needs, figures).merge(verdict, on=KEY, how="left", validate="m:1")
    indicators = _rule(_count(judged).merge(verdict, on=KEY, how="left", validate="1:1"))
    return indicators.merge(_levels(indicators), on="unit", validate="m:1")


def _read_live(folder: Path, day: date) -> pd.DataFrame:
    said = pd.read_parquet(
        folder / "observation.parquet", columns=READ, dtype_backend="pyarrow",
        filters=[("cutoff", "<=", day), ("is_estimate", "==", False)],
    )
    dead = pd.read_parquet(folder / "dead_batch.parquet")["batch"]
    withdrawn = pd.read_parquet(folder / "withdrawn.parquet")
    said = said[~said["batch"].isin(dead)]
    place = said["batch"].astype("int64") * 2**32 + said["line"].astype("int64")
    return said[~place.isin(withdrawn["batch"].astype("int64") * 2**32 + withdrawn["line"])]


def _newest_verdicts(said: pd.DataFrame) -> pd.DataFrame:
    """Of the newest period the highest stage, of that the last."""
    period = ["period_kind", "period_end"]
    newest = said.sort_values("recency").drop_duplicates(KEY, keep="last")[[*KEY, *period]]
    of_newest = said.merge(newest, on=[*KEY, *period], validate="m:1")
    last = of_newest.sort_values(["stage", "recency"]).drop_duplicates(KEY, keep="last")
    columns = ["is_met", "stage", "recency", *period]
    return last[[*KEY, *columns]].rename(columns={name: f"said_{name}" for name in columns})


def _judge_requirements(units: pd.DataFrame, needs: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    rows = units.merge(needs, how="cross").merge(
        figures.drop(columns=["stage", "batch", "line"]), on=["unit", "item"], how="left", validate="m:1"
    )
    num, den = rows["threshold_num"].to_numpy(float), rows["threshold_den"].to_numpy(float)
    top, bottom, value, slack = (rows[name].to_numpy(float, na_value=np.nan) for name in ("numerator", "denominator", "value", "slack"))
    known = rows["recency"].notna().to_numpy(bool)
    is_count, is_value = ~np.isnan(top), ~np.isnan(value)
    yes = rows["is_met"].fillna(value=False).to_numpy(bool)
    met = np.select(
        [(rows["measure_kind"] == "yes_no").to_numpy(bool), is_count],
        [yes, top * den >= bottom * num], (value * den >= num) | ((value + slack) * den > num),
    )
    unknown = ~known | rows["is_open"].to_numpy(bool)
    share = np.select(
        [unknown, met, is_count, is_value],
        [np.nan, 1.0, np.minimum(1.0, top * den / (bottom * num)), np.minimum(1.0, value * den / num)], 0.0,
    )
    return rows.assign(is_known=known, met=met & ~unknown, failed=~met & ~unknown, unknown=unknown, share=share)


def _count(judged: pd.DataFrame) -> pd.DataFrame:
    is_same = (
        (judged["period_kind"] == judged["said_period_kind"]) & (judged["period_end"] == judged["said_period_end"])
    ).fillna(value=False).to_numpy(bool)
    closed = judged["recency"].to_numpy("int64", na_value=0) >> 32
    said_closed = judged["said_recency"].to_numpy("int64", na_value=0) >> 32
    is_judged = judged["said_recency"].notna().to_numpy(bool)
    is_newer = is_judged & judged["is_known"] & (closed > said_closed) & ~is_same
    is_voiced = ~is_judged | is_same | is_newer
    return judged.assign(
        voiced_met=judged["met"] & is_voiced, voiced_fail=judged["failed"] & is_voiced, newer=is_newer,
    ).groupby(KEY, as_index=False).agg(
        all_count=("met", "size"), met_count=("met", "sum"), fail_count=("failed", "sum"), unknown_count=("unknown", "sum"),
        voiced_met=("voiced_met", "sum"), voiced_fail=("voiced_fail", "sum"), has_figure=("is_known", "any"),
        has_newer=("newer", "any"), known_share=("share", "sum"),
    )


def _rule(counted: pd.DataFrame) -> pd.DataFrame:
    is_judged = counted["said_is_met"].notna().to_numpy(bool)
    yes = counted["said_is_met"].fillna(value=False).to_numpy(bool)
    signed = (counted["said_stage"] >= 2).fillna(value=False).to_numpy(bool)
    newer = counted["has_newer"].to_numpy(bool)
    rule = np.select(
        [
            signed & ~newer, (counted["fail_count"] > 0) & (counted["voiced_fail"] > 0),
            (counted["met_count"] == counted["all_count"]) & (counted["voiced_met"] > 0), yes, is_judged & ~yes & ~newer,
        ],
        [0, 1, 2, 3, 4], 5,
    )
    by_verdict = np.isin(rule, [0, 3, 4])
    status = np.select(
        [(by_verdict & yes) | (rule == 2), by_verdict | (rule == 1), counted["has_figure"]],
        ["met", "not_met", "incomplete"], "no_data",
    )
    unknown = counted["unknown_count"].to_numpy(float)
    high = counted["known_share"] + np.where(np.isin(rule, [0, 4]), np.maximum(unknown - 1, 0), unknown)
    return counted[KEY].assign(
        status=status, low=np.where(status == "met", 1.0, counted["known_share"] / counted["all_count"]),
        high=np.where(status == "met", 1.0, high / counted["all_count"]),
    )


def _levels(indicators: pd.DataFrame) -> pd.DataFrame:
    marks = pd.DataFrame({
        "unit": indicators["unit"], "met": indicators["status"] == "met", "failed": indicators["status"] == "not_met",
        "known": indicators["status"] != "no_data",
    })
    by_unit = marks.groupby("unit")
    counted = by_unit.agg(met_count=("met", "sum"), is_met=("met", "all"), failed=("failed", "any"), known=("known", "any"))
    status = np.select([counted["failed"], counted["is_met"], counted["known"]], ["not_met", "met", "incomplete"], "no_data")
    return pd.DataFrame({"level_status": status, "met_count": counted["met_count"]}).reset_index()
