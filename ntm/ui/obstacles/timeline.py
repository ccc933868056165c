"""The time line of a commune on the page: one list, newest first, a year a heading, with its table to take away."""
from __future__ import annotations

import html
from dataclasses import replace

import pandas as pd
import streamlit as st

from ntm.progress.timeline import Past, levels_told, time_line
from ntm.texts import format_count, format_date, t
from ntm.ui import answers
from ntm.ui.commune.history import past_periods
from ntm.ui.commune.picker import Profile
from ntm.ui.kept import once
from ntm.ui.obstacles.parts import Here
from ntm.ui.records.desk import RecordDesk
from ntm.ui.theme import palette
from ntm.ui.widgets import Scene, downloads

MOST_EVENTS = 60
_SIGNS = {"obstacle": "!", "removed": "✓", "step": "•", "activity": "+", "assistance": "→", "ended": "■", "task": "☐", "done": "☑",
          "figures": "#"}
_CSS = """
.ntm-line {{margin: 0; padding: 0; border-left: 2px solid {line}; margin-left: .55rem; list-style: none}}
.ntm-line li {{position: relative; margin: 0; padding: 0 0 .7rem 1.5rem; overflow-wrap: anywhere}}
.ntm-line li.year {{font-weight: 600; padding: .1rem 0 .45rem 1.5rem}}
.ntm-line .dot {{position: absolute; left: -.78rem; top: .05rem; width: 1.5rem; height: 1.5rem; border-radius: 50%; text-align: center;
  line-height: 1.5rem; font-size: .85rem; font-weight: 700; background: {ground}; border: 2px solid {quiet}; color: {quiet};
  box-sizing: border-box; line-height: 1.25rem}}
.ntm-line .obstacle .dot {{border-color: {at_risk}; color: {at_risk}}}
.ntm-line .overdue .dot {{border-color: {off_track}; color: {off_track}}}
.ntm-line .removed .dot, .ntm-line .done .dot {{border-color: {achieved}; color: {achieved}}}
.ntm-line .activity .dot, .ntm-line .assistance .dot {{border-color: {accent}; color: {accent}}}
.ntm-line h4 {{font-size: .95rem; font-weight: 600; margin: 0; padding: 0}}
.ntm-line h4 span {{font-weight: 400; color: {quiet}}}
.ntm-line p {{font-size: .9rem; margin: .1rem 0 0; line-height: 1.4; color: {quiet}}}
.ntm-line p.said {{color: {ink}}}
.ntm-line p.changed {{color: {ink}; background: {panel}; border-radius: 4px; padding: .2rem .45rem; margin-top: .25rem}}
.ntm-line .over {{color: {off_track}; font-weight: 600}}
"""


def timeline_block(scene: Scene, profile: Profile, desk: RecordDesk, here: Here) -> None:
    """Everything that happened to the commune, with what the figures said before and after each act of help."""
    lang = scene.lang
    frame = once("timeline", repr((scene.key, desk.day, profile.unit)), lambda: _frame(scene, profile, desk, here))
    st.subheader(t("timeline.title", lang, name=profile.name(lang)), anchor=False)
    if frame.empty:
        st.info(t("timeline.empty", lang))
        return
    st.caption(t("timeline.how", lang))
    put_timeline_style(scene)
    st.html(timeline_html(frame.head(MOST_EVENTS), lang))
    if len(frame) > MOST_EVENTS:
        st.caption(t("timeline.cut", lang, shown=format_count(MOST_EVENTS, lang), count=format_count(len(frame), lang)))
    with st.popover(t("chart.table", lang), type="tertiary", icon=":material/table:"):
        table = timeline_table(frame, lang)
        st.dataframe(table, hide_index=True, key="timeline_table")
        downloads(table, t("timeline.title", lang, name=profile.name(lang)), scene, "dong-thoi-gian")


def _frame(scene: Scene, profile: Profile, desk: RecordDesk, here: Here) -> pd.DataFrame:
    return time_line(here.every, desk.words, past_of(scene, desk, here), desk.day, scene.lang)


def past_of(scene: Scene, desk: RecordDesk, here: Here) -> Past:
    """The figures and statuses of the commune's lives up to the day asked about."""
    asked, law = answers.question(scene.view), scene.standing.law
    units = {life: unit for life in sorted(here.lives) if (unit := _unit_of(life)) is not None}
    periods = past_periods(scene)
    history = answers.indicator_history_of(replace(asked, province=None, units=tuple(units.values())), [end for _, end in periods])
    said = answers.everything_said_of(list(units.values()), asked.known_at)
    levels = levels_told(here.of("obstacle"), law, scene.view.level)
    kind = periods[0][0] if periods else "day"
    return Past(said[said["cutoff"] <= scene.standing.as_of], history.assign(asked_kind=kind), levels, units)


def _unit_of(life: tuple[str, str]) -> int | None:
    kin = answers.kin_of(life[0])
    own = kin[(kin["relation"] == "self") & (kin["valid_from"].map(str) == life[1])]
    return int(own.iloc[0]["unit"]) if len(own) else None


def put_timeline_style(scene: Scene) -> None:
    """The look of the list in the page's theme."""
    colours = palette(scene.view.is_dark)
    inks = {name: paint.ink for name, paint in colours.ratings.items() if name in ("at_risk", "off_track", "achieved")}
    st.html("<style>" + _CSS.format(line=colours.line, ground=colours.ground, quiet=colours.quiet_ink, ink=colours.ink,
                                    panel=colours.panel, accent=colours.accent, **inks) + "</style>")


def timeline_html(frame: pd.DataFrame, lang: str) -> str:
    """The rows of `time_line` as a list; every text escaped."""
    parts, year = [], None
    for row in frame.itertuples():
        if row.day.year != year:
            year = row.day.year
            parts.append(f'<li class="year">{year}</li>')
        over = f' <span class="over">{html.escape(t("timeline.overdue", lang))}</span>' if row.is_overdue else ""
        lines = [("said", row.detail), ("", row.who), ("changed", row.changed)]
        body = "".join(f'<p class="{look}">{html.escape(text)}</p>' for look, text in lines if text)
        looks = f"{row.what} overdue" if row.is_overdue else row.what
        parts.append(f'<li class="{looks}"><div class="dot" aria-hidden="true">{_SIGNS[row.what]}</div>'
                     f"<h4><span>{format_date(row.day, lang)} · </span>{html.escape(row.title)}{over}</h4>{body}</li>")
    return f'<ul class="ntm-line">{"".join(parts)}</ul>'


def timeline_table(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The rows of `time_line` with headings in words."""
    names = ("day", "title", "detail", "who", "changed")
    table = frame[list(names)].assign(day=[format_date(day, lang) for day in frame["day"]])
    return table.set_axis([t(f"timeline.column.{name}", lang) for name in names], axis=1)
