"""The question of benchmarks.past_day in polars: lazy, vectorised, reading only the columns that it needs."""
from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

KEY = ["unit", "number"]


def answer(folder: Path, day: date) -> pl.DataFrame:
    """Status and attainment of each commune's indicators, and their level: see benchmarks.past_day."""
    needs = pl.scan_parquet(folder / "requirement.parquet")
    verdicts = pl.scan_parquet(folder / "verdict.parquet")
    units = pl.scan_parquet(folder / "unit.parquet")
    said = (
        pl.scan_parquet(folder / "observation.parquet")
        .filter((pl.col("cutoff") <= day) & ~pl.col("is_estimate"))
        .join(pl.scan_parquet(folder / "dead_batch.parquet"), on="batch", how="anti")
        .join(pl.scan_parquet(folder / "withdrawn.parquet"), on=["batch", "line"], how="anti")
    )
    verdict = _newest_verdicts(said.join(verdicts, on="item"))
    judged = _judge_requirements(units, needs, _newest_figures(said.join(needs.select("item"), on="item", how="semi")))
    indicators = _rule(_count(judged.join(verdict, on=KEY, how="left")), units, verdicts, verdict)
    levels = indicators.group_by("unit").agg(
        level_status=_level_status(), met_count=(pl.col("status") == "met").sum().cast(pl.Int64)
    )
    return indicators.join(levels, on="unit").collect(engine="streaming")


def _newest_figures(said: pl.LazyFrame) -> pl.LazyFrame:
    columns = ["is_met", "numerator", "denominator", "value", "slack", "period_kind", "period_end", "recency"]
    return said.filter(_is_newest("unit", "item")).select("unit", "item", *columns)


def _newest_verdicts(said: pl.LazyFrame) -> pl.LazyFrame:
    """Of the newest period the highest stage, of that the last."""
    newest = said.filter(_is_newest(*KEY)).select(*KEY, "period_kind", "period_end")
    return (
        said.join(newest, on=[*KEY, "period_kind", "period_end"], how="semi")
        .sort("stage", "recency")
        .group_by(KEY)
        .agg(pl.col("is_met", "stage", "recency", "period_kind", "period_end").last().name.prefix("said_"))
    )


def _is_newest(*key: str) -> pl.Expr:
    return pl.col("recency") == pl.col("recency").max().over(key)  # the fastest of seven ways tried


def _judge_requirements(units: pl.LazyFrame, needs: pl.LazyFrame, figures: pl.LazyFrame) -> pl.LazyFrame:
    num, den, value = pl.col("threshold_num"), pl.col("threshold_den"), pl.col("value")
    fulfilled = (
        pl.when(pl.col("recency").is_null() | pl.col("is_open")).then(None)
        .when(pl.col("measure_kind") == "yes_no").then(pl.col("is_met"))
        .when(pl.col("numerator").is_not_null()).then(pl.col("numerator") * den >= pl.col("denominator") * num)
        .otherwise((value * den >= num) | ((value + pl.col("slack")) * den > num))
    )
    share = (
        pl.when(pl.col("fulfilled")).then(1.0)
        .when(pl.col("fulfilled").is_null()).then(None)
        .when(pl.col("numerator").is_not_null())
        .then(pl.min_horizontal(1.0, pl.col("numerator") * den / (pl.col("denominator") * num)))
        .when(value.is_not_null()).then(pl.min_horizontal(1.0, value * den / num))
        .otherwise(0.0)
    )
    return (
        units.join(needs, how="cross").join(figures, on=["unit", "item"], how="left")
        .with_columns(fulfilled=fulfilled).with_columns(share=share)
    )


def _count(judged: pl.LazyFrame) -> pl.LazyFrame:
    closed, said_closed = pl.col("recency") // 2**32, pl.col("said_recency") // 2**32
    is_same = (
        (pl.col("period_kind") == pl.col("said_period_kind")) & (pl.col("period_end") == pl.col("said_period_end"))
    ).fill_null(value=False)
    is_newer = (closed > said_closed).fill_null(value=False) & ~is_same
    is_voiced = pl.col("said_recency").is_null() | is_same | is_newer
    met, failed = pl.col("fulfilled").fill_null(value=False), ~pl.col("fulfilled").fill_null(value=True)
    known = pl.col("recency").is_not_null()
    return judged.group_by(KEY).agg(
        all_count=pl.len(), met_count=met.sum(), fail_count=failed.sum(), unknown_count=pl.col("fulfilled").is_null().sum(),
        voiced_met=(met & is_voiced).sum(), voiced_fail=(failed & is_voiced).sum(),
        has_figure=known.any(), has_newer=(known & is_newer).any(), known_share=pl.col("share").sum(),
    )


def _rule(counted: pl.LazyFrame, units: pl.LazyFrame, verdicts: pl.LazyFrame, verdict: pl.LazyFrame) -> pl.LazyFrame:
    said = pl.col("said_is_met")
    rule = (
        pl.when((pl.col("said_stage") >= 2) & ~pl.col("has_newer")).then(0)
        .when((pl.col("fail_count") > 0) & (pl.col("voiced_fail") > 0)).then(1)
        .when((pl.col("met_count") == pl.col("all_count")) & (pl.col("voiced_met") > 0)).then(2)
        .when(said).then(3)
        .when(~said & ~pl.col("has_newer")).then(4)
        .otherwise(5)
    )
    by_verdict = pl.when(said).then(pl.lit("met")).otherwise(pl.lit("not_met"))
    status = (
        pl.when(pl.col("rule").is_in([0, 3, 4])).then(by_verdict)
        .when(pl.col("rule") == 1).then(pl.lit("not_met"))
        .when(pl.col("rule") == 2).then(pl.lit("met"))
        .when(pl.col("has_figure")).then(pl.lit("incomplete"))
        .otherwise(pl.lit("no_data"))
    )
    unknown = pl.col("unknown_count")
    counted_as_one = pl.when(pl.col("rule").is_in([0, 4])).then((unknown.cast(pl.Int64) - 1).clip(lower_bound=0)).otherwise(unknown)
    is_met = pl.col("status") == "met"
    return (
        units.join(verdicts.select("number"), how="cross").join(counted, on=KEY).join(verdict, on=KEY, how="left")
        .with_columns(rule=rule).with_columns(status=status)
        .select(
            *KEY, "status",
            low=pl.when(is_met).then(1.0).otherwise(pl.col("known_share") / pl.col("all_count")),
            high=pl.when(is_met).then(1.0).otherwise((pl.col("known_share") + counted_as_one) / pl.col("all_count")),
        )
    )


def _level_status() -> pl.Expr:
    status = pl.col("status")
    return (
        pl.when((status == "not_met").any()).then(pl.lit("not_met"))
        .when((status == "met").all()).then(pl.lit("met"))
        .when((status != "no_data").any()).then(pl.lit("incomplete"))
        .otherwise(pl.lit("no_data"))
    )
