"""What every page shows alike: the pickers, the headline with its grey line, a chart with its table, a list of communes."""
from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from ntm.criteria import CriteriaSet
from ntm.problems import Problem, WrongUse
from ntm.progress.sentences import district_name
from ntm.progress.standing import Standing
from ntm.progress.summary import at_level
from ntm.texts import format_date, format_period, t
from ntm.ui import answers
from ntm.ui.charts.base import alt_text
from ntm.ui.exports import to_csv, to_xlsx
from ntm.ui.safe import plain_heading
from ntm.ui.view import View, choose, current_view, pick, with_level

CHART_BUTTONS = {"displaylogo": False, "modeBarButtons": [["toImage"]], "locale": "vi", "toImageButtonOptions": {"scale": 2}}
WHOLE = "all"
ROW_OF_LINES = 66  # Streamlit wraps text in rows higher than 64 px only
LETTER = 6.6  # mean width in pixels of a letter in a table
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a page works with: the view, the day in fact asked about, the periods loaded, and where the communes stand."""

    view: View
    periods: pd.DataFrame
    standing: Standing

    @property
    def lang(self) -> str:
        """The reader's language."""
        return self.view.lang

    @property
    def key(self) -> str:
        """What the content of a page hangs on: this warehouse's generation, the view, the theme."""
        return repr((answers.stamp(), self.view, self.view.is_dark, self.standing.as_of))

    @property
    def is_sample(self) -> bool:
        """Whether any figure shown comes from the bundled sample."""
        return bool(self.periods["is_sample"].any())

    @property
    def period(self) -> tuple[str, date] | None:
        """Kind and end of the newest period on the day asked about."""
        return self._period(0)

    @property
    def earlier(self) -> tuple[str, date] | None:
        """The period of the same kind before that."""
        return self._period(1)

    @property
    def district(self) -> str | None:
        """The chosen district; one that the day does not know (an old link, or after 1/7/2025) is the whole place."""
        return self.view.district if self.view.district in set(self.standing.communes["district_code"]) else None

    def district_notes(self) -> list[str]:
        """The chosen district by name, as the first note below a page's answer; none for the whole place."""
        rows = self.standing.communes
        found = rows[rows["district_code"] == self.district] if self.district else rows.head(0)
        return [district_name(row.district_kind, row.district, self.lang) for row in found.head(1).itertuples()]

    def criteria(self, level: str | None = None) -> CriteriaSet:
        """The set that a level (the chosen one) is judged by on the day."""
        return self.standing.law.find_set(level or self.view.level, answers.province(), self.standing.as_of)

    def rows(self, level: str | None = None, standing: Standing | None = None) -> pd.DataFrame:
        """The assessed communes of the chosen place at a level (the chosen one), a row each; of another day if given."""
        return at_level((standing or self.standing).communes, level or self.view.level, self.district)

    def _period(self, position: int) -> tuple[str, date] | None:
        past = self.periods[self.periods["cutoff"] <= self.standing.as_of]
        if past.empty:
            return None
        same = past[past["period_kind"] == past.iloc[0]["period_kind"]]
        return tuple(same.iloc[position][["period_kind", "period_end"]]) if len(same) > position else None


def open_scene(*pickers: str, first: Callable[[Scene], object] | None = None) -> Scene:
    """The pickers of a page ("level", "district", "day") in one row, a page's own before them, and what they choose.

    Raises WrongUse for a day before any law.
    """
    view = current_view()
    periods = answers.periods_of(view)
    scene = Scene(view, periods, answers.standing_of(answers.question(view)))
    levels = scene.standing.law.levels(answers.province(), scene.standing.as_of)
    if not levels:
        raise WrongUse(_before_law(scene))
    view = with_level(view, levels)
    if pickers:
        _draw_pickers(pickers, Scene(view, periods, scene.standing), levels, first)
    return Scene(view, periods, scene.standing)


def _before_law(scene: Scene) -> Problem:
    first = min(one.applies_from for one in scene.standing.law.sets.values() if one.province in (None, answers.province()))
    return Problem("before-law", {"first": format_date(first, scene.lang)}, value=format_date(scene.standing.as_of, scene.lang))


def _draw_pickers(pickers: Sequence[str], scene: Scene, levels: Sequence[str], first: Callable[[Scene], object] | None) -> None:
    lang, law = scene.lang, scene.standing.law
    sets = {level: law.find_set(level, answers.province(), scene.standing.as_of) for level in levels}
    with st.container(horizontal=True, vertical_alignment="bottom", key="pickers"):
        if first is not None:
            first(scene)
        if "level" in pickers and len(levels) > 1:
            pick(st.segmented_control, "level", t("pick.level", lang), levels, scene.view.level or levels[0],
                 lambda level: sets[level].level_title.in_(lang), wrap=True)
        if "district" in pickers:
            _pick_district(scene)
        if "day" in pickers:
            pick_day(scene)


