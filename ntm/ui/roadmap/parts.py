"""The page "Lộ trình và dự báo" drawn: the year's communes, a fan for one of them, districts beside their targets, who slips."""
from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ntm.progress.forecast.words import assumed_words, chart_frame, fan_sentence, threshold_name
from ntm.progress.roadmap import aims_on, held_beside_aims, kept_up, outlived, recognised_on
from ntm.progress.sentences import district_name, law_words
from ntm.texts import format_count, format_date, format_number, t
from ntm.ui import answers, forecast_door
from ntm.ui.charts.fan import fan_chart
from ntm.ui.kept import draw
from ntm.ui.roadmap.content import ALL, ROADMAP, Rated, Year, communes_by, make_year, table_of, targets_of, title_words, years_of
from ntm.ui.view import choose, pick, recall
from ntm.ui.widgets import Scene, downloads, headline, show_chart

# Pixels that the longest name and rating take in each language.
NAME_WIDTHS, RATING_WIDTHS = {"vi": 125, "en": 160}, {"vi": 150, "en": 195}


def pick_year(scene: Scene) -> Year:
    """The year and whose communes: the roadmap's where the year has one, else all."""
    targets, as_of = targets_of(scene), scene.standing.as_of
    years = [str(year) for year in years_of(targets, as_of)]
    wanted = recall("year") if recall("year") in years else str(as_of.year)
    year = int(pick(st.selectbox, "year", t("roadmap.pick.year", scene.lang), years, wanted, str, width=110))
    ended = {one.target for one in outlived(targets, answers.facts().units, as_of)}
    has_roadmap = any(one.year == year and one.level == scene.view.level and one not in ended for one in targets)
    scopes = [ROADMAP, ALL] if has_roadmap else [ALL]
    scope = pick(st.segmented_control, "scope", t("roadmap.pick.scope", scene.lang), scopes, recall("scope") or scopes[0],
                 lambda one: t(f"roadmap.pick.{one}", scene.lang))
    return make_year(scene, scene.view.level, year, scope if scope in scopes else ALL)


def say_year(found: Year, scene: Scene) -> None:
    """The answer, and below it the day, the date to make, the law."""
    lang = scene.lang
    notes = [*scene.district_notes(), scene.criteria().level_title.in_(lang), t("roadmap.by", lang, day=format_date(found.by, lang)),
             t("note.as_of", lang, day=format_date(scene.standing.as_of, lang)), *law_words(scene.criteria(), scene.standing.as_of, lang)]
    headline(title_words(found, lang, scene.standing.as_of), notes, scene)
    if found.scope == ALL and not any(one.target for one in found.rated):
        st.info(t("roadmap.none", lang, year=found.year))
    if found.gone:
        names = "; ".join(one.words(lang) for one in found.gone)
        st.warning(t("roadmap.gone", lang, count=format_count(len(found.gone), lang), names=names))
    if found.ended:
        st.caption(t("roadmap.ended", lang, count=format_count(found.ended, lang), day=format_date(found.by, lang)))


def year_block(found: Year, scene: Scene) -> Rated | None:
    """The year's communes; the row chosen, else Bình Trung's place in the view, else the first that has a fan."""
    lang = scene.lang
    if not found.rated:
        return None
    table = table_of(found, scene.standing.law, lang)
    chance = t("roadmap.column.chance", lang)
    event = st.dataframe(
        table, hide_index=True, on_select="rerun", selection_mode="single-row", key=f"roadmap_{found.year}_{found.scope}",
        column_config={
            t("column.commune", lang): st.column_config.Column(width=NAME_WIDTHS[lang]),
            t("roadmap.column.rating", lang): st.column_config.Column(width=RATING_WIDTHS[lang]),
            chance: st.column_config.ProgressColumn(chance, width=80, format="%d%%", min_value=0, max_value=100),
            t("roadmap.column.likely", lang): st.column_config.Column(width=85),
        },
    )
    downloads(table, title_words(found, lang, scene.standing.as_of), scene, "lo-trinh")
    if event.selection.rows:
        chosen = found.rated[event.selection.rows[0]]
        choose(commune=chosen.forecast.commune)
        return chosen
    named = [one for one in found.rated if one.forecast.commune == scene.view.commune]
    open_ones = [one for one in found.rated if one.forecast.rating in ("off_track", "at_risk", "on_track", "missed")]
    return next(iter([*named, *open_ones, *found.rated]), None)


