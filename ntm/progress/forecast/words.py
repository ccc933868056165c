"""Forecasts in the reader's words: what is lacking, what is taken for granted, a fan's sentence and the frame of its chart."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from ntm.criteria import Law
from ntm.progress.forecast.fan import Fan, quarter_end
from ntm.progress.forecast.reach import Reached
from ntm.progress.forecast.records import Forecast, Missing
from ntm.progress.voices import short_period
from ntm.texts import format_count, format_date, format_number, t


def fan_sentence(fan: Fan, law: Law, lang: str) -> str:
    """Whether the requirement is there in time, with the date and its interval."""
    known = fan.frame[fan.frame["value"].notna()]
    params = {
        "requirement": law.measures[fan.requirement].title.in_(lang), "have": _amount(fan, float(known["value"].iloc[-1]), lang),
        "need": _amount(fan, fan.need, lang), "by": format_date(fan.by, lang),
    }
    if known["value"].iloc[-1] >= fan.need:
        return t("forecast.fan.there", lang, **params)
    if fan.reached.likely is None:
        return t("forecast.fan.never", lang, **params)
    key = "in_time" if fan.reached.likely <= fan.by else "late"
    return t(f"forecast.fan.{key}", lang, **params, likely=format_date(fan.reached.likely, lang), between=between(fan.reached, lang))


def between(reached: Reached, lang: str) -> str:
    """The 80 % interval of a date; an end that is not within the horizon is open."""
    if reached.early is None:
        return t("forecast.fan.unknown", lang)
    if reached.late is None:
        return t("forecast.fan.from", lang, early=format_date(reached.early, lang))
    return t("forecast.fan.between", lang, early=format_date(reached.early, lang), late=format_date(reached.late, lang))


def chart_frame(fan: Fan, law: Law, as_of: date, lang: str) -> pd.DataFrame:
    """The columns that `ntm.ui.charts.fan_chart` draws: one row a quarter."""
    unit = law.measures[fan.requirement].unit.in_(lang)
    texts = [None if row.value is None else _text(row, unit, lang) for row in fan.frame.itertuples()]
    return fan.frame[["value", "low", "likely", "high"]].assign(
        period=[short_period("quarter", quarter, lang) for quarter in fan.frame["quarter"]],
        text=pd.Series(texts, index=fan.frame.index, dtype=object), needed=fan.need,
        is_past=[quarter <= as_of for quarter in fan.frame["quarter"]],
        is_target=[quarter == quarter_end(fan.by) for quarter in fan.frame["quarter"]],
    )


def threshold_name(fan: Fan, law: Law, lang: str) -> str:
    """What is needed, as the line in the chart is named: "cần 6/9 thôn"."""
    unit = law.measures[fan.requirement].unit.in_(lang)
    return t("forecast.fan.need", lang, need=f"{_amount(fan, fan.need, lang)} {unit}".strip())


def lack_words(part: Missing, law: Law, lang: str) -> str:
    """What a commune lacks: "8.3 Thôn có loa hoạt động: 5/9, cần 6/9"."""
    indicator = law.sets[part.set_id].find_indicator(part.indicator)
    title = law.measures[part.requirement].title.in_(lang) if part.requirement else indicator.short.in_(lang)
    key = "unknown" if part.have is None else "not_met" if part.have in ("no", "not_met") else "open" if part.need is None else "count"
    return t(f"roadmap.lacks.{key}", lang, number=part.indicator, title=title, **_compared(part, lang))


def _compared(part: Missing, lang: str) -> dict[str, str | None]:
    """What there is and what is needed as they are read: 5/9 and 6/9; 91,7% and 100%."""
    have, need = part.have, part.need
    if not have or not have.endswith("%"):
        return {"have": have, "need": need}
    share = Decimal(have.removesuffix("%"))
    digits = max(0, -int(share.as_tuple().exponent))
    is_whole = need is not None and Fraction(need).denominator == 1
    return {"have": f"{format_number(float(share), lang, digits)}%", "need": f"{100 * int(Fraction(need))}%" if is_whole else need}


def assumed_words(found: Iterable[Forecast], lang: str) -> list[str]:
    """What some forecasts take for granted, each once, with how many communes it is said of; what is said most first."""
    said = Counter(part.sentence(lang) for one in found for part in one.assumptions)
    return [t("roadmap.assumed", lang, sentence=sentence, count=format_count(count, lang)) for sentence, count in said.most_common()]


def _text(row: tuple, unit: str, lang: str) -> str:
    if row.numerator is None:
        return format_number(row.value, lang, 3).rstrip("0").rstrip(",.")
    return f"{format_number(row.numerator, lang)}/{format_number(row.denominator, lang)} {unit}".strip()


def _amount(fan: Fan, value: float, lang: str) -> str:
    if fan.size is not None:
        return f"{format_number(round(value), lang)}/{format_number(fan.size, lang)}"
    return format_number(value, lang, 0 if value == int(value) else 2)