def _pick_district(scene: Scene) -> None:
    communes = scene.standing.communes.dropna(subset=["district_code"]).drop_duplicates("district_code")
    names = {row.district_code: t(f"district.{row.district_kind}", scene.lang, name=row.district) for row in communes.itertuples()}
    if names:
        names = {WHOLE: t("pick.whole", scene.lang), **names}
        pick(st.selectbox, "district", t("pick.district", scene.lang), list(names), scene.view.district or WHOLE,
             lambda code: names[code], width=150)


def pick_day(scene: Scene) -> None:
    """The picker of the day asked about, with any other day and an earlier knowledge behind a button."""
    lang, asked = scene.lang, scene.standing.as_of
    ends = {row.period_end.isoformat(): format_period(row.period_kind, row.period_end, lang) for row in scene.periods.itertuples()}
    days = sorted({*ends, asked.isoformat()}, reverse=True)
    pick(st.selectbox, "day", t("pick.day", lang), days, asked.isoformat(),
         lambda day: format_date(date.fromisoformat(day), lang) + (f" · {ends[day]}" if day in ends else ""), width=215)
    with st.popover("", icon=":material/event:", help=t("pick.other_day", lang)):
        st.date_input(t("pick.as_of", lang), asked, key="other_day", format="DD/MM/YYYY", on_change=_store_day, args=("day", "other_day"))
        st.date_input(t("pick.known_at", lang), scene.view.known_at, key="other_known_at", format="DD/MM/YYYY",
                      on_change=_store_day, args=("known_at", "other_known_at"), help=t("pick.known_at_help", lang))


def _store_day(name: str, key: str) -> None:
    day = st.session_state[key]
    choose(**{name: day.isoformat() if day else None})


def headline(title: str, notes: Sequence[str], scene: Scene) -> None:
    """The answer as the page's title, and below it one grey line: period, completeness, freshness, sample, law."""
    st.title(plain_heading(title), anchor=False)
    parts = [html.escape(note) for note in notes if note]
    if scene.view.known_at:
        parts.append(html.escape(t("note.known_at", scene.lang, day=format_date(scene.view.known_at, scene.lang))))
    if scene.is_sample:
        parts.append(f"<strong>{html.escape(t('sample', scene.lang))}</strong>")
    st.html(f'<p class="quiet-line">{" · ".join(parts)}</p>')


def show_chart(figure: go.Figure, table: pd.DataFrame, name: str, scene: Scene, *, key: str, on_select: object = "ignore") -> object:
    """A chart with its table behind a button, to see and to take away (PNG by the chart's own button, XLSX, CSV)."""
    config = CHART_BUTTONS | {"toImageButtonOptions": {"scale": 2, "filename": key}}
    event = st.plotly_chart(figure, theme=None, key=key, on_select=on_select, selection_mode="points", config=config, alt=alt_text(figure))
    with st.popover(t("chart.table", scene.lang), type="tertiary", icon=":material/table:"):
        st.dataframe(table, hide_index=True)
        downloads(table, name, scene, key)
    return event


def row_height(table: pd.DataFrame, widths: Mapping[str, int]) -> int | None:
    """Rows of several lines where a text is longer than its column (pixels by heading); else the usual ones."""
    is_long = any(LETTER * len(str(text)) > width for head, width in widths.items() if head in table for text in table[head])
    return ROW_OF_LINES if is_long else None


def downloads(table: pd.DataFrame, name: str, scene: Scene, key: str) -> None:
    """The buttons that give a table away."""
    mark = "-" + t("sample_file", scene.lang) if scene.is_sample else ""
    with st.container(horizontal=True):
        st.download_button("XLSX", partial(to_xlsx, table, name, scene.lang, scene.is_sample), f"{key}{mark}.xlsx", XLSX,
                           key=f"{key}_xlsx", on_click="ignore", icon=":material/download:")
        st.download_button("CSV", partial(to_csv, table, scene.lang, scene.is_sample), f"{key}{mark}.csv", "text/csv",
                           key=f"{key}_csv", on_click="ignore", icon=":material/download:")


def go_to_commune(code: str, scene: Scene) -> None:
    """Open a commune's page, in the same view."""
    choose(commune=code)
    st.switch_page("pages/commune.py")
