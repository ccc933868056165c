"""The parts of the overview: the answer, cards that open their communes, the map, districts, who is one indicator short."""
from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ntm.criteria import CriteriaSet
from ntm.progress.sentences import claim, law_words, missing_words, names_in_words, standing_sentence
from ntm.progress.summary import Change, at_level, compare, count_by_district, count_statuses, one_short
from ntm.texts import format_count, format_date, format_period, t
from ntm.ui import answers
from ntm.ui.charts import LawChange, district_bars, level_history, selected_value, status_map
from ntm.ui.lists import commune_list, full_names, worded
from ntm.ui.places import Site, make_places, read_boundaries
from ntm.ui.widgets import WHOLE, Scene, go_to_commune, headline, show_chart
from ntm.units import UNITS_FOLDER


def rows_of(scene: Scene, level: str | None = None) -> pd.DataFrame:
    """The communes of the chosen place at a level (the chosen one), a row each."""
    return at_level(scene.standing.communes, level or scene.view.level, district_of(scene))


def district_of(scene: Scene) -> str | None:
    """The chosen district, None for the whole place."""
    return scene.view.district if scene.view.district not in (None, WHOLE) else None


def set_of(scene: Scene, level: str | None = None) -> CriteriaSet:
    """The set that a level (the chosen one) is judged by on the day."""
    return scene.standing.law.find_set(level or scene.view.level, answers.province(), scene.standing.as_of)


def past_rows(scene: Scene) -> pd.DataFrame:
    """Standing at the end of each earlier period of the newest one's kind, every level; the place's communes only."""
    if scene.period is None:
        return pd.DataFrame(columns=["unit", "as_of", "level", "set_id", "status"])
    kind, end = scene.period
    same = scene.periods[(scene.periods["period_kind"] == kind) & (scene.periods["period_end"] < end)]
    past = answers.level_history_of(answers.question(scene.view), list(same["period_end"]))
    district = district_of(scene)
    return past if district is None else past[past["district_code"] == district]


def change_since_earlier(scene: Scene, past: pd.DataFrame, level: str) -> Change | None:
    """What changed at a level since the period before; None where there is none, or another law judged it then."""
    if scene.earlier is None:
        return None
    before = past[(past["as_of"] == scene.earlier[1]) & (past["level"] == level)]
    now = rows_of(scene, level)
    return compare(before, now) if len(before) and set(before["set_id"]) == set(now["set_id"]) else None


def say_standing(scene: Scene, past: pd.DataFrame) -> None:
    """The page's title is the answer; the grey line says period, completeness, freshness, law."""
    lang, rows, criteria = scene.lang, rows_of(scene), set_of(scene)
    counts = count_statuses(rows)
    change = change_since_earlier(scene, past, scene.view.level)
    title = standing_sentence(counts, change, scene.earlier, criteria, lang)
    notes = [t("note.as_of", lang, day=format_date(scene.standing.as_of, lang))]
    if scene.period:
        kind, end = scene.period
        fresh = int((rows["period_end"] == end).sum())
        older = int((rows["period_end"].notna() & (rows["period_end"] != end)).sum())
        notes.append(t("note.reported", lang, period=format_period(kind, end, lang), count=fresh, total=counts.total))
        notes.append(t("note.older", lang, count=format_count(older, lang)) if older else "")
    notes.append(t("note.no_data", lang, count=format_count(counts.no_data, lang)) if counts.no_data else "")
    headline(title, [*notes, *law_words(criteria, scene.standing.as_of, lang)], scene)


def cards(scene: Scene, past: pd.DataFrame) -> None:
    """A card a level, one for those an indicator short, one for those without a figure of the period; each opens its list."""
    lang = scene.lang
    levels = scene.standing.law.levels(answers.province(), scene.standing.as_of)
    columns = iter(st.columns(len(levels) + 2))
    for level in levels:
        rows, criteria = rows_of(scene, level), set_of(scene, level)
        if criteria.criterion is None:
            _own_content_card(next(columns), rows, criteria, scene)
            continue
        change = change_since_earlier(scene, past, level)
        label = t("card.level", lang, level=_capital(criteria.level_title.in_(lang)), claim=claim(criteria, lang))
        met = rows[rows["status"] == "met"]
        _card(next(columns), label, f"{len(met)}/{len(rows)}", change.difference if change else None, met, scene, f"met_{level}")
    rows = rows_of(scene)
    silent = rows[rows["period_end"] != scene.period[1]] if scene.period else rows
    for key, found in (("one_short", one_short(rows)), ("silent", silent)):
        value = t("card.communes", lang, count=format_count(len(found), lang))
        _card(next(columns), t(f"card.{key}", lang), value, None, found, scene, key)


