"""Two days compared: the communes and indicators of another status, a change of law said apart."""
from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ntm.progress.matrix import LEVEL, DayChanges, compare_days, newest_end
from ntm.progress.sentences import district_name, law_words
from ntm.progress.summary import at_level
from ntm.texts import format_count, format_date, format_period, t
from ntm.ui import answers
from ntm.ui.table import words
from ntm.ui.table.parts import cells_of, filtered, put_table, say_quietly
from ntm.ui.view import day_label, pick, recall
from ntm.ui.widgets import Scene, downloads, headline

_SIDES = ("_before", "_after")


def days_block(scene: Scene, choices: DeltaGenerator) -> None:
    """What changed between the day asked about and another, chosen in `choices`: title, filters, changes, files."""
    lang = scene.lang
    with choices:
        day = _pick_day(scene)
    if day is None:
        headline(t("table.none.other_day", lang), [], scene)
        return
    other = answers.standing_of(answers.question(scene.view, day))
    before, after = sorted((day, scene.standing.as_of))
    rows = scene.rows()
    if at_level(other.communes, scene.view.level).empty:
        headline(t("table.none.before", lang, day=format_date(day, lang)), [], scene)
        return
    earlier, later = (
        answers.cells_of(answers.question(scene.view, None if asked == scene.standing.as_of else asked), scene.view.level)
        for asked in (before, after)
    )
    changes = compare_days(earlier, later, [*rows["unit"], *scene.rows(standing=other)["unit"]])
    headline(_title(changes, before, after, lang), _notes(changes, scene), scene)
    if changes.cells.empty:
        st.info(t("table.none.same", lang))
        return
    kept = filtered(rows, cells_of(scene, rows), scene)
    cells = _with_communes(changes.cells, kept)
    if cells.empty:
        st.info(t("table.none.filter", lang))
        return
    _show(cells, len(changes.cells), before, after, scene)


def _pick_day(scene: Scene) -> date | None:
    """The other day: the end of a period, at first that of the same kind before; in the URL any day may stand."""
    lang, asked = scene.lang, scene.standing.as_of
    ends = {row.period_end.isoformat(): format_period(row.period_kind, row.period_end, lang) for row in scene.periods.itertuples()}
    ends.pop(asked.isoformat(), None)
    wanted = recall("before")
    days = sorted({*ends, *([wanted] if _is_day(wanted) and wanted != asked.isoformat() else [])}, reverse=True)
    if not days:
        return None
    first = scene.earlier[1].isoformat() if scene.earlier else days[0]
    chosen = pick(st.selectbox, "before", t("table.pick.before", lang), days, wanted if wanted in days else first,
                  lambda day: day_label(date.fromisoformat(day), lang) + (f" · {ends[day]}" if day in ends else ""), width=230)
    return date.fromisoformat(chosen)


def _is_day(text: str | None) -> bool:
    try:
        return bool(text and date.fromisoformat(text))
    except ValueError:  # a link mended by hand
        return False


def _title(changes: DayChanges, before: date, after: date, lang: str) -> str:
    parts = [t(f"table.title.{name}", lang, count=format_count(count, lang))
             for name, count in (("rose", changes.rose), ("fell", changes.fell), ("by_law", changes.by_law)) if count]
    what = ", ".join(parts) or t("table.title.same", lang)
    moved = changes.cells[(changes.cells["number"] != LEVEL) & (changes.cells["direction"] != "law")]
    if len(moved):
        what += t("table.title.moved", lang, cells=format_count(len(moved), lang), communes=format_count(moved["unit"].nunique(), lang))
    return t("table.title.days", lang, before=format_date(before, lang), after=format_date(after, lang), what=what)


def _notes(changes: DayChanges, scene: Scene) -> list[str]:
    lang, sets = scene.lang, scene.standing.law.sets
    by_law = changes.cells[changes.cells["direction"] == "law"]
    notes = [
        t("table.note.sets", lang, before=sets[before].document.number, after=sets[after].document.number)
        for before, after in by_law[["set_id_before", "set_id_after"]].drop_duplicates().itertuples(index=False)
    ]
    if changes.unmatched:
        notes.append(t("table.note.unmatched", lang, count=format_count(changes.unmatched, lang)))
    return [words.set_words(scene.criteria(), lang), *notes, *law_words(scene.criteria(), scene.standing.as_of, lang)]


