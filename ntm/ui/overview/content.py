"""What the overview says, made once for all who look at the same view: title, cards, charts, tables."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from ntm.criteria import CriteriaSet
from ntm.progress.sentences import claim, law_words, missing_words, names_in_words, standing_sentence
from ntm.progress.summary import Change, compare, count_by_district, count_statuses, extreme_places, one_short
from ntm.progress.voices import short_period
from ntm.texts import capital, format_count, format_date, format_pct, format_period, t
from ntm.ui import answers
from ntm.ui.charts import LawChange, district_bars, level_history, status_map
from ntm.ui.lists import full_names, worded
from ntm.ui.places import Places, Site, make_places, read_boundaries
from ntm.ui.widgets import Scene
from ntm.units import UNITS_FOLDER

STATUS_COLUMNS = ["met", "incomplete", "not_met", "no_data"]


@dataclass(frozen=True, slots=True)
class Card:
    """A number with the communes behind it."""

    key: str
    label: str
    value: str
    delta: int | None
    rows: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with the answer it gives, its table and the table's name."""

    title: str
    figure: go.Figure
    table: pd.DataFrame
    name: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page; None: there is nothing to show of it. `is_sketch`: the map has no real boundaries."""

    title: str
    notes: tuple[str, ...]
    cards: tuple[Card, ...]
    changes: str
    map: Chart
    is_sketch: bool
    districts: Chart | None
    short_title: str
    short_rows: pd.DataFrame
    short_table: pd.DataFrame
    history: Chart | None


def make_overview(scene: Scene) -> Overview:
    """The overview of a scene; it must have a period."""
    past = past_rows(scene)
    rows = scene.rows()
    change = change_since_earlier(scene, past, scene.view.level)
    short = one_short(rows)
    places = places_of(scene)
    return Overview(
        standing_sentence(count_statuses(rows), change, scene.earlier, scene.criteria(), scene.lang),
        tuple(_notes(scene, rows)), tuple(_cards(scene, past)), _changes(scene, change), _map(scene, rows, places), places.is_sketch,
        _districts(scene, rows), t("overview.short.title", scene.lang, count=format_count(len(short), scene.lang)), short,
        _short_table(scene, short), _history(scene, rows, past),
    )


def past_rows(scene: Scene) -> pd.DataFrame:
    """Standing at the end of each earlier period of the newest one's kind, every level; the place's communes only."""
    if scene.period is None:
        return pd.DataFrame(columns=["unit", "as_of", "level", "set_id", "status"])
    kind, end = scene.period
    same = scene.periods[(scene.periods["period_kind"] == kind) & (scene.periods["period_end"] < end)]
    past = answers.level_history_of(answers.question(scene.view), list(same["period_end"]))
    district = scene.district
    return past if district is None else past[past["district_code"] == district]


def change_since_earlier(scene: Scene, past: pd.DataFrame, level: str) -> Change | None:
    """What changed at a level since the period before; None where there is none, or another law judged it then."""
    if scene.earlier is None:
        return None
    before = past[(past["as_of"] == scene.earlier[1]) & (past["level"] == level)]
    now = scene.rows(level)
    return compare(before, now) if len(before) and set(before["set_id"]) == set(now["set_id"]) else None


def _notes(scene: Scene, rows: pd.DataFrame) -> Iterator[str]:
    lang = scene.lang
    kind, end = scene.period
    fresh = int((rows["period_end"] == end).sum())
    older = int((rows["period_end"].notna() & (rows["period_end"] != end)).sum())
    silent = int((rows["status"] == "no_data").sum())
    yield t("note.as_of", lang, day=format_date(scene.standing.as_of, lang))
    yield t("note.reported", lang, period=format_period(kind, end, lang), count=fresh, total=len(rows))
    if older:
        yield t("note.older", lang, count=format_count(older, lang))
    if silent:
        yield t("note.no_data", lang, count=format_count(silent, lang))
    yield from law_words(scene.criteria(), scene.standing.as_of, lang)


def _cards(scene: Scene, past: pd.DataFrame) -> Iterator[Card]:
    """A card a level, one for those an indicator short, one for those without a figure of the period."""
    lang, rows = scene.lang, scene.rows()
    for level in scene.standing.law.levels(answers.province(), scene.standing.as_of):
        card = _level_card(scene, past, level) if scene.criteria(level).criterion else _content_card(scene, level)
        if card is not None:
            yield card
    for key, found in (("one_short", one_short(rows)), ("silent", rows[rows["period_end"] != scene.period[1]])):
        yield Card(key, t(f"card.{key}", lang), t("card.communes", lang, count=format_count(len(found), lang)), None, found)


def _level_card(scene: Scene, past: pd.DataFrame, level: str) -> Card:
    rows, criteria, lang = scene.rows(level), scene.criteria(level), scene.lang
    change = change_since_earlier(scene, past, level)
    label = t("card.level", lang, level=capital(criteria.level_title.in_(lang)), claim=claim(criteria, lang))
    met = rows[rows["status"] == "met"]
    return Card(f"met_{level}", label, f"{len(met)}/{len(rows)}", change.difference if change else None, met)


def _content_card(scene: Scene, level: str) -> Card | None:
    """For a level without a criterion of ours: the first indicator that the department answers for ("Thôn thông minh")."""
    day, criteria, rows = scene.standing.as_of, scene.criteria(level), scene.rows(level)
    lowest: CriteriaSet = scene.criteria(scene.standing.law.levels(answers.province(), day)[0])
    ours = {answer.body for indicator in lowest.indicators for answer in indicator.answering(day)}
    own = next((i for i in criteria.indicators if ours & {answer.body for answer in i.answering(day)}), None)
    if own is None:
        return None
    said = scene.standing.indicators
    met = said[(said["set_id"] == criteria.id) & (said["number"] == own.number) & (said["status"] == "met")]
    found = rows[rows["unit"].isin(met["unit"])]
    title, content = capital(criteria.level_title.in_(scene.lang)), own.short.in_(scene.lang).lower()
    return Card(f"content_{level}", t("card.content", scene.lang, level=title, content=content), f"{len(found)}/{len(rows)}", None, found)


def _changes(scene: Scene, change: Change | None) -> str:
    """Which communes rose and fell at the chosen level since the period before, by name; empty when none did."""
    if change is None or not (change.rose or change.fell):
        return ""
    lang = scene.lang
    names = dict(zip(scene.standing.communes["unit"], scene.standing.communes["name"], strict=True))
    said = [
        t(f"overview.{key}", lang, count=format_count(len(units), lang), names=names_in_words([names[u] for u in units], lang, 12))
        for key, units in (("rose", change.rose), ("fell", change.fell)) if units
    ]
    return t("overview.since", lang, period=format_period(*scene.earlier, lang), changes="; ".join(said))


def places_of(scene: Scene) -> Places:
    """The cells and district lines of the chosen place: the office's boundaries where it has them, else the sketch."""
    communes = scene.standing.communes.drop_duplicates("unit")
    if scene.district:
        communes = communes[communes["district_code"] == scene.district]
    sites = tuple(
        Site(row.code, row.lat, row.lon, row.district_code if isinstance(row.district_code, str) else None, row.valid_from)
        for row in communes.itertuples()
    )
    return make_places(sites, read_boundaries(UNITS_FOLDER / "boundaries.geojson"))


