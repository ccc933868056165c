"""The deck on its page: drawn in a frame, taken away as one file; the communes' sheets that open over its slides."""
from __future__ import annotations

from collections import defaultdict

import streamlit as st

from ntm.briefing.content import KINDS, Content
from ntm.briefing.fingerprint import fingerprint
from ntm.briefing.sheets import CommuneSheet, Shape, commune_sheets
from ntm.briefing.writers.deck import write_deck
from ntm.progress.roadmap import horizon
from ntm.records.placing import Life, is_live, lives_before, what_became
from ntm.texts import t
from ntm.ui import answers, forecast_door
from ntm.ui.kept import once
from ntm.ui.obstacles.parts import charge_words
from ntm.ui.overview.content import places_of
from ntm.ui.records.desk import RecordDesk
from ntm.ui.widgets import Scene

HTML = "text/html"
MEETING_KINDS = tuple(kind for kind in KINDS if kind not in ("commune", "annex"))  # those with slides; any commune opens over them
FRAME_HEIGHT = 510  # 16:9 beside the navigation on a projector of 1280×720


def deck_block(scene: Scene, desk: RecordDesk, content: Content) -> None:
    """The deck in its frame; the same as one file that needs neither server nor internet."""
    lang, key = scene.lang, repr((scene.key, desk.day, fingerprint(content)))
    with st.spinner(t("meeting_page.drawing", lang)):
        file = once("deck", key, lambda: write_deck(content, sheets_of(scene, desk)))
    st.iframe(file.decode(), height=FRAME_HEIGHT, tab_index=0, alt=t("meeting_page.frame", lang))
    with st.container(horizontal=True, vertical_alignment="center"):
        mark = "-" + t("sample_file", lang) if content.is_sample else ""
        st.download_button(t("meeting_page.download", lang), file, f"trinh-chieu-{content.request.as_of.isoformat()}{mark}.html", HTML,
                           key="deck_file", on_click="ignore", icon=":material/download:")
        st.caption(t("meeting_page.keys", lang))


def sheets_of(scene: Scene, desk: RecordDesk) -> tuple[CommuneSheet, ...]:
    """A sheet a commune at the first level of the day's law, with the forecast of the coming year and what stands in the way."""
    as_of = scene.standing.as_of
    level = scene.standing.law.levels(answers.province(), as_of)[0]
    forecasts = {one.unit: one for one in forecast_door.forecasts_of(answers.question(scene.view, as_of), level, horizon(as_of))}
    shapes = {cell.code: Shape(cell.rings, (cell.x, cell.y)) for cell in places_of(scene).cells}
    lives = _lives(scene)
    return commune_sheets(scene.standing, level, scene.criteria(level), scene.lang, newest=scene.period, forecasts=forecasts,
                          obstacles=_obstacles(lives, desk), shapes=shapes, helped=_helped(lives, desk))


def _lives(scene: Scene) -> dict[int, frozenset[Life]]:
    """By the warehouse's number of a commune, its life and those that became it."""
    before = what_became(answers.facts().units)
    rows = scene.standing.communes.drop_duplicates("unit")
    return {row.unit: lives_before(before, row.code, row.valid_from) for row in rows.itertuples()}


def _helped(lives: dict[int, frozenset[Life]], desk: RecordDesk) -> set[int]:
    """The communes to which a unit is assigned on the day, by their units."""
    assigned = {one.life for one in desk.placed("assistance") if is_live(one)}
    return {unit for unit, own in lives.items() if own & assigned}


def _obstacles(lives: dict[int, frozenset[Life]], desk: RecordDesk) -> dict[int, list[str]]:
    """What stands in the way of each commune, by its unit: what it is, who answers, by when."""
    found = defaultdict(list)
    for one in desk.placed("obstacle"):
        if is_live(one):
            found[one.life].append(f"{one.body['what']} ({charge_words(one, desk)})")
    return {unit: [text for life in sorted(own) for text in found.get(life, ())] for unit, own in lives.items()}
