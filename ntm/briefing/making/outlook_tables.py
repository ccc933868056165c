"""Tables of what is to come: the roadmap with its ratings, forecasts, aims, recognised communes, the closest, the priority plan."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ntm.briefing.content import Row, Table, Value
from ntm.briefing.making.gathered import Gathered, commune_key
from ntm.briefing.making.tables import chance, column, sources_of, whole, work_cells
from ntm.progress.forecast.rating import RATINGS
from ntm.progress.forecast.records import Forecast
from ntm.progress.roadmap import Target, held_beside_aims, kept_up
from ntm.progress.route.order import Placed, place
from ntm.progress.route.tipping import asks
from ntm.progress.route.words import indicator_words, named_step
from ntm.texts import format_period, t

CLOSEST = 10
SETTLED = ("achieved", "missed")  # nothing is left to chance


def present_targets(g: Gathered) -> list[Target]:
    """The targets that are rated: of this year and later ones, in a review of all years, whose level the law of their day knows."""
    rated = g.outlook.forecasts
    found = [one for one in g.outlook.targets if commune_key(one.commune, one.valid_from) in rated.get((one.level, one.by), {})]
    rank = {one.level: one.level_rank for one in g.law.sets.values()}
    return sorted(found, key=lambda one: (one.year, rank[one.level], one.commune))


def target_key(one: Target) -> str:
    """The key of a target's row; a commune may have several."""
    return f"{commune_key(one.commune, one.valid_from)}/{one.level}/{one.year}"


def forecast_of(g: Gathered, one: Target) -> Forecast:
    """The forecast that rates a target."""
    return g.outlook.forecasts[one.level, one.by][commune_key(one.commune, one.valid_from)]


def split_by_met(g: Gathered, targets: Iterable[Target]) -> tuple[list[Target], list[Target]]:
    """Some targets by whether their communes meet the level on the day asked about, be it after the target's own: not yet, met."""
    frames = {level: g.figures.rows(level) for level in g.figures.levels}
    met = {(level, g.naming.keys[unit]) for level, rows in frames.items() for unit in rows.loc[rows["status"] == "met", "unit"]}
    parts: tuple[list[Target], list[Target]] = ([], [])
    for one in targets:
        parts[(one.level, commune_key(one.commune, one.valid_from)) in met].append(one)
    return parts


def roadmap_table(g: Gathered) -> Table:
    """A row a target, by year and level, with its rating."""
    columns = (column("commune", g.lang, weight=2), column("district", g.lang, weight=1.8), column("level", g.lang, weight=1.6),
               column("by", g.lang, "day", 1.2), column("how", g.lang, weight=1.6), column("rating", g.lang, "rating", 1.6),
               column("chance", g.lang, "share"), column("likely", g.lang, weight=1.2))
    rows = []
    for one in present_targets(g):
        key, found = commune_key(one.commune, one.valid_from), forecast_of(g, one)
        how = " · ".join(part for part in (t(f"roadmap.how.{one.how}", g.lang), one.document) if part)
        settled = found.rating in SETTLED
        rows.append(Row(target_key(one), (*_who(g, key), level_title(g, one.level), one.by, how, found.rating,
                                          None if settled else chance(found.probability), likely_words(found, g.lang))))
    return Table("roadmap", t("briefing.table.roadmap", g.lang), columns, tuple(rows), (), sources_of(g))


def _who(g: Gathered, key: str) -> tuple[str, str]:
    """A commune and its district, as two cells."""
    return g.naming.labels[key], g.naming.district(key)


def level_title(g: Gathered, level: str) -> str:
    """A level in words, also one that the day's law does not know."""
    found = g.figures.sets.get(level) or next(one for one in g.law.sets.values() if one.level == level)
    return found.level_title.in_(g.lang)


