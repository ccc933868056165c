"""The parts of the page "Cập nhật số liệu": the uploader, the files, what was recognised in one, and what is wrong in it."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from ntm.criteria import Law
from ntm.figures import STAGES, CoveringDocument
from ntm.periods import parse_period
from ntm.problems import Problem
from ntm.texts import format_count, format_number, format_period, t
from ntm.ui import intake_words as words
from ntm.ui import tray
from ntm.ui.safe import plain_markdown
from ntm.ui.tray import ReadFile
from ntm.ui.widgets import XLSX

MOST_MENDED = 500   # rows of the table that is mended in place; the annotated copy has them all
MOST_SEGMENTS = 5
ROW_OF_TWO_LINES = 66  # Streamlit wraps text in rows higher than 64 px only
ENDINGS = ".xlsx .xlsm .xls .ods .csv .tsv .txt"
_WIDTHS = {"cell": 110, "wrote": 130, "why": 380, "suggestion": 150, "became": 150}
_FIELDS = {"number": 170, "issued": 170, "body": 260, "signer": 190}


def uploader(lang: str) -> None:
    """The place to drop files; it says in the reader's language what it takes and the limit that really holds."""
    limit = int(st.get_option("server.maxUploadSize"))
    st.html(_uploader_style(limit, lang))
    found = st.file_uploader(t("desk.drop", lang), accept_multiple_files=True, key=tray.uploader_key(), max_upload_size=limit)
    if found:
        tray.take(found)
        st.rerun()


def _uploader_style(limit: int, lang: str) -> str:
    """Streamlit's own words are English only: they go, ours come."""
    words_of = {name: t(f"desk.{name}", lang, limit=limit, endings=ENDINGS).replace('"', "'") for name in ("choose", "limit", "too_big")}
    area = '[data-testid="stFileUploaderDropzone"]'
    return f"""<style>
{area} [data-testid="stBaseButton-secondary"] [data-testid="stMarkdownContainer"] p {{display: none}}
{area} [data-testid="stBaseButton-secondary"] [data-testid="stMarkdownContainer"]::after {{content: "{words_of['choose']}"}}
[data-testid="stFileUploaderDropzoneInstructions"] span {{display: none}}
[data-testid="stFileUploaderDropzoneInstructions"]::after {{content: "{words_of['limit']}"; font-size: .875rem; white-space: normal}}
{area} [data-testid="stFileChip"] [role="alert"] {{display: none}}
{area} [data-testid="stFileChip"][aria-invalid="true"]::after {{content: "{words_of['too_big']}"; font-size: .875rem; padding-left: .5rem}}
</style>"""


def files_block(files: Sequence[ReadFile], law: Law, lang: str) -> None:
    """A row a file."""
    narrow = {t(f"desk.column.{name}", lang): st.column_config.NumberColumn(width=80, format="localized") for name in ("figures", "wrong")}
    st.dataframe(words.files_table(files, law, lang), hide_index=True, column_config=narrow, key="desk_files")


def choose_file(files: Sequence[ReadFile], lang: str) -> ReadFile:
    """The file to look into: the first that needs a person, unless another was chosen."""
    by_sha = {file.file.sha256: file for file in files}
    first = next((file for file in files if file.state in ("wrong", "unreadable")), files[0])
    if st.session_state.get("desk_chosen") not in by_sha:
        st.session_state["desk_chosen"] = first.file.sha256
    if len(files) == 1:
        return files[0]

    def label(sha256: str) -> str:
        return f"{words.SIGNS[by_sha[sha256].state]} {plain_markdown(by_sha[sha256].file.name)}"

    st.session_state["desk_pick"] = st.session_state["desk_chosen"]
    if len(files) <= MOST_SEGMENTS:
        st.segmented_control(t("desk.pick", lang), list(by_sha), key="desk_pick", format_func=label, on_change=_keep_file, wrap=True)
    else:
        st.selectbox(t("desk.pick", lang), list(by_sha), key="desk_pick", on_change=_keep_file,
                     format_func=lambda sha256: f"{words.SIGNS[by_sha[sha256].state]} {by_sha[sha256].file.name}")
    return by_sha[st.session_state["desk_chosen"]]


