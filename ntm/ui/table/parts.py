"""The parts of the summary table: how it is looked at, its filters, and the communes x indicators of one day."""
from __future__ import annotations

import html
from collections.abc import Callable

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ntm.progress.matrix import LEVEL, count_lacking, filter_rows, newest_end
from ntm.progress.sentences import district_name, law_words, unit_name
from ntm.progress.summary import STATUSES, count_statuses
from ntm.texts import format_count, format_date, format_number, format_period, t
from ntm.ui import answers
from ntm.ui.ratings import roadmap_ratings
from ntm.ui.table import words
from ntm.ui.view import pick, pick_many, recall, type_in
from ntm.ui.widgets import LETTER, Scene, downloads, go_to_commune, headline

ONE, DAYS, COMMUNES = "one", "days", "communes"
ALL = "all"
TABLE_HEIGHT = 600


def pick_mode(scene: Scene) -> str:
    """How the table is looked at: one day, two days, or two communes."""
    return pick(st.segmented_control, "mode", t("table.mode.label", scene.lang), (ONE, DAYS, COMMUNES), recall("mode") or ONE,
                lambda mode: t(f"table.mode.{mode}", scene.lang), wrap=True)


def cells_of(scene: Scene, rows: pd.DataFrame) -> pd.DataFrame:
    """The cells of some communes on the day."""
    cells = answers.cells_of(answers.question(scene.view), scene.view.level)
    return cells[cells["unit"].isin(rows["unit"]) & (cells["number"] != LEVEL)]