def fan_block(one: Rated | None, found: Year, scene: Scene) -> None:
    """How the requirements of one commune went and may go on."""
    lang, law = scene.lang, scene.standing.law
    if one is None:
        return
    is_living = one.forecast.unit in set(scene.standing.communes["unit"])
    asked = answers.question(scene.view, scene.standing.as_of if is_living else found.by)
    drawn = forecast_door.fans_of(asked, one.forecast.unit, scene.view.level, found.by)
    if not drawn:
        st.subheader(one.name, anchor=False)
        st.caption(t("roadmap.no_fan", lang))
        return
    keys = [f"{fan.indicator}|{fan.requirement}" for fan in drawn]
    chosen = next((key for key, fan in zip(keys, drawn, strict=True) if _is_short(fan.frame, fan.need)), keys[0])
    names = {key: law.measures[fan.requirement].title.in_(lang) for key, fan in zip(keys, drawn, strict=True)}
    wanted = recall("need")
    key = chosen if len(keys) == 1 else pick(
        st.selectbox, "need", t("roadmap.pick.requirement", lang), keys, wanted if wanted in keys else chosen, names.__getitem__)
    fan = drawn[keys.index(key)]
    st.subheader(f"{one.name}. {fan_sentence(fan, law, lang)}", anchor=False)
    frame = chart_frame(fan, law, asked.as_of, lang)
    figure = draw(fan_chart, frame, threshold_name(fan, law, lang), format_date(fan.by, lang), lang, scene.view.is_dark, scene.is_sample)
    show_chart(figure, _fan_table(frame, lang), f"{one.name}: {names[key]}", scene, key="fan")


def _is_short(frame: pd.DataFrame, need: float) -> bool:
    known = frame["value"].dropna()
    return bool(len(known)) and known.iloc[-1] < need


