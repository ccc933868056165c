"""Two communes side by side, indicator by indicator and requirement by requirement."""
from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ntm.progress.bars import need_name
from ntm.progress.matrix import PairLine, newest_end, pair_lines
from ntm.progress.sentences import district_name, figure_words, law_words, unit_name
from ntm.texts import format_date, format_pct, t
from ntm.ui.commune.picker import DEFAULT_COMMUNE
from ntm.ui.safe import plain_markdown
from ntm.ui.table import words
from ntm.ui.view import pick, recall
from ntm.ui.widgets import Scene, downloads, headline


def pair_block(scene: Scene, choices: DeltaGenerator) -> None:
    """Two communes of the chosen place, chosen in `choices`: title, table, files."""
    lang = scene.lang
    rows = scene.rows()
    if len(rows) < 2:
        headline(t("table.none.second", lang), [], scene)
        return
    with choices:
        first, second = _pick_two(rows, scene)
    lines = pair_lines(scene.standing, scene.view.level, first.unit, second.unit)
    names = [unit_name(row.kind, row.commune, lang) for row in (first, second)]
    criteria = scene.criteria()
    day = t("note.as_of", lang, day=format_date(scene.standing.as_of, lang))
    notes = [words.set_words(criteria, lang), day, *law_words(criteria, scene.standing.as_of, lang)]
    if not lines:
        headline(t("table.none.indicators", lang), notes, scene)
        return
    headline(_title(lines, first, second, names, lang), notes, scene)
    headings = names if names[0] != names[1] else [f"{name} ({row.district})" for name, row in zip(names, (first, second), strict=True)]
    _show(lines, headings, scene)
    title = t("table.export.pair", lang, first=headings[0], second=headings[1], level=criteria.level_title.in_(lang),
              document=criteria.document.number, day=format_date(scene.standing.as_of, lang))
    file = f"{t('table.export.file_pair', lang)}-{scene.view.level}-{first.code}-{second.code}-{scene.standing.as_of}"
    downloads(_export(lines, headings, scene), title, scene, file)


def _pick_two(rows: pd.DataFrame, scene: Scene) -> tuple[object, object]:
    """The two communes; at first the one of the view beside the one of its district that meets most."""
    communes = {row.code: row for row in rows.sort_values("name").rename(columns={"name": "commune"}).itertuples()}
    labels = {code: _label(row, scene.lang) for code, row in communes.items()}
    first = pick(st.selectbox, "commune", t("table.pick.first", scene.lang), list(communes),
                 scene.view.commune or DEFAULT_COMMUNE, labels.__getitem__, width=270)
    others = [code for code in communes if code != first]
    near = [code for code in others if communes[code].district_code == communes[first].district_code] or others
    best = max(near, key=lambda code: communes[code].met_count)
    wanted = recall("other")
    second = pick(st.selectbox, "other", t("table.pick.second", scene.lang), others,
                  wanted if wanted in others else best, labels.__getitem__, width=270)
    return communes[first], communes[second]


def _label(row: object, lang: str) -> str:
    name, district = unit_name(row.kind, row.commune, lang), district_name(row.district_kind, row.district, lang)
    return f"{name} ({district})" if district else name


def _title(lines: Sequence[PairLine], first: object, second: object, names: Sequence[str], lang: str) -> str:
    differing = [line.number for line in lines if line.position < 0 and _status(line.first) != _status(line.second)]
    what = t("table.title.differ", lang, numbers=", ".join(differing)) if differing else t("table.title.alike", lang)
    return t("table.title.pair", lang, first=names[0], first_met=first.met_count, first_of=first.of_count,
             second=names[1], second_met=second.met_count, second_of=second.of_count, what=what)


def _status(row: pd.Series | None) -> str | None:
    return None if row is None else row["status"]