def _map(scene: Scene, rows: pd.DataFrame, places: Places) -> Chart:
    frame = full_names(rows, scene.lang)
    figure = status_map(places, frame, scene.lang, scene.view.is_dark, scene.view.commune, scene.is_sample)
    table = frame[["name", "district", "status_word", "met_count", "of_count"]]
    return Chart(_map_title(rows, scene), figure, worded(table, scene.lang), t("chart.map.table", scene.lang))


def _map_title(rows: pd.DataFrame, scene: Scene) -> str:
    lang = scene.lang
    failing = rows[rows["status"] == "not_met"]
    if failing.empty:
        return t("overview.map.none", lang)
    names = failing["district"].dropna()
    if names.empty or scene.district:
        return t("overview.map.count", lang, count=format_count(len(failing), lang))
    most = names_in_words(list(names.mode()), lang)  # several districts may share the most
    return t("overview.map.most", lang, count=format_count(len(failing), lang), district=most)


def _districts(scene: Scene, rows: pd.DataFrame) -> Chart | None:
    """Districts compared, the lowest share named in the title; None where there is no district to compare."""
    lang = scene.lang
    counted = count_by_district(rows).dropna(subset=["district_code"])
    if len(counted) < 2:
        return None
    named = counted.assign(district=[t(f"district.{r.district_kind}", lang, name=r.district) for r in counted.itertuples()])
    total = named[STATUS_COLUMNS].sum(axis=1)
    title = _lowest_words(named.assign(total=total), lang)
    figure = district_bars(named, lang, scene.view.is_dark, scene.is_sample)
    return Chart(title, figure, worded(named[["district", *STATUS_COLUMNS]], lang), t("chart.districts.table", lang))


