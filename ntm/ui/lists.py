"""A number opens its names: the communes behind a count, each with who concluded, by which document, from which cell."""
from __future__ import annotations

import pandas as pd
import streamlit as st

from ntm.figures import STAGES
from ntm.progress.sentences import district_name, source_words, unit_name, verdict_words
from ntm.texts import format_date, t
from ntm.ui.theme import palette
from ntm.ui.widgets import Scene, downloads, go_to_commune


def full_names(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The rows with `name` and `district` as they are written, and the status with its sign as `status_word`."""
    signs = palette(dark=False).status
    return rows.assign(
        name=[unit_name(row.kind, row.name_, lang) for row in rows.rename(columns={"name": "name_"}).itertuples()],
        district=[district_name(row.district_kind, row.district, lang) for row in rows.itertuples()],
        status_word=[f"{signs[status].sign} {t(f'status.{status}', lang)}" for status in rows["status"]],
    )


_COLUMN_WORDS = {
    "name": "column.commune", "district": "column.district", "status_word": "column.status", "met_count": "column.met_count",
    "of_count": "column.of_count", "period": "column.period", "met": "status.met", "not_met": "status.not_met",
    "incomplete": "status.incomplete", "no_data": "status.no_data",
}


def worded(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """A chart's table with its headings in words."""
    return table.rename(columns={name: t(key, lang) for name, key in _COLUMN_WORDS.items()})


def commune_list(title: str, rows: pd.DataFrame, scene: Scene) -> None:
    """Open the list of some communes over the page; a row leads to its commune."""
    @st.dialog(title, width="large")
    def show() -> None:
        """The list over the page."""
        table = list_table(rows, scene)
        event = st.dataframe(table, hide_index=True, on_select="rerun", selection_mode="single-row", key="list_rows")
        downloads(table, title, scene, "danh-sach")
        if event.selection.rows:
            go_to_commune(rows.iloc[event.selection.rows[0]]["code"], scene)
    show()


def list_table(rows: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """One line a commune: standing, what is not met or not known, and the basis of its weakest indicator."""
    lang = scene.lang
    named = full_names(rows, lang)
    basis = _basis(rows, scene.standing.indicators)
    return pd.DataFrame({
        t("column.commune", lang): named["name"].to_list(), t("column.district", lang): named["district"].to_list(),
        t("column.status", lang): named["status_word"].to_list(),
        t("column.count", lang): [f"{row.met_count}/{row.of_count}" for row in rows.itertuples()],
        t("column.not_met", lang): [_numbers(row.not_met_numbers) for row in rows.itertuples()],
        t("column.unknown", lang): [_numbers(row.unknown_numbers) for row in rows.itertuples()],
        t("column.concluded", lang): [_verdict(row, lang) for row in basis],
        t("column.period", lang): [format_date(row.period_end, lang) if row is not None and row.period_end else "" for row in basis],
        t("column.source", lang): [source_words(row.file, row.sheet, row.cell) if row is not None else "" for row in basis],
    })


def _basis(rows: pd.DataFrame, indicators: pd.DataFrame) -> list[object]:
    """The indicator that a commune's standing hangs on most: one not met, else the one with the oldest figure."""
    order = {"not_met": 0, "incomplete": 1, "met": 2, "no_data": 3}
    wanted = indicators[indicators["unit"].isin(rows["unit"]) & indicators["set_id"].isin(rows["set_id"])]
    ranked = wanted.assign(rank=wanted["status"].map(order)).sort_values(["rank", "cutoff"], na_position="last")
    first = {(row.unit, row.set_id): row for row in ranked.drop_duplicates(["unit", "set_id"]).itertuples()}
    return [first.get((row.unit, row.set_id)) for row in rows.itertuples()]


def _verdict(row: object, lang: str) -> str:
    if row is None or pd.isna(row.verdict_is_met):
        return ""
    return verdict_words(bool(row.verdict_is_met), STAGES[int(row.verdict_stage)], row.body, row.document_number, lang)


def _numbers(found: object) -> str:
    return ", ".join(found) if found is not None and not (isinstance(found, float) and pd.isna(found)) else ""