def _show(lines: Sequence[PairLine], headings: Sequence[str], scene: Scene) -> None:
    lang, dark = scene.lang, scene.view.is_dark
    sides = [[line.first for line in lines], [line.second for line in lines]]
    headings = [plain_markdown(heading) for heading in headings]
    table = pd.DataFrame({
        t("table.requirement", lang): [(f"{line.number} " if line.position < 0 else "") + _what(line, scene) for line in lines],
        t("table.threshold", lang): [_threshold(line, scene) for line in lines],
        **{heading: [_side_text(row, scene) for row in side] for heading, side in zip(headings, sides, strict=True)},
    }).map(plain_markdown)
    css = pd.DataFrame("", index=table.index, columns=table.columns)
    for heading, side in zip(headings, sides, strict=True):
        css[heading] = [_css(row, line.position < 0, dark) for line, row in zip(lines, side, strict=True)]
    css.loc[[line.position < 0 for line in lines]] += ";font-weight: bold"
    # A table of HTML, whose cells wrap: both communes can be read on a telephone.
    st.table(table.style.apply(lambda _: css, axis=None), hide_index=True)


def _basis(lines: Sequence[PairLine], scene: Scene) -> pd.DataFrame:
    lang = scene.lang
    return pd.DataFrame({
        t("column.indicator", lang): [line.number for line in lines],
        t("table.requirement", lang): [_what(line, scene) for line in lines],
        t("table.threshold", lang): [_threshold(line, scene) for line in lines],
    })


def _what(line: PairLine, scene: Scene) -> str:
    """What an indicator or requirement asks, by its name."""
    lang, law = scene.lang, scene.standing.law
    row = line.first if line.first is not None else line.second
    if line.position < 0:
        return law.sets[row["set_id"]].find_indicator(line.number).short.in_(lang)
    return need_name(row, law, lang)


def _threshold(line: PairLine, scene: Scene) -> str:
    row = line.first if line.first is not None else line.second
    if line.position < 0:
        return ""
    if row["is_open"]:
        return t("table.open_threshold", scene.lang)
    if not isinstance(row["threshold"], str):
        return t("table.ask_yes", scene.lang)
    if row["measure_kind"] == "ratio" and row["threshold_num"] == row["threshold_den"]:
        return format_pct(1, 1, scene.lang, 0)
    return t("table.at_least", scene.lang, threshold=row["threshold"])


def _css(row: pd.Series | None, is_indicator: bool, dark: bool) -> str:
    """An indicator is filled, of its requirements only what is not met; no colour for a figure without a threshold."""
    if row is None or _is_unjudged(row):
        return ""
    return words.status_css(row["status"], dark) if is_indicator else words.quiet_css(row["status"], dark)


def _is_unjudged(row: pd.Series) -> bool:
    return row["status"] == "no_data" and bool(row.get("has_figure", False))


def _side_text(row: pd.Series | None, scene: Scene) -> str:
    """A commune's status and figure in full; a figure of an earlier period with that period."""
    if row is None:
        return ""
    lang = scene.lang
    figure = figure_words(row, scene.standing.law, lang) if "has_figure" in row else ""
    text = figure if figure and _is_unjudged(row) else words.status_words(row["status"], lang, figure)
    return words.with_period(text, row["period_kind"], row["period_end"], newest_end(scene.periods, scene.standing.as_of), lang)


def _export(lines: Sequence[PairLine], headings: Sequence[str], scene: Scene) -> pd.DataFrame:
    """The comparison with each side's result in words and its counts as numbers."""
    lang, table = scene.lang, _basis(lines, scene)
    for heading, side in zip(headings, ([line.first for line in lines], [line.second for line in lines]), strict=True):
        table[t("table.export.result", lang, name=heading)] = [
            t(f"status.{row['status']}", lang) if row is not None else "" for row in side
        ]
        for key, column in (("numerator", "numerator"), ("denominator", "denominator")):
            table[t(f"table.export.{key}", lang, name=heading)] = [_number(row, column) for row in side]
        table[t("table.export.percent", lang, name=heading)] = [_percent(row) for row in side]
        table[t("table.export.period", lang, name=heading)] = [
            words.period_text(row["period_kind"], row["period_end"], lang) if row is not None else "" for row in side
        ]
    return table


def _number(row: pd.Series | None, column: str) -> int | None:
    return int(row[column]) if row is not None and pd.notna(row.get(column)) else None


def _percent(row: pd.Series | None) -> float | None:
    if row is None or row.get("measure_kind") != "ratio":
        return None
    if pd.notna(row["numerator"]):
        return round(100 * int(row["numerator"]) / int(row["denominator"]), 2)
    return round(100 * float(row["figure"]), 2) if pd.notna(row["figure"]) else None
