"""What counts alone bring to the threshold and leave incomplete: which requirement is unknown, and the analyst's own verdict."""
from __future__ import annotations

import pandas as pd
import streamlit as st

from ntm.criteria import Law
from ntm.progress.voices import item_name
from ntm.texts import format_count, format_number, t
from ntm.ui.intake import tray
from ntm.ui.intake.tray import ReadFile
from ntm.ui.safe import plain_markdown

MOST_ROWS = 2_000


def declare_block(file: ReadFile, at_threshold: pd.DataFrame, person: str, law: Law, lang: str) -> None:
    """A line an indicator: how many communes, which requirement nothing is known of, and the offer to sign for Đạt."""
    if at_threshold.empty:
        return
    st.subheader(title_words(at_threshold, lang), anchor=False)
    st.caption(t("desk.declare.help", lang))
    for (set_id, number), rows in at_threshold.groupby(["set_id", "number"]):
        key, item = f"declare_{set_id}_{number}_{file.file.sha256}", f"{set_id}/{number}"
        st.session_state[key] = item in file.file.choices.declared
        st.checkbox(plain_markdown(indicator_words(set_id, number, rows, law, lang)), key=key, disabled=not person,
                    help=None if person else t("desk.person_needed", lang), on_change=_keep, args=(file.file.sha256, item, key))
    with st.expander(t("desk.declare.names", lang, count=format_count(len(at_threshold), lang)), icon=":material/list:"):
        st.dataframe(names_table(at_threshold, law, lang), hide_index=True)


def _keep(sha256: str, item: str, key: str) -> None:
    declared = set(tray.tray()[sha256].choices.declared) - {item}
    tray.say(sha256, declared=tuple(sorted(declared | {item} if st.session_state[key] else declared)))


def title_words(at_threshold: pd.DataFrame, lang: str) -> str:
    """How many indicators of how many communes are left open by counts alone."""
    return t("desk.declare.title", lang, count=format_count(len(at_threshold), lang),
             communes=format_count(at_threshold["code"].nunique(), lang))


def indicator_words(set_id: str, number: str, rows: pd.DataFrame, law: Law, lang: str) -> str:
    """The offer of one indicator: its communes and the requirements that nothing is known of, most often unknown first."""
    unknown = rows["unknown"].explode().value_counts(sort=True)
    named = "; ".join(t("desk.declare.unknown", lang, item=item_name(ref, law, lang), count=format_count(int(count), lang))
                      for ref, count in unknown.items())
    return t("desk.declare.offer", lang, number=number, level=law.sets[set_id].level_title.in_(lang),
             count=format_count(len(rows), lang), unknown=named)


def names_table(at_threshold: pd.DataFrame, law: Law, lang: str) -> pd.DataFrame:
    """Commune, indicator, the count that reaches the threshold with its cell, what is unknown."""
    rows = [(
        row["name"], law.sets[row["set_id"]].level_title.in_(lang), row["number"], _count(row, lang), f"{row['sheet']}!{row['cell']}",
        "; ".join(item_name(ref, law, lang) for ref in row["unknown"]),
    ) for row in at_threshold.head(MOST_ROWS).to_dict("records")]
    names = [t(f"desk.column.{name}", lang) for name in ("commune", "level", "indicator", "now", "cell")]
    return pd.DataFrame(rows, columns=[*names, t("desk.declare.column", lang)])


def _count(row: dict[str, object], lang: str) -> str:
    if pd.notna(row["numerator"]):
        return f"{format_number(row['numerator'], lang)}/{format_number(row['denominator'], lang)}"
    return str(row["written"])