def _own_content_card(column: DeltaGenerator, rows: pd.DataFrame, criteria: CriteriaSet, scene: Scene) -> None:
    """For a level without a criterion of ours: the first indicator that the department answers for ("Thôn thông minh")."""
    day = scene.standing.as_of
    ours = {answer.body for i in set_of(scene, criteria_level(scene)).indicators for answer in i.answering(day)}
    own = next((i for i in criteria.indicators if ours & {answer.body for answer in i.answering(day)}), None)
    if own is None:
        return
    said = scene.standing.indicators
    met = said[(said["set_id"] == criteria.id) & (said["number"] == own.number) & (said["status"] == "met")]
    found = rows[rows["unit"].isin(met["unit"])]
    label = t("card.content", scene.lang, level=_capital(criteria.level_title.in_(scene.lang)), content=own.short.in_(scene.lang).lower())
    _card(column, label, f"{len(found)}/{len(rows)}", None, found, scene, f"content_{criteria.level}")


def criteria_level(scene: Scene) -> str:
    """The lowest level of the day, whose indicators tell what our body answers for."""
    return scene.standing.law.levels(answers.province(), scene.standing.as_of)[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _card(column: DeltaGenerator, label: str, value: str, delta: int | None, rows: pd.DataFrame, scene: Scene, key: str) -> None:
    with column, st.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(label, value, delta or None)
        if len(rows) and st.button(t("card.open", scene.lang), key=f"card_{key}", type="tertiary", icon=":material/list:"):
            commune_list(label, rows, scene)


def say_changes(scene: Scene, past: pd.DataFrame) -> None:
    """Which communes rose and fell at the chosen level since the period before, by name."""
    change = change_since_earlier(scene, past, scene.view.level)
    if change is None or not (change.rose or change.fell):
        return
    lang = scene.lang
    names = dict(zip(scene.standing.communes["unit"], scene.standing.communes["name"], strict=True))
    said = [
        t(f"overview.{key}", lang, count=format_count(len(units), lang), names=names_in_words([names[u] for u in units], lang, 12))
        for key, units in (("rose", change.rose), ("fell", change.fell)) if units
    ]
    st.text(t("overview.since", lang, period=format_period(*scene.earlier, lang), changes="; ".join(said)))


def map_block(scene: Scene) -> None:
    """The map of the place, a cell a commune; a click opens the commune."""
    lang, rows = scene.lang, rows_of(scene)
    communes = scene.standing.communes.drop_duplicates("unit")
    district = district_of(scene)
    if district:
        communes = communes[communes["district_code"] == district]
    places = make_places(
        tuple(Site(row.code, row.lat, row.lon, row.district_code if isinstance(row.district_code, str) else None, row.valid_from)
              for row in communes.itertuples()),
        read_boundaries(UNITS_FOLDER / "boundaries.geojson"),
    )
    st.subheader(_map_title(rows, scene), anchor=False)
    frame = full_names(rows, lang)
    figure = status_map(places, frame, lang, scene.view.is_dark, scene.view.commune, scene.is_sample)
    table = frame[["name", "district", "status_word", "met_count", "of_count"]]
    event = show_chart(figure, worded(table, lang), t("chart.map.table", lang), scene, key="map", on_select="rerun")
    code = selected_value(event)
    if code:
        go_to_commune(code, scene)
    if places.is_sketch:
        st.caption(t("chart.map.sketch", lang) + " " + t("chart.map.choose", lang))


def _map_title(rows: pd.DataFrame, scene: Scene) -> str:
    lang = scene.lang
    failing = rows[rows["status"] == "not_met"]
    if failing.empty:
        return t("overview.map.none", lang)
    names = failing["district"].dropna()
    if names.empty or district_of(scene):
        return t("overview.map.count", lang, count=format_count(len(failing), lang))
    return t("overview.map.most", lang, count=format_count(len(failing), lang), district=names.mode()[0])


def district_block(scene: Scene) -> None:
    """Districts compared, the lowest share named in the title; nothing where there is no district to compare."""
    counted = count_by_district(rows_of(scene)).dropna(subset=["district_code"])
    if len(counted) < 2:
        st.info(t("overview.districts.none", scene.lang))
        return
    named = counted.assign(district=[t(f"district.{r.district_kind}", scene.lang, name=r.district) for r in counted.itertuples()])
    total = named[["met", "not_met", "incomplete", "no_data"]].sum(axis=1)
    lowest = named.loc[(named["met"] / total).idxmin()]
    st.subheader(t("overview.districts.lowest", scene.lang, district=lowest["district"][:1].upper() + lowest["district"][1:],
                   met=lowest["met"], total=int(total[lowest.name])), anchor=False)
    figure = district_bars(named, scene.lang, scene.view.is_dark, scene.is_sample)
    table = named[["district", "met", "not_met", "incomplete", "no_data"]]
    event = show_chart(figure, worded(table, scene.lang), t("chart.districts.table", scene.lang), scene, key="districts", on_select="rerun")
    chosen = selected_value(event)
    if chosen:
        code, status = chosen
        rows = rows_of(scene)
        commune_list(t(f"status.{status}", scene.lang), rows[(rows["district_code"] == code) & (rows["status"] == status)], scene)


def short_block(scene: Scene) -> None:
    """Communes one indicator short of the level, with what is missing."""
    lang, rows = scene.lang, one_short(rows_of(scene))
    st.subheader(t("overview.short.title", lang, count=format_count(len(rows), lang)), anchor=False)
    if rows.empty:
        st.caption(t("overview.short.none", lang))
        return
    needs = scene.standing.requirements
    named = full_names(rows, lang)
    lacking = []
    for row in rows.itertuples():
        failing = needs[(needs["unit"] == row.unit) & (needs["set_id"] == row.set_id) & (needs["number"] == row.lacking)]
        failing = failing[failing["status"] != "met"]
        words = [missing_words(need, scene.standing.law, lang) for _, need in failing.iterrows()]
        lacking.append("; ".join(words) or t("overview.short.verdict", lang))
    criteria = set_of(scene)
    table = pd.DataFrame({
        t("column.commune", lang): named["name"], t("column.district", lang): named["district"],
        t("column.indicator", lang): [f"{n} {criteria.find_indicator(n).short.in_(lang)}" for n in rows["lacking"]],
        t("column.missing", lang): lacking,
    })
    event = st.dataframe(table, hide_index=True, on_select="rerun", selection_mode="single-row", key="short")
    if event.selection.rows:
        go_to_commune(rows.iloc[event.selection.rows[0]]["code"], scene)


def history_block(scene: Scene, past: pd.DataFrame) -> None:
    """Communes by status, period by period, with the change of law marked."""
    lang, level = scene.lang, scene.view.level
    now = rows_of(scene).assign(as_of=scene.period[1] if scene.period else scene.standing.as_of)
    rows = pd.concat([past[past["level"] == level], now[["unit", "as_of", "level", "set_id", "status"]]])
    counted = rows.groupby(["as_of", "set_id", "status"]).size().unstack("status", fill_value=0)  # noqa: PD010
    counted = counted.reindex(columns=["met", "incomplete", "not_met", "no_data"], fill_value=0).reset_index().sort_values("as_of")
    if len(counted) < 2:
        return
    kind = scene.period[0] if scene.period else "day"
    counted["period"] = [_tick(kind, end, lang) for end in counted["as_of"]]
    st.subheader(_history_title(counted, scene, lang), anchor=False)
    laws = [LawChange(after.period, scene.standing.law.sets[after.set_id].document.number)
            for before, after in zip(counted.itertuples(), counted.iloc[1:].itertuples(), strict=False) if before.set_id != after.set_id]
    figure = level_history(counted, laws, lang, scene.view.is_dark, scene.is_sample)
    table = worded(counted[["period", "met", "incomplete", "not_met", "no_data"]], lang)
    show_chart(figure, table, t("chart.levels.table", lang), scene, key="levels")


def _history_title(counted: pd.DataFrame, scene: Scene, lang: str) -> str:
    last = counted.iloc[-1]
    same_law = counted[counted["set_id"] == last["set_id"]].iloc[0]
    direction = "more" if last["met"] > same_law["met"] else "fewer" if last["met"] < same_law["met"] else "equal"
    law = scene.standing.law.sets[last["set_id"]].document.number
    return t(f"overview.history.{direction}", lang, law=law, first=same_law["period"], before=same_law["met"],
             last=last["period"], after=last["met"])


def _tick(kind: str, end: date, lang: str) -> str:
    if kind == "quarter":
        return t("period.quarter_short", lang, roman=("I", "II", "III", "IV")[end.month // 3 - 1], number=end.month // 3, year=end.year)
    return format_date(end, lang)
