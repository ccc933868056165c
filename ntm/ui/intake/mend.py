"""What is wrong in a file, mended in place: one row where one cause makes many, each of its cells a click away."""
from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from ntm.problem_groups import ProblemGroup, cause_of, group_problems
from ntm.texts import format_count, format_number, t
from ntm.ui.intake import tray, words
from ntm.ui.intake.tray import ReadFile
from ntm.ui.safe import plain_markdown
from ntm.ui.widgets import ROW_OF_LINES

MOST_MENDED = 500   # rows of the table that is mended in place; the annotated copy has them all
_WIDTHS = {"cell": 110, "wrote": 130, "why": 380, "suggestion": 150, "became": 150}


def problems_block(file: ReadFile, lang: str) -> None:
    """What is wrong, each in its cell, to be mended in place; what has no cell is said above, notes stand apart."""
    for problem in file.wrong:
        if not problem.cell:
            st.error(plain_markdown(": ".join(part for part in (problem.sheet, problem.sentence(lang)) if part)))
    folded = [group for group in group_problems(problem for problem in file.wrong if problem.cell) if group.is_folded]
    chosen = _pick_group(file, folded, lang)
    rows = _mendable(file, lang)
    shown = rows[_is_open(rows, folded, chosen)]
    if len(rows):
        _mend(file, rows, shown, lang)
    if file.notes:
        with st.expander(t("desk.notes", lang, count=format_count(len(file.notes), lang)), icon=":material/info:"):
            st.dataframe(words.notes_table(file.notes, lang), hide_index=True)


def _pick_group(file: ReadFile, folded: Sequence[ProblemGroup], lang: str) -> ProblemGroup | None:
    """A row a cause that makes many; the one that was clicked, whose cells are open."""
    if not folded:
        return None
    kept, key = f"cause_{file.file.sha256}", f"groups_{file.file.sha256}"

    def keep() -> None:
        """Keep which cause is looked into."""
        rows = st.session_state[key].selection.rows
        st.session_state[kept] = cause_of(folded[rows[0]].first) if rows else None

    st.subheader(t("desk.groups.title", lang, count=format_count(len(folded), lang)), anchor=False)
    names = {name: t(f"desk.groups.{name}", lang) for name in ("count", "cells", "why")}
    config = {names["count"]: st.column_config.NumberColumn(width=80, format="localized"),
              names["cells"]: st.column_config.TextColumn(width=230), names["why"]: st.column_config.TextColumn(width=560)}
    st.dataframe(words.groups_table(folded, lang), hide_index=True, column_config=config, row_height=ROW_OF_LINES, key=key,
                 on_select=keep, selection_mode="single-row")
    chosen = next((group for group in folded if cause_of(group.first) == st.session_state.get(kept)), None)
    st.caption(t("desk.groups.open", lang, cells=words.group_cells(chosen)) if chosen else t("desk.groups.choose", lang))
    return chosen


def _is_open(rows: pd.DataFrame, folded: Sequence[ProblemGroup], chosen: ProblemGroup | None) -> list[bool]:
    """Which rows are shown: those of the group that was clicked, else those that no group folds away."""
    places = list(zip(rows["sheet"], rows["address"], strict=True))
    if chosen:
        here = {(problem.sheet or "", problem.cell) for problem in chosen.problems}
        return [place in here for place in places]
    hidden = {(problem.sheet or "", problem.cell) for group in folded for problem in group.problems}
    return [place not in hidden for place in places]


def _mendable(file: ReadFile, lang: str) -> pd.DataFrame:
    """A row a wrong or corrected cell: sheet, address, cell, wrote, why, suggestion, became."""
    wrote = {(sheet, cell): text for sheet, cell, text in file.file.wrote}
    became = {(sheet, cell): text for sheet, cell, text in file.file.choices.corrections}
    said = {(problem.sheet or "", problem.cell): problem for problem in reversed(file.wrong) if problem.cell}
    rows = []
    for place in sorted({*said, *became}, key=_reading_order):
        problem = said.get(place)
        why = f"✕ {problem.sentence(lang)}" if problem else f"✓ {t('desk.mended', lang)}"
        before = wrote.get(place, (problem.value if problem else None) or "")
        rows.append((*place, "!".join(part for part in place if part), before, why, (problem.suggestion if problem else None) or "",
                     became.get(place, "")))
    return pd.DataFrame(rows, columns=["sheet", "address", "cell", "wrote", "why", "suggestion", "became"])


def _reading_order(place: tuple[str, str]) -> tuple[str, int, int, str]:
    """Sheet, row, column: a mended cell keeps its place in the table."""
    sheet, cell = place
    letters = cell.rstrip("0123456789")
    return sheet, int(cell[len(letters):] or 0), len(letters), letters


def _mend(file: ReadFile, rows: pd.DataFrame, opened: pd.DataFrame, lang: str) -> None:
    sha256 = file.file.sha256
    wrote = {(row.sheet, row.address): row.wrote for row in rows.itertuples()}
    left, right = st.columns([0.72, 0.28], vertical_alignment="center")
    left.subheader(t("desk.mend" if file.wrong else "desk.all_mended", lang, count=format_count(len(file.wrong), lang)), anchor=False)
    taken = {(row.sheet, row.address): text for row in rows.itertuples() if not row.became and (text := usable(row.suggestion))}
    if taken:
        right.button(t("desk.use_suggestions", lang, count=format_count(len(taken), lang)), icon=":material/lightbulb:",
                     on_click=partial(tray.correct, sha256, taken, wrote), key="desk_suggestions")
    if opened.empty:
        return
    shown = opened.head(MOST_MENDED)
    names = {name: t(f"desk.column.{name}", lang) for name in ("cell", "wrote", "why", "suggestion", "became")}
    config = {name: st.column_config.TextColumn(label, disabled=name != "became", width=_WIDTHS[name]) for name, label in names.items()}
    edited = st.data_editor(shown, hide_index=True, column_order=list(names), column_config=config, row_height=ROW_OF_LINES,
                            key=f"mend_{sha256}_{file.file.version}", alt=t("desk.mend_help", lang))
    st.caption(t("desk.mend_help", lang) + (
        " " + t("desk.mend_more", lang, shown=format_number(MOST_MENDED, lang), count=format_number(len(opened), lang))
        if len(opened) > MOST_MENDED else ""))
    texts = {(row.sheet, row.address): (new or "").strip() for row, new in zip(shown.itertuples(), edited["became"], strict=True)
             if ((new if isinstance(new, str) else "") or "").strip() != row.became}
    if texts:
        tray.correct(sha256, texts, wrote)
        st.rerun()


def usable(suggestion: str) -> str:
    """What of a suggestion can stand in the cell: "Côn Minh (Na Rì), 02173" -> "Côn Minh (Na Rì)"; nothing where it is a choice."""
    if ";" in suggestion:
        return ""
    name, _, code = suggestion.rpartition(", ")
    return name if name and code.isdigit() else suggestion
