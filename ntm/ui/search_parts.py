"""The page "Tìm kiếm": communes and records by their words, each opened on its own page."""
from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from ntm.progress.search import Hit, find_communes, find_records
from ntm.progress.sentences import district_name, unit_name
from ntm.texts import format_count, format_date, t
from ntm.ui.records_desk import RecordDesk
from ntm.ui.view import choose, type_in
from ntm.ui.widgets import Scene, headline

MOST = 15
PAGES = {
    "commune": "pages/commune.py", "guiding_document": "pages/documents.py", "passing_on": "pages/documents.py",
    "initiative": "pages/documents.py", "media": "pages/media.py",
}
OTHER_PAGE = "pages/obstacles.py"


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


def say_answer(asked: str, found: Sequence[Hit], scene: Scene, desk: RecordDesk) -> None:
    """How many things were found."""
    lang = scene.lang
    key = "start" if not asked else "title" if found else "none"
    headline(t(f"search.{key}", lang, count=format_count(len(found), lang), asked=asked),
             [t("note.as_of", lang, day=format_date(desk.day, lang))], scene)


def hits_block(found: Sequence[Hit], scene: Scene, desk: RecordDesk) -> None:
    """What was found by kind, each with a way to its page."""
    lang = scene.lang
    for kind in dict.fromkeys(hit.kind for hit in found):
        own = [hit for hit in found if hit.kind == kind]
        title = t("search.communes", lang) if kind == "commune" else desk.words.kinds[kind].title.in_(lang)
        st.subheader(f"{title} ({format_count(len(own), lang)})", anchor=False)
        for hit in own[:MOST]:
            with st.container(horizontal=True, vertical_alignment="center", key=f"hit_{hit.kind}_{hit.id}"):
                st.html(f'<p style="margin: 0; overflow-wrap: anywhere"><b>{html.escape(hit.label)}</b> '
                        f'<span class="quiet-line">{html.escape(hit.text)}</span></p>', width="stretch")
                if st.button(t("search.open", lang), key=f"open_{hit.kind}_{hit.id}", type="tertiary", icon=":material/arrow_forward:"):
                    _open(hit)
        if len(own) > MOST:
            st.caption(t("search.more", lang, count=format_count(len(own) - MOST, lang)))


def _open(hit: Hit) -> None:
    if hit.kind == "commune":
        choose(commune=hit.id)
    else:
        choose(record=f"{hit.kind}-{hit.id}")
    st.switch_page(PAGES.get(hit.kind, OTHER_PAGE))
