"""The parts of the page "Lịch sử cập nhật": every load, and one of them with its figures, corrections and original file."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from ntm.criteria import Law
from ntm.figures import STAGES
from ntm.progress.sentences import unit_name
from ntm.progress.voices import item_name, value_words
from ntm.texts import format_count, format_date, format_moment, format_number, format_period, t
from ntm.ui import answers
from ntm.ui.attached import attached_to, signed_button
from ntm.ui.intake.tray import person_field
from ntm.ui.safe import plain_markdown, safe_file_name
from ntm.ui.view import choose, recall
from ntm.warehouse.attachments import owner_of
from ntm.warehouse.batches import history
from ntm.warehouse.contents import corrections_of, figures_of
from ntm.warehouse.files import kept_file

MOST_FIGURES = 2_000   # of a load on the page; the original file has them all
Batch = dict[str, Any]


def batches() -> list[Batch]:
    """Every load, newest first, as the warehouse has it now."""
    return _batches(answers.opened().generation)


@st.cache_resource(max_entries=4, show_spinner=False)
def _batches(generation: int) -> list[Batch]:
    with answers.opened().reading() as con:
        frame = history(con)
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


@st.cache_resource(max_entries=16, show_spinner=False)
def _contents(generation: int, batch: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    with answers.opened().reading() as con:
        return figures_of(con, batch, MOST_FIGURES), corrections_of(con, batch)


def state_of(batch: Batch) -> str:
    """live, void, or of the sample: aside or sample."""
    if batch["is_void"]:
        return "aside" if batch["act"] == "aside" else "void"
    return "sample" if batch["is_sample"] else "live"


def title_words(found: list[Batch], lang: str) -> str:
    """The answer: how many loads, how many in use, which is the newest."""
    if not found:
        return t("updates.empty", lang)
    live = sum(not batch["is_void"] for batch in found)
    return t("updates.title", lang, count=format_count(len(found), lang), live=format_count(live, lang),
             when=format_moment(found[0]["loaded_at"], lang), who=found[0]["loaded_by"])


def batches_table(found: list[Batch], lang: str) -> pd.DataFrame:
    """A row a load, newest first."""
    rows = [(
        batch["id"], t(f"updates.state.{state_of(batch)}", lang), format_moment(batch["loaded_at"], lang), batch["loaded_by"],
        batch["file_name"], period_words(batch, lang), batch["accepted"], batch["rejected"], batch["unchanged"],
        t(f"stage.{batch['stage']}", lang), document_words(batch, lang),
    ) for batch in found]
    names = ("batch", "state", "when", "who", "file", "period", "accepted", "rejected", "unchanged", "stage", "document")
    return pd.DataFrame(rows, columns=[t(f"updates.column.{name}", lang) for name in names])


def document_words(batch: Batch, lang: str) -> str:
    """The covering document of a load: number, date, body, signer; empty where none is known."""
    day = format_date(pd.Timestamp(batch["document_date"]).date(), lang) if batch["document_date"] else None
    return " · ".join(part for part in (batch["document_number"], day, batch["body"], batch["signer"]) if part)


def period_words(batch: Batch, lang: str) -> str:
    """The period of a load, with its cut-off where that is another day."""
    end, cutoff = (pd.Timestamp(batch[name]).date() for name in ("period_end", "cutoff"))
    name = format_period(batch["period_kind"], end, lang)
    return name if cutoff == end else t("desk.cut_off", lang, period=name, day=format_date(cutoff, lang))


def sample_line(found: list[Batch], lang: str) -> None:
    """The mark of the sample, while any of it is in use."""
    if any(state_of(batch) == "sample" for batch in found):
        st.html(f'<p class="quiet-line"><strong>{t("sample", lang)}</strong></p>')


def list_block(found: list[Batch], lang: str) -> Batch:
    """All loads; the one to look into is the URL's, else the newest."""
    by_number = {str(batch["id"]): batch for batch in found}

    def keep() -> None:
        """Keep the load that was chosen in the URL."""
        rows = st.session_state["updates_list"].selection.rows
        choose(batch=str(found[rows[0]]["id"]) if rows else None)

    narrow = {t(f"updates.column.{name}", lang): st.column_config.NumberColumn(width=width, format="localized")
              for name, width in (("batch", 55), ("accepted", 80), ("unchanged", 95), ("rejected", 75))}
    st.dataframe(batches_table(found, lang), hide_index=True, column_config=narrow, on_select=keep, selection_mode="single-row",
                 key="updates_list", height=min(35 * (len(found) + 1) + 3, 420))
    st.caption(t("updates.choose", lang))
    asked = recall("batch")
    if asked and asked not in by_number:
        st.warning(plain_markdown(t("updates.unknown", lang, batch=asked)))
    return by_number.get(asked or "", found[0])