def _with_communes(cells: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The changes of some communes in the order of the communes, the whole level first, each with its names."""
    names = rows[["unit", "code", "name", "kind", "district", "district_kind"]].assign(place=range(len(rows)))
    named = cells.assign(unit=cells["unit"].astype(names["unit"].dtype)).merge(names, on="unit", validate="m:1")
    return named.sort_values(["place", "position_after"]).rename(columns={"name": "commune"})


def _show(cells: pd.DataFrame, total: int, before: date, after: date, scene: Scene) -> None:
    lang, law, dark = scene.lang, scene.standing.law, scene.view.is_dark
    sides = dict(zip(_SIDES, (before, after), strict=True))
    headings = {side: format_date(day, lang) for side, day in sides.items()}
    table = _basis(cells, scene)
    table[t("column.indicator", lang)] = [number or t("table.whole", lang) for number in cells["number"]]
    for side, day in sides.items():
        newest = newest_end(scene.periods, day)
        table[headings[side]] = [words.changed_text(cell, side, newest, law, lang) for cell in cells.itertuples()]
    table[t("column.district", lang)] = words.place_names(cells, lang)
    css = pd.DataFrame("", index=table.index, columns=table.columns)
    for side, heading in headings.items():
        css[heading] = [words.status_css(status, dark) for status in cells["status" + side]]
    config = st.column_config
    put_table(table.style.apply(lambda _: css, axis=None), cells["code"].to_list(), "changes", scene, {
        t("column.commune", lang): config.TextColumn(pinned=True, width=125),
        t("column.indicator", lang): config.TextColumn(width=75),
        t("table.change", lang): config.TextColumn(width=135),
        **{heading: config.TextColumn(width=170) for heading in headings.values()},
        t("column.district", lang): config.TextColumn(width=120) if len(set(cells["district"])) > 1 else None,
    })
    criteria = scene.criteria()
    numbers = " · ".join(words.indicator_words(indicator.number, criteria, lang) for indicator in criteria.indicators)
    say_quietly(f"{t('table.shown_cells', lang, shown=len(cells), total=total)} {t('table.choose_row', lang)}", numbers)
    name = t("table.export.days", lang, level=criteria.level_title.in_(lang), document=criteria.document.number,
             before=headings["_before"], after=headings["_after"])
    downloads(_export(cells, headings, scene), name, scene, f"{t('table.export.file_days', lang)}-{scene.view.level}-{before}-{after}")


def _basis(cells: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    lang, sets = scene.lang, scene.standing.law.sets
    return pd.DataFrame({
        t("column.commune", lang): cells["commune"].to_list(),
        t("column.indicator", lang): [words.indicator_words(c.number, sets[c.set_id_after], lang) for c in cells.itertuples()],
        t("table.change", lang): [t(f"table.direction.{direction}", lang) for direction in cells["direction"]],
    })


def _export(cells: pd.DataFrame, headings: dict[str, str], scene: Scene) -> pd.DataFrame:
    """The changes as numbers and words, each side with its set, counts and period."""
    lang, sets = scene.lang, scene.standing.law.sets
    table = _basis(cells, scene)
    table.insert(0, t("table.export.code", lang), cells["code"].to_list())
    table.insert(2, t("column.district", lang), [district_name(c.district_kind, c.district, lang) for c in cells.itertuples()])
    for side, name in headings.items():
        table[t("table.export.result", lang, name=name)] = [t(f"status.{status}", lang) for status in cells["status" + side]]
        table[t("table.export.numerator", lang, name=name)] = cells["numerator" + side].to_list()
        table[t("table.export.denominator", lang, name=name)] = cells["denominator" + side].to_list()
        ends = zip(cells["period_kind" + side], cells["period_end" + side], strict=True)
        table[t("table.export.period", lang, name=name)] = [words.period_text(kind, end, lang) for kind, end in ends]
        table[f"{name}: {t('table.export.set', lang)}"] = [sets[set_id].document.number for set_id in cells["set_id" + side]]
    return table