def _fan_table(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    numbers = {name: [None if pd.isna(value) else float(value) for value in frame[name]] for name in ("low", "likely", "high")}
    return pd.DataFrame({t("column.period", lang): frame["period"], t("roadmap.fan.text", lang): frame["text"],
                         **{t(f"roadmap.fan.{name}", lang): values for name, values in numbers.items()}})


def districts_block(found: Year, scene: Scene) -> None:
    """Each district beside its target, so that it is plain which one answers for what."""
    lang = scene.lang
    known_at, as_of = answers.question(scene.view).known_at, scene.standing.as_of
    aims = aims_on(forecast_door.records_of("target", known_at), as_of)
    rows = communes_by(scene, found.by)
    held = held_beside_aims(aims, rows[rows["level"] == scene.view.level], scene.view.level, found.year)
    on_roadmap = _counted(found)
    st.subheader(_districts_title(held, found, lang), anchor=False)
    table = pd.DataFrame({
        t("column.district", lang): [_place(row, lang) for row in held.itertuples()],
        t("roadmap.column.met", lang): [f"{row.met}/{row.total}" for row in held.itertuples()],
        t("roadmap.column.aim", lang): [_aim(row, lang) for row in held.itertuples()],
        t("roadmap.column.lacking", lang): [_number(row.lacking, lang) for row in held.itertuples()],
        t("roadmap.column.on_roadmap", lang): [on_roadmap.get(row.district_code, (0, 0))[0] for row in held.itertuples()],
        t("roadmap.column.not_in_time", lang): [on_roadmap.get(row.district_code, (0, 0))[1] for row in held.itertuples()],
    })
    st.dataframe(table, hide_index=True)
    if held["needed"].isna().all():
        st.caption(t("roadmap.no_aims", lang))


def _counted(found: Year) -> dict[str | None, tuple[int, int]]:
    """District (None: the province) -> communes on the year's roadmap, and those of them that are behind or at risk."""
    counted: dict[str | None, tuple[int, int]] = {}
    for one in found.rated:
        if one.target is not None:
            behind = one.forecast.rating in ("off_track", "at_risk", "missed")
            for place in (None, one.district_code):
                total, late = counted.get(place, (0, 0))
                counted[place] = (total + 1, late + behind)
    return counted


def _districts_title(held: pd.DataFrame, found: Year, lang: str) -> str:
    short = held[held["lacking"].map(lambda lacking: bool(lacking)) & held["district_code"].notna()]
    if short.empty:
        return t("roadmap.districts.title", lang, year=found.year)
    worst = max(short.itertuples(), key=lambda row: row.lacking)
    return t("roadmap.districts.worst", lang, district=district_name(worst.district_kind, worst.district, lang),
             count=format_count(int(worst.lacking), lang), year=found.year)


def _place(row: object, lang: str) -> str:
    return t("pick.whole", lang) if row.district_code is None else district_name(row.district_kind, row.district, lang)


def _number(count: int | None, lang: str) -> str:
    return "" if count is None else format_number(int(count), lang)


def _aim(row: object, lang: str) -> str:
    if row.needed is None:
        return t("roadmap.aim.none", lang)
    return t(f"roadmap.aim.{row.span}", lang, count=format_number(int(row.needed), lang), document=row.document or "")


def recognised_block(scene: Scene) -> None:
    """Recognised communes: kept up or slipping on our criterion, and how far from the next level."""
    lang, as_of = scene.lang, scene.standing.as_of
    levels = scene.standing.law.levels(answers.province(), as_of)
    above = dict(zip(levels, levels[1:], strict=False))
    records = forecast_door.records_of("recognition", answers.question(scene.view).known_at)
    standing = recognised_on(records, as_of)
    found = kept_up(standing, scene.standing.communes, above)
    if found.empty:
        st.subheader(t("roadmap.recognised.all_gone" if standing else "roadmap.recognised.none", lang), anchor=False)
    else:
        st.subheader(_recognised_title(found, lang), anchor=False)
        _recognised_table(found, levels, scene)
    living = set(zip(scene.standing.communes["code"], scene.standing.communes["valid_from"], strict=True))
    if gone := sum((one.commune, one.valid_from) not in living for one in standing):
        st.caption(t("roadmap.recognised.gone", lang, count=format_count(gone, lang)))


def _recognised_table(found: pd.DataFrame, levels: Sequence[str], scene: Scene) -> None:
    """A row a recognised commune that still is."""
    lang = scene.lang
    titles = {level: scene.criteria(level).level_title.in_(lang) for level in levels}
    further = [f"{titles[row.next]}: {row.met_count}/{row.of_count}" if row.next else "" for row in found.itertuples()]
    st.dataframe(pd.DataFrame({
        t("column.commune", lang): found["name"], t("column.district", lang): found["district"],
        t("roadmap.column.recognised", lang): [f"{titles[row.level]}, {row.year}" for row in found.itertuples()],
        t("roadmap.column.kept", lang): [t(f"roadmap.kept.{state}", lang) for state in found["state"]],
        t("roadmap.column.next", lang): further,
    }), hide_index=True)
    st.caption(t("roadmap.recognised.note", lang))


def _recognised_title(found: pd.DataFrame, lang: str) -> str:
    slipping = int((found["state"] == "slipping").sum())
    key = "title" if slipping else "all_kept"
    return t(f"roadmap.recognised.{key}", lang, total=format_count(len(found), lang), slipping=format_count(slipping, lang))


def method_block(found: Year, lang: str) -> None:
    """How it was computed, and what was taken for granted."""
    with st.expander(t("roadmap.method.title", lang)):
        st.markdown(t("roadmap.method.text", lang))
        for sentence in assumed_words((one.forecast for one in found.rated), lang):
            st.text("• " + sentence)