def likely_words(found: Forecast, lang: str) -> str | None:
    """The quarter in which a commune likely makes it; None where there is none to tell."""
    day = found.reached.likely
    if day is None or found.rating in SETTLED:
        return None
    return format_period("quarter", day.replace(month=3 * ((day.month + 2) // 3), day=1), lang)


def ratings_table(g: Gathered) -> Table:
    """How many targets of the roadmap have each rating."""
    counts = Counter(forecast_of(g, one).rating for one in present_targets(g))
    rows = tuple(Row(name, (name, counts[name])) for name in RATINGS if counts[name])
    columns = (column("rating", g.lang, "rating", 3), column("targets", g.lang, "count"))
    return Table("ratings", t("briefing.table.ratings", g.lang), columns, rows, (), sources_of(g))


def outlook_table(g: Gathered, lacks: Mapping[int, str]) -> Table | None:
    """The forecast of each commune that does not meet the first level, by the horizon; None where its law does not know the level."""
    found = g.outlook.forecasts.get((g.figures.level, g.outlook.horizon))
    if found is None:
        return None
    unmet = g.figures.rows()
    unmet = [g.naming.keys[unit] for unit in unmet.loc[unmet["status"] != "met", "unit"]]
    units = {key: unit for unit, key in g.naming.keys.items()}
    columns = (column("commune", g.lang, weight=2), column("district", g.lang, weight=1.8), column("rating", g.lang, "rating", 1.6),
               column("chance", g.lang, "share"), column("likely", g.lang, weight=1.2), column("missing", g.lang, "words", 4))
    rows = tuple(Row(key, (g.naming.labels[key], g.naming.district(key), found[key].rating, chance(found[key].probability),
                           likely_words(found[key], g.lang), lacks.get(units[key]))) for key in unmet if key in found)
    return Table("outlook", t("briefing.table.outlook", g.lang, year=g.outlook.horizon.year), columns, rows, (), sources_of(g), True)


def aims_table(g: Gathered) -> Table | None:
    """Each aim of the place for this year and the next beside what is held; None where none was typed in."""
    years = sorted({g.day.year, g.outlook.horizon.year})
    rows = [row for level in g.figures.levels for year in years for row in _aim_rows(g, level, year)]
    columns = (column("place", g.lang, weight=2.2), column("level", g.lang, weight=1.6), column("year", g.lang),
               *(column(name, g.lang, "count") for name in ("met", "total", "needed", "lacking")), column("document", g.lang, weight=1.8))
    return Table("aims", t("briefing.table.aims", g.lang), columns, tuple(rows), (), sources_of(g)) if rows else None


def _aim_rows(g: Gathered, level: str, year: int) -> Iterator[Row]:
    for row in held_beside_aims(g.outlook.aims, g.figures.rows(level), level, year).itertuples():
        if row.span is not None:
            name = g.naming.districts.get(row.district_code) if row.district_code else g.place
            yield Row(f"{row.district_code or 'all'}/{level}/{row.span}/{year}", (
                name, level_title(g, level), str(year), row.met, row.total, row.needed, row.lacking, row.document))


def kept_rows(g: Gathered) -> dict[str, tuple]:
    """The recognised communes of the place by the key of their row: what kept_up says of each."""
    above = dict(zip(g.figures.levels, g.figures.levels[1:], strict=False))
    found = kept_up(g.outlook.recognised, g.figures.now.communes, above)
    return {f"{g.naming.keys[row.unit]}/{row.level}": row for row in found.itertuples()}


def recognised_table(g: Gathered) -> Table | None:
    """Recognised communes of the place: whether they keep up criterion 8, how far from the next level; None where there are none."""
    rows = tuple(
        Row(key, (*_who(g, g.naming.keys[row.unit]), level_title(g, row.level), str(row.year),
                  t(f"roadmap.kept.{row.state}", g.lang), whole(row.met_count), whole(row.of_count)))
        for key, row in kept_rows(g).items()
    )
    next_ = t("briefing.group.next", g.lang)
    columns = (column("commune", g.lang, weight=2), column("district", g.lang, weight=1.8), column("level", g.lang, weight=1.6),
               column("year", g.lang), column("kept", g.lang, weight=1.6),
               *(column(name, g.lang, "count", group=next_) for name in ("next_met", "next_of")))
    return Table("recognised", t("briefing.table.recognised", g.lang), columns, rows, (t("roadmap.recognised.note", g.lang),),
                 sources_of(g)) if rows else None


def closest_table(g: Gathered, lacks: Mapping[int, str]) -> Table:
    """The communes that take the least work to meet the first level, with who answers for what they lack."""
    placed = place(g.outlook.gaps.plans, g.outlook.gaps.met)[:CLOSEST]
    kind, work = work_cells([one.plan.cost for one in placed])
    columns = (column("number", g.lang, "count", 0.5), column("commune", g.lang, weight=1.8), column("district", g.lang, weight=1.8),
               column("missing", g.lang, "words", 4), column("work", g.lang, kind), column("answering", g.lang, weight=2.2))
    rows = []
    for one, amount in zip(placed, work, strict=True):
        key = g.naming.keys[one.plan.commune.unit]
        rows.append(Row(key, (one.position, g.naming.labels[key], g.naming.district(key), lacks.get(one.plan.commune.unit), amount,
                              _answering(g, one))))
    return Table("closest", t("briefing.table.closest", g.lang), columns, tuple(rows), (), sources_of(g))


def _answering(g: Gathered, one: Placed) -> str:
    """The bodies that answer for the indicators of a commune's steps on the day."""
    keys = dict.fromkeys(step.indicator for step in one.plan.steps)
    found = [g.law.sets[key.rpartition("/")[0]].find_indicator(key.rpartition("/")[2]) for key in keys]
    return "; ".join(dict.fromkeys(answer.body.in_(g.lang) for indicator in found for answer in indicator.answering(g.day)))


def plan_table(g: Gathered) -> Table:
    """The priority plan: a row a step, in the order in which to do them."""
    placed = place(g.outlook.plan.communes, g.outlook.gaps.met)
    steps = [(one, step) for one in placed for step in one.plan.steps]
    kind, work = work_cells([step.cost for _, step in steps])
    columns = (column("number", g.lang, "count", 0.5), column("commune", g.lang, weight=2), column("indicator", g.lang, weight=2),
               column("step", g.lang, "words", 4), column("add", g.lang, "count"), column("work", g.lang, kind),
               column("met_after", g.lang, "count"))
    rows = [Row(f"{g.naming.keys[one.plan.commune.unit]}/{step.requirement}", _step_cells(g, one, step, amount))
            for (one, step), amount in zip(steps, work, strict=True)]
    if rows:
        added, after = sum(step.add for _, step in steps), g.outlook.gaps.met + g.outlook.plan.reached
        total = work_cells([g.outlook.plan.total_cost])[1][0] if kind == "count" else str(float(g.outlook.plan.total_cost))
        rows.append(Row("total", (None, t("briefing.total", g.lang), None, None, added, total, after), "total"))
    return Table("plan", t("briefing.table.plan", g.lang), columns, tuple(rows), (t("briefing.note.work", g.lang),), sources_of(g))


def _step_cells(g: Gathered, one: Placed, step: object, amount: Value) -> tuple[Value, ...]:
    return (one.position, g.naming.labels[g.naming.keys[one.plan.commune.unit]],
            indicator_words(step.indicator, g.law, g.lang, g.outlook.gaps.set_id),
            named_step(one.plan, step, g.outlook.lacking, g.law, g.lang), step.add, amount, one.met_after)


def unplanned_table(g: Gathered) -> Table | None:
    """The communes whose work cannot be counted, with what to find out first; None where there are none."""
    rows = []
    for one in g.outlook.gaps.unplanned:
        key, hurdles = g.naming.keys[one.commune.unit], asks([one])
        words = "; ".join(dict.fromkeys(
            t(f"briefing.hurdle.{hurdle.reason}", g.lang, indicator=indicator_words(hurdle.indicator, g.law, g.lang, g.outlook.gaps.set_id))
            for hurdle in hurdles))
        rows.append(Row(key, (g.naming.labels[key], g.naming.district(key), words)))
    columns = (column("commune", g.lang, weight=2), column("district", g.lang, weight=2), column("to_ask", g.lang, "words", 5))
    return Table("unplanned", t("briefing.table.unplanned", g.lang), columns, tuple(rows), (), sources_of(g)) if rows else None
