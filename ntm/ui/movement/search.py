"""The page "Tìm kiếm": communes and records by their words, each opened on its own page."""
from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from ntm.progress.search import Hit, find_communes, find_records
from ntm.progress.sentences import district_name, unit_name
from ntm.texts import format_count, t
from ntm.ui.records.desk import RecordDesk
from ntm.ui.records.pages import go_to_record
from ntm.ui.safe import plain_markdown
from ntm.ui.view import type_in
from ntm.ui.widgets import Scene, go_to_commune, headline

MOST = 15
_STYLE = '<style>[class*="st-key-open_"] button, [class*="st-key-open_"] button p {justify-content: start; text-align: left}</style>'


def ask(scene: Scene) -> str:
    """What is looked for, from the URL."""
    return type_in("q", t("search.field", scene.lang), placeholder=t("search.hint", scene.lang)).strip()


def found_of(asked: str, scene: Scene, desk: RecordDesk) -> list[Hit]:
    """The communes of the day, then the records."""
    lang = scene.lang
    rows = scene.standing.communes.drop_duplicates("code").rename(columns={"name": "name_"})
    communes = [(row.code, unit_name(row.kind, row.name_, lang), district_name(row.district_kind, row.district, lang))
                for row in rows.itertuples()]
    return [*find_communes(asked, communes), *find_records(asked, desk.words, lang)]


def say_answer(asked: str, found: Sequence[Hit], scene: Scene) -> None:
    """How many things were found."""
    lang = scene.lang
    key = "start" if not asked else "title" if found else "none"
    headline(t(f"search.{key}", lang, count=format_count(len(found), lang), asked=asked),
             [t("search.where", lang)], scene)


def hits_block(found: Sequence[Hit], scene: Scene, desk: RecordDesk) -> None:
    """What was found by kind, each with a way to its page."""
    lang = scene.lang
    st.html(_STYLE)
    for kind in dict.fromkeys(hit.kind for hit in found):
        own = [hit for hit in found if hit.kind == kind]
        title = t("search.communes", lang) if kind == "commune" else desk.words.kinds[kind].title.in_(lang)
        st.subheader(f"{title} ({format_count(len(own), lang)})", anchor=False)
        for hit in own[:MOST]:
            if st.button(plain_markdown(hit.label), key=f"open_{hit.kind}_{hit.id}", type="tertiary", icon=":material/arrow_forward:"):
                _open(hit, scene)
            st.html(f'<p class="quiet-line" style="overflow-wrap: anywhere">{html.escape(hit.text)}</p>')
        if len(own) > MOST:
            st.caption(t("search.more", lang, count=format_count(len(own) - MOST, lang)))


def _open(hit: Hit, scene: Scene) -> None:
    if hit.kind == "commune":
        go_to_commune(hit.id, scene)
    go_to_record(hit.kind, hit.id)