def _keep_file() -> None:
    if st.session_state["desk_pick"] is not None:  # a segment clicked off keeps its choice
        st.session_state["desk_chosen"] = st.session_state["desk_pick"]


def say_unreadable(file: ReadFile, lang: str) -> None:
    """Why a file could not be read at all."""
    for problem in file.problems:
        st.error(plain_markdown(f"{file.file.name}: {problem.sentence(lang)}"))


def recognised_block(file: ReadFile, law: Law, lang: str) -> None:
    """Set, stage, period and cut-off as they were found, to confirm or correct; the columns and the covering document."""
    st.subheader(t("desk.recognised", lang), anchor=False)
    if len(file.periods) > 1:
        listed = ", ".join(words.period_words(period, lang) for period in sorted(file.periods, reverse=True))
        st.caption(t("desk.periods_found", lang, periods=listed))
    if file.skipped_sheets:
        st.caption(plain_markdown(t("desk.skipped", lang, sheets=", ".join(file.skipped_sheets))))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _pick_set(file, law, lang)
        _pick_stage(file, lang)
        _pick_period(file, lang)
    _say_period(file, lang)
    used = sum(meaning not in ("ignored", "unknown", "number", "note") for *_, meaning in file.columns)
    with st.expander(t("desk.columns", lang, used=format_count(used, lang), all=format_count(len(file.columns), lang)),
                     icon=":material/view_column:"):
        st.dataframe(words.columns_table(file, law, lang), hide_index=True)
    with st.expander(t("desk.document", lang, document=plain_markdown(words.document_words(file.document, lang))),
                     icon=":material/description:"):
        _document_fields(file, lang)


def _pick_set(file: ReadFile, law: Law, lang: str) -> None:
    sha256, key = file.file.sha256, f"set_{file.file.sha256}"
    options = [*([] if file.set_id else [""]), *law.sets]
    st.session_state[key] = file.set_id or ""
    st.selectbox(t("desk.column.set", lang), options, key=key, width=230,
                 format_func=lambda set_id: words.set_words(set_id or None, law, lang),
                 on_change=lambda: tray.say(sha256, set_id=st.session_state[key] or None))


def _pick_stage(file: ReadFile, lang: str) -> None:
    sha256, key = file.file.sha256, f"stage_{file.file.sha256}"
    st.session_state[key] = file.stage
    st.selectbox(t("desk.column.stage", lang), STAGES, key=key, width=200, format_func=lambda stage: t(f"stage.{stage}", lang),
                 on_change=lambda: tray.say(sha256, stage=st.session_state[key]))


def _pick_period(file: ReadFile, lang: str) -> None:
    period, sha256 = file.period, file.file.sha256
    key, day_key = f"period_{sha256}", f"cutoff_{sha256}"
    st.session_state[key] = format_period(period.kind, period.end, "vi") if period else ""  # as parse_period reads it back
    st.text_input(t("desk.column.period", lang), key=key, width=190, placeholder=t("desk.period_hint", lang),
                  on_change=_keep_period, args=(sha256, key))
    st.session_state[day_key] = period.cutoff if period else None
    st.date_input(t("desk.cutoff", lang), key=day_key, format="DD/MM/YYYY", width=175, disabled=period is None, value=None,
                  on_change=lambda: tray.say(sha256, cutoff=st.session_state[day_key]))


def _keep_period(sha256: str, key: str) -> None:
    """A period that can be read counts at once, with its end as cut-off; one that cannot is said below the field."""
    text = st.session_state[key]
    found = parse_period(text) if text.strip() else None
    st.session_state["desk_bad_period"] = None if found or not text.strip() else (sha256, text)
    if found or not text.strip():
        tray.say(sha256, period=found, cutoff=None)


