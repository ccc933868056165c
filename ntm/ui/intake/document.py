"""The covering document of a file: what it is, and its signed scan (PDF, PNG, JPEG) to be kept with the figures."""
from __future__ import annotations

from datetime import date

import streamlit as st

from ntm.figures import CoveringDocument
from ntm.problems import BadFile
from ntm.texts import format_count, format_number, t
from ntm.ui.intake import tray, words
from ntm.ui.intake.tray import ReadFile
from ntm.ui.safe import plain_markdown, safe_file_name
from ntm.warehouse.attachments import MOST_BYTES, check_whole

SCANS = ".pdf .png .jpg .jpeg"
MEGABYTE = 1024 * 1024
_FIELDS = {"number": 170, "issued": 170, "body": 260, "signer": 190}


def document_block(file: ReadFile, lang: str) -> None:
    """The document's number, date, body and signer as found, to correct; its signed scan."""
    count, sha256 = len(file.file.attached), file.file.sha256
    label = t("desk.document", lang, document=plain_markdown(words.document_words(file.document, lang)))
    with st.expander(label + (t("desk.scan.count", lang, count=format_count(count, lang)) if count else ""), icon=":material/description:",
                     expanded=bool(count or st.session_state.get(f"scan_faults_{sha256}"))):
        _fields(file, lang)
        _scans(file, lang)


def _scans(file: ReadFile, lang: str) -> None:
    sha256, round_key, fault_key = file.file.sha256, f"scan_round_{file.file.sha256}", f"scan_faults_{file.file.sha256}"
    limit = MOST_BYTES // MEGABYTE
    st.html(uploader_style("scan", limit, SCANS, lang))
    found = st.file_uploader(t("desk.scan.drop", lang), accept_multiple_files=True, max_upload_size=limit,
                             key=f"scan_{st.session_state.get(round_key, 0)}_{sha256}")
    if found:
        good, faults = _sorted_out([(safe_file_name(one.name), one.getvalue()) for one in found], lang)
        tray.attach(sha256, (*file.file.attached, *good))
        st.session_state[fault_key], st.session_state[round_key] = faults, st.session_state.get(round_key, 0) + 1
        st.rerun()
    for sentence in st.session_state.get(fault_key, ()):
        st.error(plain_markdown(sentence))
    for place, (name, content) in enumerate(file.file.attached):
        rest = [one for one in file.file.attached if one != (name, content)]
        size = format_number(len(content) / MEGABYTE, lang, 1)
        st.button(plain_markdown(t("desk.scan.remove", lang, file=name, size=size)), key=f"scan_off_{place}_{sha256}", type="tertiary",
                  icon=":material/attach_file_off:", on_click=tray.attach, args=(sha256, rest))


def _sorted_out(files: list[tuple[str, bytes]], lang: str) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The scans that may be kept, and a sentence for each that may not."""
    good, faults = [], []
    for name, content in files:
        try:
            check_whole(name, content)
            good.append((name, content))
        except BadFile as error:
            faults += error.sentences(lang)
    return good, faults


def _fields(file: ReadFile, lang: str) -> None:
    sha256, said = file.file.sha256, file.document
    values: dict[str, str | date | None] = {"number": said.number, "issued": said.issued, "body": said.body, "signer": said.signer}

    def keep() -> None:
        """Keep what was typed with the file."""
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


def uploader_style(key: str, limit: int, endings: str, lang: str) -> str:
    """Streamlit's own words in the uploaders whose key begins so are English only: they go, ours come."""
    words_of = {name: t(f"desk.{name}", lang, limit=limit, endings=endings).replace('"', "'") for name in ("choose", "limit", "too_big")}
    own = f'[class*="st-key-{key}_"]'
    area = f'{own} [data-testid="stFileUploaderDropzone"]'
    return f"""<style>
{area} [data-testid="stBaseButton-secondary"] [data-testid="stMarkdownContainer"] p {{display: none}}
{area} [data-testid="stBaseButton-secondary"] [data-testid="stMarkdownContainer"]::after {{content: "{words_of['choose']}"}}
{own} [data-testid="stFileUploaderDropzoneInstructions"] span {{display: none}}
{own} [data-testid="stFileUploaderDropzoneInstructions"]::after {{content: "{words_of['limit']}"; font-size: .875rem; white-space: normal}}
{area} [data-testid="stFileChip"] [role="alert"] {{display: none}}
{area} [data-testid="stFileChip"][aria-invalid="true"]::after {{content: "{words_of['too_big']}"; font-size: .875rem; padding-left: .5rem}}
</style>"""
