"""A commune's requirements as bars: what is counted against its threshold, what is only yes or no counted together."""
from __future__ import annotations

from fractions import Fraction

import pandas as pd

from ntm.criteria import CriteriaSet, Indicator, Law
from ntm.figures import STAGES
from ntm.progress.sentences import figure_words, source_words, verdict_words
from ntm.texts import format_period, t

COLUMNS = ["label", "status", "share", "threshold", "text"]


def need_name(need: pd.Series, law: Law, lang: str) -> str:
    """What a requirement asks, in words: its measure, the indicator of another set, or a level."""
    if need["kind"] == "measure":
        return law.measures[need["ref"]].title.in_(lang)
    if need["kind"] == "level":
        titles = [one.level_title.in_(lang) for one in law.sets.values() if one.level == need["ref"]]
        return t("commune.need.level", lang, level=titles[-1])
    set_id, _, number = need["ref"].rpartition("/")
    return t("commune.need.indicator", lang, number=number, level=law.sets[set_id].level_title.in_(lang))


def bar_rows(indicators: pd.DataFrame, needs: pd.DataFrame, criteria: CriteriaSet, law: Law, lang: str) -> pd.DataFrame:
    """Rows for `requirement_bars`: one a counted requirement, one for an indicator's yes/no requirements together.

    An indicator without any figure gives one row without a share: its verdict, or that nothing is known. The share is
    of the whole (5 of 9), the threshold stands on the same scale (6 of 9).
    """
    rows: list[tuple[object, ...]] = []
    for said in indicators.to_dict("records"):
        indicator = criteria.find_indicator(said["number"])
        own = needs[needs["number"] == said["number"]]
        name = f"{indicator.number} {indicator.short.in_(lang)}"
        if not own["has_figure"].any():
            rows.append((name, said["status"], None, None, _verdict_only(said, lang)))
            continue
        is_counted = (own["kind"] == "measure") & (own["measure_kind"] != "yes_no")
        counted, plain = own[is_counted], own[~is_counted]
        labels = [name if len(counted) == 1 else f"{indicator.number} {need_name(need, law, lang)}" for _, need in counted.iterrows()]
        rows += [_counted_row(label, need, law, lang) for label, (_, need) in zip(labels, counted.iterrows(), strict=True)]
        if len(plain):
            label = t("commune.bars.plain", lang, number=indicator.number) if len(counted) else name
            rows.append(_plain_row(label, plain, indicator, law, lang))
    return pd.DataFrame(rows, columns=COLUMNS)


def _counted_row(label: str, need: pd.Series, law: Law, lang: str) -> tuple[object, ...]:
    if not need["has_figure"]:
        return label, "no_data", None, None, t("status.no_data", lang)
    text = figure_words(need, law, lang)
    threshold = None if pd.isna(need["threshold_num"]) else Fraction(int(need["threshold_num"]), int(need["threshold_den"]))
    if need["measure_kind"] == "ratio":
        share = need["numerator"] / need["denominator"] if pd.notna(need["numerator"]) else float(need["figure"])
        mark = None if threshold is None else float(threshold)
    else:  # a count has no whole: the bar is full where the threshold is reached
        share = None if threshold is None else min(1.0, float(need["figure"]) / float(threshold))
        mark = None if threshold is None else 1.0
    if need["is_open"]:
        return label, "incomplete", share, None, t("commune.bars.open", lang, figure=text)
    return label, need["status"], share, mark, text


def _plain_row(label: str, needs: pd.DataFrame, indicator: Indicator, law: Law, lang: str) -> tuple[object, ...]:
    total, met = len(needs), int((needs["status"] == "met").sum())
    failing, unknown = needs[needs["status"] == "not_met"], needs[needs["status"] == "no_data"]
    is_any = indicator.combine == "any"
    if met == total or (is_any and met):
        status = "met"
    elif len(failing) == total or (len(failing) and not is_any):
        status = "not_met"
    else:
        status = "incomplete" if needs["has_figure"].any() else "no_data"
    parts = [t("commune.bars.met", lang, met=met, total=total)]
    for key, some in (("not_met", failing), ("unknown", unknown)):
        if len(some) and not (is_any and status == "met"):
            names = "; ".join(need_name(need, law, lang) for _, need in some.head(2).iterrows())
            more = t("commune.bars.more", lang, count=len(some) - 2) if len(some) > 2 else ""
            parts.append(t(f"commune.bars.{key}", lang, names=names + more))
    if status == "no_data":
        return label, status, None, None, parts[-1]
    return label, status, met / total, 1 / total if is_any else 1.0, ". ".join(parts)


def _verdict_only(said: dict, lang: str) -> str:
    if pd.isna(said["verdict_is_met"]):
        return t("status.no_data", lang)
    words = verdict_words(bool(said["verdict_is_met"]), STAGES[int(said["verdict_stage"])], None, None, lang)
    return t("commune.bars.verdict_only", lang, verdict=words)


def requirement_table(needs: pd.DataFrame, law: Law, lang: str) -> pd.DataFrame:
    """Every requirement with its figure, threshold, period and cell, headings in words."""
    rows = []
    for _, need in needs.iterrows():
        threshold = f"≥ {need['threshold']}" if isinstance(need["threshold"], str) else ""
        rows.append((
            need["number"], need_name(need, law, lang), t(f"status.{need['status']}", lang), figure_words(need, law, lang),
            need["numerator"], need["denominator"], t("commune.bars.threshold_open", lang) if need["is_open"] else threshold,
            format_period(need["period_kind"], need["period_end"], lang) if need["period_end"] else "",
            source_words(need["file"], need["sheet"], need["cell"]), t(f"source_status.{need['source_status']}", lang),
        ))
    headings = ("indicator", "need", "status", "figure", "numerator", "denominator", "threshold", "period", "source", "law")
    table = pd.DataFrame(rows, columns=[t(f"commune.column.{name}", lang) for name in headings])
    return table.astype({t(f"commune.column.{name}", lang): "Int64" for name in ("numerator", "denominator")})