def filtered(rows: pd.DataFrame, cells: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """The filters in one row, and the communes that they leave."""
    lang, criteria, lacking = scene.lang, scene.criteria(), count_lacking(cells)
    counts = count_statuses(rows)
    names = {ALL: t("table.pick.lacking_all", lang)} | {
        number: t("table.pick.lacking_one", lang, number=number, short=criteria.find_indicator(number).short.in_(lang),
                  count=format_count(count, lang))
        for number, count in lacking.items()
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        statuses = pick_many("status", t("table.pick.status", lang), STATUSES,
                             lambda status: f"{words.status_words(status, lang)} ({getattr(counts, status)})")
        chosen = pick(st.selectbox, "lacking", t("table.pick.lacking", lang), list(names), recall("lacking") or ALL,
                      lambda number: names[number], width=200)
        sought = type_in("find", t("table.pick.find", lang), placeholder=t("table.pick.find_hint", lang), width=150, max_chars=60)
    return filter_rows(rows, cells, statuses, None if chosen == ALL else chosen, sought)


def day_block(scene: Scene, _choices: DeltaGenerator) -> None:
    """One day: the answer, the filters, the table, what its signs mean, and the files to take away."""
    rows = scene.rows()
    cells = cells_of(scene, rows)
    _say_day(rows, cells, scene)
    if rows.empty:
        st.info(t("table.none.place", scene.lang))
        return
    shown = filtered(rows, cells, scene)
    if shown.empty:
        st.info(t("table.none.filter", scene.lang))
        return
    kept = cells[cells["unit"].isin(shown["unit"])]
    put_table(_styled_day(shown, kept, scene), shown["code"].to_list(), "matrix", scene, _day_columns(shown, scene))
    legend = " · ".join(words.status_words(status, scene.lang) for status in STATUSES)
    numbers = " · ".join(words.indicator_words(number, scene.criteria(), scene.lang) for number in count_lacking(cells))
    count = t("table.shown", scene.lang, shown=len(shown), total=len(rows))
    say_quietly(f"{count} {legend} · {t('table.legend', scene.lang)}", numbers)
    name = t("table.export.day", scene.lang, level=scene.criteria().level_title.in_(scene.lang), document=scene.criteria().document.number,
             day=format_date(scene.standing.as_of, scene.lang))
    file = f"{t('table.export.file', scene.lang)}-{scene.view.level}-{scene.standing.as_of}"
    downloads(export_day(shown, kept, scene), name, scene, file)


def _say_day(rows: pd.DataFrame, cells: pd.DataFrame, scene: Scene) -> None:
    lang, criteria = scene.lang, scene.criteria()
    title = words.title_words(rows, count_lacking(cells, ("not_met",)), criteria, lang)
    notes = [words.set_words(criteria, lang), t("note.as_of", lang, day=format_date(scene.standing.as_of, lang))]
    newest = newest_end(scene.periods, scene.standing.as_of)
    if scene.period:
        fresh = int((rows["period_end"] == newest).sum())
        older = int(sum(words.is_older(end, newest) for end in rows["period_end"]))
        notes.append(t("note.reported", lang, period=format_period(*scene.period, lang), count=fresh, total=len(rows)))
        notes.append(t("note.older", lang, count=format_count(older, lang)) if older else "")
    headline(title, [*notes, *law_words(criteria, scene.standing.as_of, lang)], scene)


def put_table(table: object, codes: list[str], key: str, scene: Scene, columns: dict[str, object]) -> None:
    """A table whose rows open their communes (`codes`, a row each); the first column stays in view."""
    height = "content" if len(codes) <= 12 else TABLE_HEIGHT
    event = st.dataframe(table, hide_index=True, height=height, column_config=columns, on_select="rerun",
                         selection_mode="single-row", key=key, placeholder="")
    if event.selection.rows:
        go_to_commune(codes[event.selection.rows[0]], scene)


def say_quietly(*lines: str) -> None:
    """Small grey lines; what comes from data cannot become markup."""
    st.html("".join(f'<p class="quiet-line">{html.escape(line)}</p>' for line in lines))


def _ratings(rows: pd.DataFrame, scene: Scene) -> dict[str, list[str]]:
    """The column of the roadmap's ratings; none where no commune shown has a target ahead."""
    ratings = roadmap_ratings(scene)
    found = [ratings.get(unit, "") for unit in rows["unit"]]
    return {t("roadmap.column.rating", scene.lang): found} if any(found) else {}


def _styled_day(rows: pd.DataFrame, cells: pd.DataFrame, scene: Scene) -> object:
    """The table as a Styler. Texts sort as they read; count and period are a number and a day, only written as words."""
    lang, dark, law = scene.lang, scene.view.is_dark, scene.standing.law
    newest = newest_end(scene.periods, scene.standing.as_of)
    notes = words.flags_text(cells, lang)
    digits = cells.groupby("number")["numerator"].agg(lambda found: len(format_number(found.max(), lang)) if found.notna().any() else 0)
    texts = _by_number(cells, lambda cell: words.cell_text(cell, newest, law, lang, digits[cell.number]), rows)
    colours = _by_number(cells, lambda cell: words.quiet_css(cell.status, dark), rows)
    table = pd.DataFrame({
        t("column.commune", lang): rows["name"].to_list(),
        t("column.district", lang): words.place_names(rows, lang),
        t("column.status", lang): [words.status_words(status, lang) for status in rows["status"]],
        t("column.count", lang): rows["met_count"].astype("int64").to_list(),
        **texts,
        **_ratings(rows, scene),
        t("column.period", lang): pd.to_datetime(rows["period_end"]).to_list(),
        t("table.notes", lang): [notes.get(unit, "") for unit in rows["unit"]],
    })
    css = pd.DataFrame("", index=table.index, columns=table.columns)
    css[t("column.status", lang)] = [words.status_css(status, dark) for status in rows["status"]]
    for number, column in colours.items():
        css[number] = column
    kinds = {pd.Timestamp(row.period_end): row.period_kind for row in rows.dropna(subset=["period_end"]).itertuples()}
    of_count = int(rows["of_count"].max())
    return table.style.apply(lambda _: css, axis=None).format({
        t("column.count", lang): lambda met: f"{met}/{of_count}",
        t("column.period", lang): lambda end: words.period_text(kinds.get(end, "day"), None if pd.isna(end) else end.date(), lang),
    })


def _by_number(cells: pd.DataFrame, say: Callable[[object], str], rows: pd.DataFrame) -> dict[str, list[str]]:
    said = {(cell.unit, cell.number): say(cell) for cell in cells.itertuples()}
    return {number: [said.get((unit, number), "") for unit in rows["unit"]] for number in count_lacking(cells)}


def _day_columns(rows: pd.DataFrame, scene: Scene) -> dict[str, object]:
    lang, config = scene.lang, st.column_config
    has_districts = len(set(rows["district"])) > 1
    return {
        t("column.commune", lang): config.TextColumn(pinned=True, width=115),
        t("column.district", lang): config.TextColumn(width=106) if has_districts else None,
        t("column.status", lang): config.TextColumn(width=135),
        t("column.count", lang): config.NumberColumn(width=round(LETTER * len(t("column.count", lang))) + 14, alignment="center"),
        **{indicator.number: config.TextColumn(width=96, help=indicator.title.in_(lang)) for indicator in scene.criteria().indicators},
        t("roadmap.column.rating", lang): config.TextColumn(width=165),
        t("column.period", lang): config.DateColumn(width=100),
        t("table.notes", lang): config.TextColumn(width=360),
    }


def export_day(rows: pd.DataFrame, cells: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """The table of a day as numbers and words: numerator, denominator and share in columns of their own."""
    lang, criteria, notes = scene.lang, scene.criteria(), words.flags_text(cells, scene.lang)
    columns: dict[str, list[object]] = {
        t("table.export.code", lang): rows["code"].to_list(),
        t("column.commune", lang): [unit_name(row.kind, row.name, lang) for row in rows[["kind", "name"]].itertuples(index=False)],
        t("column.district", lang): [district_name(row.district_kind, row.district, lang) for row in rows.itertuples()],
        t("column.status", lang): [t(f"status.{status}", lang) for status in rows["status"]],
        t("column.met_count", lang): rows["met_count"].to_list(), t("column.of_count", lang): rows["of_count"].to_list(),
    }
    for number in count_lacking(cells):
        of_number = cells[cells["number"] == number].set_index("unit").reindex(rows["unit"])
        columns |= words.number_columns(of_number, criteria, scene.standing.law, number, lang)
    columns |= {
        t("column.period", lang): [words.period_text(row.period_kind, row.period_end, lang) for row in rows.itertuples()],
        t("table.notes", lang): [notes.get(unit, "") for unit in rows["unit"]],
        t("table.export.set", lang): [criteria.document.number] * len(rows),
        t("table.export.day_column", lang): [format_date(scene.standing.as_of, lang)] * len(rows),
    }
    return pd.DataFrame(columns)
