"""The parts of the page "Cập nhật số liệu": the uploader, the files, and what was recognised in one."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from ntm.criteria import Law
from ntm.figures import STAGES
from ntm.periods import parse_period
from ntm.problems import Problem
from ntm.texts import format_period, t
from ntm.ui.intake import tray, words
from ntm.ui.intake.columns import Faults, columns_block
from ntm.ui.intake.commune import commune_pickers
from ntm.ui.intake.document import document_block, uploader_style
from ntm.ui.intake.tray import ReadFile
from ntm.ui.safe import plain_markdown
from ntm.ui.widgets import XLSX

MOST_SEGMENTS = 5
ENDINGS = ".xlsx .xlsm .xls .ods .csv .tsv .txt"


def uploader(lang: str) -> None:
    """The place to drop files; it says in the reader's language what it takes and the limit that really holds."""
    limit = int(st.get_option("server.maxUploadSize"))
    st.html(uploader_style("uploader", limit, ENDINGS, lang))
    found = st.file_uploader(t("desk.drop", lang), accept_multiple_files=True, key=tray.uploader_key(), max_upload_size=limit)
    if found:
        tray.take(found)
        st.rerun()


def files_block(files: Sequence[ReadFile], law: Law, lang: str) -> None:
    """A row a file."""
    narrow = {t(f"desk.column.{name}", lang): st.column_config.NumberColumn(width=80, format="localized") for name in ("figures", "wrong")}
    st.dataframe(words.files_table(files, law, lang), hide_index=True, column_config=narrow, key="desk_files", placeholder="")


def choose_file(files: Sequence[ReadFile], lang: str) -> ReadFile:
    """The file to look into: the first that needs a person, unless another was chosen."""
    by_sha = {file.file.sha256: file for file in files}
    first = next((file for file in files if file.state in ("wrong", "unreadable")), files[0])
    if st.session_state.get("desk_chosen") not in by_sha:
        st.session_state["desk_chosen"] = first.file.sha256
    if len(files) == 1:
        return files[0]

    def label(sha256: str) -> str:
        """A file by its state's sign and its name."""
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


@dataclass(frozen=True, slots=True)
class ByHand:
    """What choosing by hand needs: why a choice of columns does not fit, and the communes that a table may be of."""

    faults: Faults
    communes: Mapping[str, str]


def say_unreadable(file: ReadFile, law: Law, by_hand: ByHand, lang: str) -> None:
    """Why a file could not be read at all; where it has columns, they can be named here."""
    for problem in file.problems:
        st.error(plain_markdown(f"{file.file.name}: {problem.sentence(lang)}"))
    if file.columns:
        commune_pickers(file, by_hand.communes, lang)
        columns_block(file, law, by_hand.faults, lang)


def recognised_block(file: ReadFile, law: Law, by_hand: ByHand, lang: str) -> None:
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
    commune_pickers(file, by_hand.communes, lang)
    columns_block(file, law, by_hand.faults, lang)
    document_block(file, lang)


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


def annotated_name(name: str, lang: str) -> tuple[str, str]:
    """File name and kind of the annotated copy."""
    stem, _, ending = name.rpartition(".")
    kept = "xlsm" if ending.lower() == "xlsm" else "xlsx"
    return f"{stem or name}-{t('desk.annotated_file', lang)}.{kept}", XLSX
