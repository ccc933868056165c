"""What the page "Lộ trình và dự báo" says: the year's communes with their ratings, and in words what they lack."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ntm.criteria import Law
from ntm.progress.forecast.rating import RATINGS
from ntm.progress.forecast.records import Forecast
from ntm.progress.forecast.words import lack_words
from ntm.progress.roadmap import Outlived, Target, outlived, targets_on
from ntm.progress.sentences import unit_name
from ntm.texts import format_count, format_date, format_period, t
from ntm.ui import answers, forecast_door
from ntm.ui.theme import palette
from ntm.ui.widgets import Scene

# Who needs help stands first, what is done last.
_ORDER = {name: place for place, name in enumerate(("missed", "off_track", "at_risk", "not_enough_data", "on_track", "achieved"))}
ROADMAP, ALL = "roadmap", "all"


@dataclass(frozen=True, slots=True)
class Rated:
    """One commune of the page: its forecast, its target (None: not on the year's roadmap) and its name in full.

    `is_unknown`: figures are missing that would tell whether it meets the level.
    """

    forecast: Forecast
    target: Target | None
    name: str
    district: str | None
    district_code: str | None
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """A year's communes at a level, those that need help first.

    `scope`: the roadmap's, or all; once the year is over they are those of its last day, and `ended` of them have merged or
    changed since. `gone`: targets of communes that ended before the date.
    """

    year: int
    by: date
    scope: str
    rated: tuple[Rated, ...]
    gone: tuple[Outlived, ...]
    ended: int = 0

    @property
    def counts(self) -> Counter[str]:
        """Communes by rating."""
        return Counter(one.forecast.rating for one in self.rated)


def targets_of(scene: Scene) -> list[Target]:
    """The targets in force on the view's day, as known then."""
    records = forecast_door.records_of("roadmap", answers.question(scene.view).known_at)
    return targets_on(records, scene.standing.as_of)


def years_of(targets: list[Target], as_of: date) -> list[int]:
    """The years to choose from: from the roadmap's first, or this one, to its last, or the next but one."""
    named = {one.year for one in targets} | {as_of.year, as_of.year + 2}
    return list(range(min(named), max(named) + 1))


def make_year(scene: Scene, level: str, year: int, scope: str) -> Year:
    """The year's communes of the chosen place."""
    by = date(year, 12, 31)
    wanted = {(one.commune, one.valid_from): one for one in targets_of(scene) if one.level == level and one.year == year}
    asked = answers.question(scene.view, scene.standing.as_of)
    living = communes_by(scene, by).drop_duplicates("unit")
    rows = living[living["level"].notna()].set_index("unit")
    rated = []
    for one in forecast_door.forecasts_of(asked, level, by):
        target = wanted.pop((one.commune, one.valid_from), None)
        if one.unit not in rows.index or (scope == ROADMAP and target is None):
            continue
        row = rows.loc[one.unit]
        if scene.district in (None, row["district_code"]):
            rated.append(Rated(one, target, unit_name(row["kind"], row["name"], scene.lang), row["district"], row["district_code"],
                               row["status"] in ("incomplete", "no_data")))
    rated.sort(key=lambda one: (_ORDER[one.forecast.rating], -(one.forecast.probability or 0), one.name))
    gone = outlived(wanted.values(), answers.facts().units, scene.standing.as_of)
    ended = len({one.forecast.unit for one in rated} - set(scene.standing.communes["unit"]))
    return Year(year, by, scope, tuple(rated), tuple(one for one in gone if scene.district in (None, one.was.district_code)), ended)


def communes_by(scene: Scene, by: date) -> pd.DataFrame:
    """The communes as they stand on the view's day, or stood on a day before it: the end of a year that is over."""
    if by >= scene.standing.as_of:
        return scene.standing.communes
    return answers.standing_of(answers.question(scene.view, by)).communes


def title_words(found: Year, lang: str, as_of: date) -> str:
    """The answer in one sentence; once the year is over it is no forecast, and says of how many nobody knows."""
    if not found.rated:
        return t("roadmap.title.nobody", lang, year=found.year)
    counts, total = found.counts, len(found.rated)
    parts = [t(f"roadmap.count.{name}", lang, count=format_count(counts[name], lang)) for name in RATINGS if counts[name]]
    key = "all_past" if found.scope == ALL and found.by <= as_of else found.scope
    said = t(f"roadmap.title.{key}", lang, year=found.year, total=format_count(total, lang), parts=", ".join(parts))
    unknown = sum(one.is_unknown and one.forecast.rating == "missed" for one in found.rated)
    return said + (t("roadmap.title.unknown", lang, count=format_count(unknown, lang)) if unknown else "")


def table_of(found: Year, law: Law, lang: str) -> pd.DataFrame:
    """One row a commune, in the page's order; the chance in percent, None where there is none."""
    return pd.DataFrame({
        t("column.commune", lang): [one.name for one in found.rated],
        t("roadmap.column.rating", lang): [rating_words(one.forecast.rating, lang) for one in found.rated],
        t("roadmap.column.chance", lang): pd.array(
            [None if one.forecast.probability is None else round(100 * one.forecast.probability) for one in found.rated], "Int64"),
        t("roadmap.column.likely", lang): [likely_words(one.forecast, lang) for one in found.rated],
        t("column.district", lang): [one.district or "" for one in found.rated],
        t("column.missing", lang): ["; ".join(lack_words(part, law, lang) for part in one.forecast.missing) for one in found.rated],
        t("roadmap.column.how", lang): [_how(one.target, lang) for one in found.rated],
    })


def rating_words(rating: str, lang: str) -> str:
    """A rating with its sign: "▲ Đúng tiến độ"."""
    return f"{palette(dark=False).ratings[rating].sign} {t(f'rating.{rating}', lang)}"


def likely_words(one: Forecast, lang: str) -> str:
    """The quarter in which a commune likely makes it; a dash where there is none to tell."""
    day = one.reached.likely
    if day is None or one.rating in ("achieved", "missed"):
        return "–"
    return format_period("quarter", date(day.year, 3 * ((day.month + 2) // 3), 28), lang)


def _how(target: Target | None, lang: str) -> str:
    if target is None:
        return ""
    how = t(f"roadmap.how.{target.how}", lang)
    return f"{how} ({target.document}, {format_date(target.issued, lang)})" if target.document and target.issued else how
