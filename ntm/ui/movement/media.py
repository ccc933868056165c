"""The parts of the page "Truyền thông": work by month, communes never written about, examples to learn from, radio readings."""
from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ntm.progress.movement.media import KINDS as MEDIA_KINDS
from ntm.progress.movement.media import by_commune, by_month, examples, media_on, never_written
from ntm.progress.movement.readings import load_rule, readings_on
from ntm.progress.record_words import commune_text, field_text
from ntm.texts import format_count, format_date, format_number, format_pct, t
from ntm.ui import answers
from ntm.ui.charts.media_months import media_months
from ntm.ui.kept import draw, once
from ntm.ui.movement import door as movement_door
from ntm.ui.obstacles.parts import put_card_style
from ntm.ui.records.desk import RecordDesk
from ntm.ui.view import pick, recall
from ntm.ui.widgets import Scene, downloads, headline, pick_day, show_chart

KINDS = ("media", "radio_reading")
ALL, NEVER = "all", "never"
TALLEST = 380


@dataclass(frozen=True, slots=True)
class Counted:
    """The media work of the span asked about, and the communes with theirs."""

    span: str
    media: Mapping[str, Mapping[str, Any]]
    communes: pd.DataFrame

    @property
    def never(self) -> pd.DataFrame:
        """Communes about which nothing was published."""
        return never_written(self.communes)


def pick_span(scene: Scene, desk: RecordDesk) -> Counted:
    """The year, or all of the time; what was done in it."""
    lang, day = scene.lang, desk.day
    years = sorted({body["on"][:4] for body in desk.words.known["media"].values()} | {str(day.year)}, reverse=True)
    spans = [ALL, *years]
    asked = recall("span") or ALL
    with st.container(horizontal=True, vertical_alignment="bottom", key="pickers"):
        span = pick(st.selectbox, "span", t("media.pick.span", lang), spans, asked if asked in spans else ALL,
                    lambda one: t("media.pick.all", lang) if one == ALL else one, width=170)
        pick_day(scene)
    first = date.min if span == ALL else date(int(span), 1, 1)
    media = media_on(desk.words.known, first, day if span == ALL else min(date(int(span), 12, 31), day))
    key = repr((answers.stamp(), scene.view.known_at, scene.standing.as_of, scene.view.level, scene.district, day, span))
    return Counted(span, media, once("media_communes", key, lambda: by_commune(media, scene.rows(), answers.facts().units)))


def say_answer(found: Counted, scene: Scene, desk: RecordDesk) -> None:
    """How much was done, how much of it published, how many communes were never written about."""
    lang = scene.lang
    published = sum(one["kind"] == "published" for one in found.media.values())
    when = t("media.pick.all", lang).lower() if found.span == ALL else t("period.year", lang, year=found.span)
    key = "title" if found.media else "none"
    title = t(f"media.{key}", lang, count=format_count(len(found.media), lang), published=format_count(published, lang), when=when,
              never=format_count(len(found.never), lang), total=format_number(len(found.communes), lang), pct=_pct(found, lang))
    headline(title, [t("note.as_of", lang, day=format_date(desk.day, lang))], scene)


def _pct(found: Counted, lang: str) -> str:
    return f" ({format_pct(len(found.never), len(found.communes), lang)})" if len(found.communes) else ""


def months_block(found: Counted, scene: Scene) -> None:
    """The bars by month."""
    lang = scene.lang
    st.subheader(t("media.months", lang), anchor=False)
    if not found.media:
        st.info(t("media.empty", lang))
        return
    frame = by_month(found.media)
    months = sorted(frame["month"].unique())
    shown = pd.DataFrame({t("media.column.month", lang): [f"{month.month}/{month.year}" for month in months],
                          **{t(f"media.kind.{kind}", lang): frame.loc[frame["kind"] == kind, "count"].tolist() for kind in MEDIA_KINDS}})
    figure = draw(media_months, frame, lang, scene.view.is_dark, scene.is_sample)
    show_chart(figure, shown, t("media.months", lang), scene, key="truyen-thong")


