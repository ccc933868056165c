"""What each column of a file was taken for, corrected by hand, and what was remembered of its layout."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from ntm.criteria import CriteriaSet, Law
from ntm.criteria.villages import load_villages
from ntm.problems import Problem
from ntm.texts import format_count, format_date, t
from ntm.ui.intake import tray
from ntm.ui.intake.tray import ReadColumn, ReadFile
from ntm.ui.intake.words import meaning_words
from ntm.ui.safe import plain_markdown

Meanings = tuple[tuple[str, str, str], ...]
Faults = Callable[[Meanings, bool], Sequence[Problem]]
ROLES = ("commune", "district", "code", "item", "value", "period", "ignored")
NOT_USED = ("ignored", "unknown", "number", "note")
_NAMES = ("sheet", "letters", "heading", "meaning")
_WIDTHS = {"sheet": 110, "letters": 60, "heading": 260, "meaning": 300, "became": 330}


def columns_block(file: ReadFile, law: Law, faults: Faults, lang: str) -> None:
    """The columns as they were understood; a meaning chosen here counts once the file has been read again by it."""
    _recalled_line(file, lang)
    used = sum(column.meaning not in NOT_USED for column in file.columns)
    counts = {"used": format_count(used, lang), "all": format_count(len(file.columns), lang)}
    title = t("desk.columns", lang, **counts) if file.is_readable else t("desk.mapping.no_columns", lang, count=counts["all"])
    with st.expander(title, icon=":material/view_column:", expanded=not file.is_readable):
        _editor(file, law, faults, lang)


def _recalled_line(file: ReadFile, lang: str) -> None:
    sha256 = file.file.sha256
    if file.file.choices.is_unremembered:
        st.caption(t("desk.mapping.left", lang))
    elif file.recalled:
        said = " ".join(t("desk.mapping.recalled", lang, columns=columns, by=by, on=format_date(day, lang))
                        for columns, by, day in file.recalled)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(plain_markdown(said), icon=":material/history:", width="stretch")
            st.button(t("desk.mapping.leave", lang), key=f"leave_{sha256}", icon=":material/close:", type="tertiary",
                      on_click=lambda: tray.say(sha256, is_unremembered=True, meanings=()))


def _editor(file: ReadFile, law: Law, faults: Faults, lang: str) -> None:
    labels = choices_of(file, law, lang)
    words_for: dict[str | None, str] = {item: label for label, item in labels.items()}
    rows = pd.DataFrame(
        [(c.sheet, c.letters, c.heading, meaning_words(c.meaning, law, lang), words_for.get(c.by_hand, "")) for c in file.columns],
        columns=[*_NAMES, "became"])
    names = {name: t(f"desk.column.{name}", lang) for name in _NAMES} | {"became": t("desk.mapping.became", lang)}
    config = {name: st.column_config.TextColumn(label, disabled=True, width=_WIDTHS[name]) for name, label in names.items()}
    config["became"] = st.column_config.SelectboxColumn(names["became"], options=["", *labels], width=_WIDTHS["became"])
    with st.form(f"columns_{file.file.sha256}", border=False):
        edited = st.data_editor(rows, hide_index=True, placeholder="", column_config=config,
                                key=f"meanings_{file.file.sha256}_{file.file.version}", alt=t("desk.mapping.help", lang))
        st.caption(t("desk.mapping.help", lang))
        if not st.form_submit_button(t("desk.mapping.apply", lang), icon=":material/refresh:", key=f"read_again_{file.file.sha256}"):
            return
    of_columns, is_cleared = meanings_of(file.columns, rows["became"], edited["became"], labels)
    meanings = tuple(sorted((*of_columns, *(one for one in file.file.choices.meanings if one[1] == tray.WHOLE))))
    is_unremembered = file.file.choices.is_unremembered or is_cleared
    found = faults(meanings, is_unremembered)
    for problem in found:
        st.error(plain_markdown(": ".join(part for part in (problem.sheet, problem.sentence(lang)) if part)))
    if not found:
        tray.say(file.file.sha256, meanings=meanings, is_unremembered=is_unremembered)
        st.rerun()


def choices_of(file: ReadFile, law: Law, lang: str) -> dict[str, str]:
    """What a column can be said to mean, by the words for it: roles, the file's set (of several all), what lists of thôn answer."""
    sets = [law.sets[file.set_id]] if file.set_id else list(law.sets.values())
    labels = {t(f"desk.meaning.{role}", lang): role for role in ROLES}
    for criteria in sets:
        named = _items_of(criteria, law, lang)
        labels |= {f"{criteria.document.number} {label}": item for label, item in named.items()} if len(sets) > 1 else named
    if any(column.meaning == "village" or column.meaning.startswith("mark:") for column in file.columns):
        marks = [f"mark:{answer}{side}" for answer in load_villages().answers for side in ("", ":no")]
        labels |= {meaning_words(meaning, law, lang): meaning for meaning in ("village", *marks)}
    other = {column.by_hand for column in file.columns if column.by_hand} - set(labels.values())
    return labels | {meaning_words(item, law, lang): item for item in sorted(other)}


def _items_of(criteria: CriteriaSet, law: Law, lang: str) -> dict[str, str]:
    labels: dict[str, str] = {}
    for indicator in criteria.indicators:
        label = t("desk.mapping.indicator", lang, number=indicator.number, title=indicator.short.in_(lang))
        labels[label] = f"{criteria.id}/{indicator.number}"
        for need in indicator.requirements:
            if need.kind == "measure":
                title = law.measures[need.ref].title.in_(lang)
                labels[t("desk.mapping.measure", lang, number=indicator.number, title=title)] = need.ref
    return labels


def meanings_of(columns: Sequence[ReadColumn], before: Sequence[str | None], after: Sequence[str | None],
                labels: Mapping[str, str]) -> tuple[Meanings, bool]:
    """All meanings by hand after an edit, and whether any was taken back; tables of one layout are read alike."""
    was_said, now_said = ([labels.get(label) if isinstance(label, str) else None for label in said] for said in (before, after))
    said = {(c.sheet, c.letters): now for c, now in zip(columns, now_said, strict=True) if now}
    is_cleared = False
    for column, was, now in zip(columns, was_said, now_said, strict=True):
        alike = [(c.sheet, c.letters) for c in columns if (c.layout, c.letters) == (column.layout, column.letters)]
        if now and now != was:
            said |= dict.fromkeys(alike, now)
        elif was and not now:
            is_cleared = True
            said = {place: meaning for place, meaning in said.items() if place not in alike}
    return tuple(sorted((*place, meaning) for place, meaning in said.items())), is_cleared