def _say_period(file: ReadFile, lang: str) -> None:
    bad = st.session_state.get("desk_bad_period")
    if bad and bad[0] == file.file.sha256:
        st.error(plain_markdown(Problem("unknown-period", value=bad[1], variant="cell").sentence(lang)))


def _document_fields(file: ReadFile, lang: str) -> None:
    sha256, said = file.file.sha256, file.document
    values: dict[str, str | date | None] = {"number": said.number, "issued": said.issued, "body": said.body, "signer": said.signer}

    def keep() -> None:
        given = {name: st.session_state[f"{name}_{sha256}"] or None for name in values}
        tray.say(sha256, document=CoveringDocument(**given))

    with st.container(horizontal=True):
        for name, value in values.items():
            key = f"{name}_{sha256}"
            st.session_state[key] = value if name == "issued" else value or ""
            if name == "issued":
                st.date_input(t("desk.issued", lang), key=key, value=None, format="DD/MM/YYYY", width=_FIELDS[name], on_change=keep)
            else:
                st.text_input(t(f"desk.{name}", lang), key=key, width=_FIELDS[name], max_chars=200, on_change=keep)


def problems_block(file: ReadFile, lang: str) -> None:
    """What is wrong, each in its cell, to be mended in place; what has no cell is said above, notes stand apart."""
    for problem in file.wrong:
        if not problem.cell:
            st.error(plain_markdown(": ".join(part for part in (problem.sheet, problem.sentence(lang)) if part)))
    rows = _mendable(file, lang)
    if len(rows):
        _mend(file, rows, lang)
    if file.notes:
        with st.expander(t("desk.notes", lang, count=format_count(len(file.notes), lang)), icon=":material/info:"):
            st.dataframe(words.notes_table(file.notes, lang), hide_index=True)


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


def _mend(file: ReadFile, rows: pd.DataFrame, lang: str) -> None:
    sha256 = file.file.sha256
    wrote = {(row.sheet, row.address): row.wrote for row in rows.itertuples()}
    left, right = st.columns([0.72, 0.28], vertical_alignment="center")
    left.subheader(t("desk.mend" if file.wrong else "desk.all_mended", lang, count=format_count(len(file.wrong), lang)), anchor=False)
    taken = {(row.sheet, row.address): text for row in rows.itertuples() if not row.became and (text := usable(row.suggestion))}
    if taken:
        right.button(t("desk.use_suggestions", lang, count=format_count(len(taken), lang)), icon=":material/lightbulb:",
                     on_click=partial(tray.correct, sha256, taken, wrote), key="desk_suggestions")
    shown = rows.head(MOST_MENDED)
    names = {name: t(f"desk.column.{name}", lang) for name in ("cell", "wrote", "why", "suggestion", "became")}
    config = {name: st.column_config.TextColumn(label, disabled=name != "became", width=_WIDTHS[name]) for name, label in names.items()}
    edited = st.data_editor(shown, hide_index=True, column_order=list(names), column_config=config, row_height=ROW_OF_TWO_LINES,
                            key=f"mend_{sha256}_{file.file.version}", alt=t("desk.mend_help", lang))
    st.caption(t("desk.mend_help", lang) + (
        " " + t("desk.mend_more", lang, shown=format_number(MOST_MENDED, lang), count=format_number(len(rows), lang))
        if len(rows) > MOST_MENDED else ""))
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


def annotated_name(name: str, lang: str) -> tuple[str, str]:
    """File name and kind of the annotated copy."""
    stem, _, ending = name.rpartition(".")
    kept = "xlsm" if ending.lower() == "xlsm" else "xlsx"
    return f"{stem or name}-{t('desk.annotated_file', lang)}.{kept}", XLSX