def _lowest_words(named: pd.DataFrame, lang: str) -> str:
    """The district of the lowest share; all of them where several share it."""
    found = named.iloc[extreme_places([(int(met), int(total)) for met, total in zip(named["met"], named["total"], strict=True)], min)]
    if len(found) == 1:
        return t("overview.districts.lowest", lang, district=capital(found["district"].iloc[0]), met=found["met"].iloc[0],
                 total=int(found["total"].iloc[0]))
    key = "equal" if len(found) == len(named) else "lowest_tie"
    return t(f"overview.districts.{key}", lang, districts=capital(names_in_words(list(found["district"]), lang)),
             share=format_pct(int(found["met"].iloc[0]), int(found["total"].iloc[0]), lang))


def _short_table(scene: Scene, short: pd.DataFrame) -> pd.DataFrame:
    """Communes one indicator short, with what is missing in words; rows as in `short`."""
    lang, criteria, needs = scene.lang, scene.criteria(), scene.standing.requirements
    failing = needs[needs["unit"].isin(short["unit"]) & (needs["set_id"] == criteria.id) & (needs["status"] != "met")]
    by_indicator = dict(iter(failing.groupby(["unit", "number"])))
    lacking = []
    for row in short.itertuples():
        group = by_indicator.get((row.unit, row.lacking))
        words = [missing_words(need, scene.standing.law, lang) for _, need in group.iterrows()] if group is not None else []
        lacking.append("; ".join(words) or t("overview.short.verdict", lang))
    named = full_names(short, lang)
    return pd.DataFrame({
        t("column.commune", lang): named["name"], t("column.district", lang): named["district"],
        t("column.indicator", lang): [f"{n} {criteria.find_indicator(n).short.in_(lang)}" for n in short["lacking"]],
        t("column.missing", lang): lacking,
    })


def _history(scene: Scene, rows: pd.DataFrame, past: pd.DataFrame) -> Chart | None:
    """Communes by status, period by period, with the change of law marked; None with fewer than two periods."""
    lang = scene.lang
    kind, end = scene.period
    now = rows.assign(as_of=end)[["unit", "as_of", "level", "set_id", "status"]]
    every = pd.concat([past.loc[past["level"] == scene.view.level, now.columns], now])
    counted = every.groupby(["as_of", "set_id", "status"]).size().unstack("status", fill_value=0)  # noqa: PD010
    counted = counted.reindex(columns=STATUS_COLUMNS, fill_value=0).reset_index().sort_values("as_of")
    if len(counted) < 2:
        return None
    counted["period"] = [short_period(kind, day, lang) for day in counted["as_of"]]
    laws = [
        LawChange(after.period, scene.standing.law.sets[after.set_id].document.number)
        for before, after in zip(counted.itertuples(), counted.iloc[1:].itertuples(), strict=False) if before.set_id != after.set_id
    ]
    figure = level_history(counted, laws, lang, scene.view.is_dark, scene.is_sample)
    table = worded(counted[["period", *STATUS_COLUMNS]], lang)
    return Chart(_history_title(counted, scene, lang), figure, table, t("chart.levels.table", lang))


def _history_title(counted: pd.DataFrame, scene: Scene, lang: str) -> str:
    last = counted.iloc[-1]
    same_law = counted[counted["set_id"] == last["set_id"]].iloc[0]
    direction = "more" if last["met"] > same_law["met"] else "fewer" if last["met"] < same_law["met"] else "equal"
    law = scene.standing.law.sets[last["set_id"]].document.number
    return t(f"overview.history.{direction}", lang, law=law, first=same_law["period"], before=same_law["met"],
             last=last["period"], after=last["met"])
