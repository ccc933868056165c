"""The public record beside our numbers, named apart: what others published is not our count."""
from __future__ import annotations

import pandas as pd
import streamlit as st

from ntm.published import PublishedFigure, load_published
from ntm.texts import format_date, format_number, t
from ntm.ui import answers
from ntm.ui.widgets import Scene


def published_block(scene: Scene) -> None:
    """The published figures of the office's province and the country, up to the day asked about."""
    lang = scene.lang
    provinces = {p.code: p.name for p in answers.facts().units.provinces}
    places = {"VN": t("published.country", lang), answers.province(): provinces.get(answers.province(), "")}
    figures = [figure for figure in load_published() if figure.scope in places]
    with st.expander(t("published.title", lang), icon=":material/menu_book:"):
        st.caption(t("published.note", lang))
        st.dataframe(pd.DataFrame([_row(figure, places, lang) for figure in figures]), hide_index=True)


def _row(figure: PublishedFigure, places: dict[str | None, str], lang: str) -> dict[str, str]:
    names = "; ".join(f"{n.name} ({n.district})" if n.district else n.name for n in figure.names)
    return {
        t("published.as_of", lang): figure.as_of if len(figure.as_of) == 4 else format_date(figure.last_day, lang),
        t("published.scope", lang): places[figure.scope],
        t("published.subject", lang): t(f"published_subject.{figure.subject}", lang) + _mark(figure, lang),
        t("published.value", lang): _value(figure, lang),
        t("published.names", lang): names,
        t("published.status", lang): t(f"source_status.{figure.source_status}", lang),
    }


def _mark(figure: PublishedFigure, lang: str) -> str:
    return t("published.target", lang) if figure.is_target else ""


def _value(figure: PublishedFigure, lang: str) -> str:
    if figure.value is None:
        return ""
    digits = max(0, -figure.value.as_tuple().exponent)
    text = format_number(figure.value, lang, digits)
    return f"{text}/{figure.of}" if figure.of else text + ("%" if figure.unit == "pct" else "")