def detail_block(batch: Batch, law: Law, lang: str) -> None:
    """One load: what it was, its original file."""
    st.subheader(plain_markdown(t("updates.batch", lang, batch=batch["id"], file=batch["file_name"])), anchor=False)
    counts = {name: format_number(batch[name], lang) for name in ("accepted", "unchanged", "rejected")}
    facts = [
        t("updates.detail", lang, state=t(f"updates.state.{state_of(batch)}", lang), **counts),
        t("updates.said", lang, when=format_moment(batch["loaded_at"], lang), who=batch["loaded_by"]),
        period_words(batch, lang), t(f"stage.{batch['stage']}", lang),
        law.sets[batch["set_id"]].document.number if batch["set_id"] in law.sets else "",
        t("updates.document", lang, document=document_words(batch, lang)) if document_words(batch, lang) else "",
    ]
    if batch["act"]:
        facts.append(t(f"updates.act.{batch['act']}", lang, who=batch["acted_by"], when=format_moment(batch["acted_at"], lang)))
    st.text(" · ".join(fact for fact in facts if fact))


def act_block(batch: Batch, undo: Callable[[int, str], None], redo: Callable[[int, str], None], lang: str) -> None:
    """Undo or redo, with the name of who does it; the original file to take away."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        state = state_of(batch)
        if state != "aside":
            with st.container(width=260):
                person = person_field(lang)
            key, act = ("redo", redo) if state == "void" else ("undo", undo)
            if st.button(t(f"updates.{key}", lang), key=f"updates_{key}", icon=f":material/{key}:", disabled=not person,
                         help=None if person else t("updates.person_needed", lang)):
                act(batch["id"], person)
                st.rerun()
        if kept_file(answers.opened().folder, batch["sha256"]).exists():
            st.download_button(t("updates.original", lang), partial(answers.original_file, batch["sha256"]),
                               safe_file_name(batch["file_name"]), on_click="ignore", key="updates_original", icon=":material/download:")
        else:
            st.warning(t("updates.missing", lang))


def documents_block(batch: Batch, lang: str) -> None:
    """The signed covering document of a load, to take away."""
    found = attached_to(owner_of("batch", batch["id"]))
    if not found:
        return
    st.subheader(t("updates.signed", lang, count=format_count(len(found), lang)), anchor=False)
    with st.container(horizontal=True):
        for row in found:
            signed_button(row, f"signed_{row['sha256']}", lang)


def contents_block(batch: Batch, law: Law, lang: str) -> None:
    """The cells mended while loading, and the figures as they were stored."""
    figures, corrections = _contents(answers.opened().generation, batch["id"])
    if len(corrections):
        st.subheader(t("updates.corrections", lang, count=format_count(len(corrections), lang)), anchor=False)
        st.dataframe(corrections.set_axis([t(f"updates.column.{name}", lang) for name in corrections], axis=1), hide_index=True)
    st.subheader(t("updates.figures", lang, count=format_count(batch["accepted"], lang)), anchor=False)
    st.dataframe(figures_table(figures, law, lang), hide_index=True, key="updates_figures")
    if batch["accepted"] > len(figures):
        st.caption(t("updates.cut", lang, shown=format_number(len(figures), lang), count=format_number(batch["accepted"], lang)))


def figures_table(figures: pd.DataFrame, law: Law, lang: str) -> pd.DataFrame:
    """Figures of a load in words, in the order of the file."""
    rows = [(
        unit_name(row["kind"], row["name"], lang), item_name(row["item_key"], law, lang), value_words(row, law, lang), row["written"],
        format_period(row["period_kind"], pd.Timestamp(row["period_end"]).date(), lang),
        t(f"stage.{STAGES[int(row['stage'])]}", lang), row["sheet"], row["cell"],
    ) for row in figures.to_dict("records")]
    names = ("commune", "item", "value", "written", "period", "stage", "sheet", "cell")
    return pd.DataFrame(rows, columns=[t(f"updates.column.{name}", lang) for name in names])