def communes_block(found: Counted, scene: Scene) -> None:
    """The communes with their counts; those never written about."""
    lang = scene.lang
    st.subheader(t("media.communes", lang, never=format_count(len(found.never), lang)), anchor=False)
    asked = recall("about")
    which = pick(st.segmented_control, "about", t("media.pick.about", lang), (NEVER, ALL), asked if asked in (NEVER, ALL) else NEVER,
                 lambda one: t(f"media.about.{one}", lang))
    rows = found.never if which == NEVER else found.communes
    if rows.empty:
        st.success(t("media.all_written", lang))
        return
    table = pd.DataFrame({
        t("column.commune", lang): rows["name"].tolist(), t("column.district", lang): rows["district"].fillna("").tolist(),
        t("media.column.published", lang): rows["published"].tolist(), t("media.column.other", lang): rows["other"].tolist(),
        t("media.column.last", lang): [format_date(day, lang) if day else "" for day in rows["last"]],
    })
    st.dataframe(table, hide_index=True, key="media_communes", height=min(36 * (len(rows) + 1), TALLEST))
    downloads(table, t("media.communes", lang, never=format_count(len(found.never), lang)), scene, "xa-va-tin-bai")


def examples_block(found: Counted, scene: Scene, desk: RecordDesk) -> None:
    """Models and good examples that others can learn from, each with the indicator that it moved."""
    lang, kind = scene.lang, desk.kind("media")
    told = examples(found.media)
    st.subheader(t("media.examples", lang, count=format_count(len(told), lang)), anchor=False)
    if not told:
        st.info(t("media.no_examples", lang))
        return
    moved = movement_door.moved_of_examples(answers.question(scene.view), scene.standing.as_of, lang)
    names = ("example", "commune", "subject", "lesson", "indicator", "outlet", "on", "link")
    rows = [{kind.field(name).title.in_(lang): field_text(kind.field(name), body, desk.words, lang) for name in names} |
            {t("media.column.moved", lang): moved.get(one, "")} for one, body in told]
    put_card_style(scene)
    st.html("".join(_card(row, [kind.field(name).title.in_(lang) for name in names], moved.get(one, ""), lang)
                    for row, (one, _) in zip(rows, told, strict=True)))
    table = pd.DataFrame(rows)
    downloads(table, t("media.examples", lang, count=format_count(len(told), lang)), scene, "mo-hinh-guong-dien-hinh")
    st.caption(t("media.moved_note", lang))


def _card(row: Mapping[str, str], titles: Sequence[str], moved: str, lang: str) -> str:
    """One model or good example: what, where and when; the lesson; the indicator with its results before and after."""
    example, commune, subject, lesson, indicator, outlet, on, link = (row[title] for title in titles)
    head = " · ".join(part for part in (example, commune, on) if part)
    about = " · ".join(part for part in (subject, outlet, link) if part)
    said = t("media.moved", lang, indicator=indicator, text=moved or t("media.not_moved", lang)) if indicator else ""
    lines = "".join(f'<p class="{look}">{html.escape(text)}</p>' for look, text in (("said", lesson), ("", about), ("said", said)) if text)
    return f'<div class="ntm-card"><h4>{html.escape(head)}</h4>{lines}</div>'


def readings_block(scene: Scene, desk: RecordDesk) -> None:
    """The reports read on commune radio, held against the rule."""
    lang, rule = scene.lang, load_rule()
    found = readings_on(desk.words.known, desk.day, rule)
    st.subheader(t("media.readings", lang, enough=format_count(sum(one.is_enough for one in found), lang),
                   count=format_count(len(found), lang)), anchor=False)
    st.caption(t("media.rule", lang, times=rule.at_least, days=rule.within_days, source=rule.source,
                 status=t(f"source_status.{rule.source_status}", lang)))
    if not found:
        st.info(t("media.no_readings", lang))
        return
    st.dataframe(pd.DataFrame({
        t("column.commune", lang): [commune_text((one.commune, one.valid_from), desk.words, lang) for one in found],
        t("media.column.report", lang): [one.report for one in found],
        t("media.column.times", lang): [t("media.times", lang, times=one.times, most=rule.at_least) for one in found],
        t("media.column.since", lang): [format_date(one.since, lang) for one in found],
        t("media.column.total", lang): [one.total for one in found],
        t("column.status", lang): [t("media.enough" if one.is_enough else "media.not_enough", lang) for one in found],
    }), hide_index=True, key="readings")
