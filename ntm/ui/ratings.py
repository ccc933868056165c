"""The roadmap's rating of a commune, in a few words, for the pages that are about something else."""
from __future__ import annotations

import streamlit as st

from ntm.progress.forecast.records import Forecast
from ntm.progress.roadmap import horizon
from ntm.texts import format_number, t
from ntm.ui import answers, forecast_door
from ntm.ui.commune.picker import Profile
from ntm.ui.roadmap.content import ROADMAP, likely_words, make_year, rating_words, targets_of, title_words
from ntm.ui.widgets import Scene


def roadmap_ratings(scene: Scene) -> dict[int, str]:
    """Unit -> "▲ Đúng tiến độ (2023)" for the communes with a target at the chosen level that is still ahead or of this year."""
    years = {one.year for one in targets_of(scene) if one.level == scene.view.level and one.year >= scene.standing.as_of.year}
    return {
        one.forecast.unit: f"{rating_words(one.forecast.rating, scene.lang)} ({year})"
        for year in sorted(years) for one in make_year(scene, scene.view.level, year, ROADMAP).rated
    }


def say_roadmap(scene: Scene) -> None:
    """This year's roadmap in one sentence; nothing where the year has none."""
    year = scene.standing.as_of.year
    if any(one.level == scene.view.level and one.year == year for one in targets_of(scene)):
        st.text(title_words(make_year(scene, scene.view.level, year, ROADMAP), scene.lang, scene.standing.as_of) + ".")


def say_rating(scene: Scene, profile: Profile) -> None:
    """A commune's rating at the lowest level it does not meet yet: by its target's date, else by the end of the coming year."""
    as_of, lang = scene.standing.as_of, scene.lang
    rows = profile.rows[profile.rows["status"] != "met"].sort_values("set_id")
    levels = [level for level in scene.standing.law.levels(answers.province(), as_of) if level in set(rows["level"])]
    if not levels:
        return
    target = next((one for one in targets_of(scene) if (one.commune, one.level) == (profile.row["code"], levels[0])), None)
    by = target.by if target else horizon(as_of)
    (found,) = forecast_door.forecast_of_unit(answers.question(scene.view, as_of), profile.unit, levels[0], by)
    key = "target" if target else "forecast"
    title = scene.criteria(levels[0]).level_title.in_(lang)
    st.text(t(f"roadmap.commune.{key}", lang, level=title, year=by.year, rating=rating_words(found.rating, lang)) + _chance(found, lang))


def _chance(found: Forecast, lang: str) -> str:
    if found.probability is None or found.rating in ("achieved", "missed"):
        return "."
    chance = format_number(round(100 * found.probability), lang)
    return t("roadmap.commune.chance", lang, chance=chance, likely=likely_words(found, lang))
