"""A briefing as the page shows it before it is written: the text in its order, its tables, its annexes."""
from __future__ import annotations

import html
from collections.abc import Iterator

import pandas as pd
import streamlit as st

from ntm.briefing.blanks import pieces
from ntm.briefing.content import Chart, Content, Field, Paragraph, Table
from ntm.briefing.paper import Heading, Paper, Shown, paper_of, roman
from ntm.briefing.paper_words import row_words, trace_words
from ntm.texts import t
from ntm.ui import answers
from ntm.ui.kept import once

_HEADINGS = ("h3", "h4", "h5")


def preview_block(content: Content) -> None:
    """The text with its tables; a figure tells on hover which table it stands in. Annexes stand behind a button."""
    lang = content.request.lang
    text, annexes = once("preview", repr((answers.stamp(), content.request)), lambda: _parts(content))
    st.subheader(t("brief.preview", lang), anchor=False)
    with st.container(border=True, height=620):
        st.html(f'<p style="text-align:center;font-weight:600">{html.escape(content.title.upper())}<br>{html.escape(content.subject)}</p>')
        for part in text:
            st.html(part) if isinstance(part, str) else st.dataframe(part, hide_index=True)
    with st.expander(t("brief.annexes", lang)):
        for title, frame in annexes:
            st.text(title)
            if frame is not None:
                st.dataframe(frame, hide_index=True)


def _parts(content: Content) -> tuple[list[str | pd.DataFrame], list[tuple[str, pd.DataFrame | None]]]:
    """The text in its order, and the annexes with their titles."""
    lang, paper = content.request.lang, paper_of(content)
    text = [part if isinstance(part, str) else _frame(part, lang) for part in _joined(paper)]
    annexes = [(f"{shown.label}. {shown.what.title}", _frame(shown.what, lang) if isinstance(shown.what, Table) else None)
               for shown in paper.annexes]
    return text, annexes


def blanks_in(content: Content) -> int:
    """How many parts of the text are left to a person."""
    return sum(is_blank for one in content.paragraphs() for _, is_blank in pieces(one.text))


def _joined(paper: Paper) -> Iterator[str | Table]:
    """The parts of the text: runs of words as one piece of HTML, tables between them."""
    words: list[str] = []
    numbers = [0, 0, 0]
    for part in paper.text:
        if isinstance(part, Shown) and isinstance(part.what, Table):
            yield from [*(["".join(words)] if words else []), part.what]
            words = []
        else:
            words.append(_html(part, numbers, paper))
    if words:
        yield "".join(words)


def _html(part: Heading | Paragraph | Shown, numbers: list[int], paper: Paper) -> str:
    if isinstance(part, Heading):
        numbers[part.depth] += 1
        numbers[part.depth + 1:] = [0] * (2 - part.depth)
        tag = _HEADINGS[part.depth]
        return f"<{tag}>{_number(part.depth, numbers[part.depth])} {html.escape(part.text)}</{tag}>"
    if isinstance(part, Shown):
        return f"<p><em>{html.escape(part.label)}. {html.escape(_title(part.what))}</em></p>"
    inner = "".join(_run(run, paper) for run in part.runs)
    return f"<p>{'– ' if part.is_item else ''}{inner}</p>"


def _number(depth: int, number: int) -> str:
    return (f"{roman(number)}.", f"{number}.", f"{chr(96 + number)})")[depth]


def _title(what: Table | Chart) -> str:
    return what.title


def _run(run: str | Field, paper: Paper) -> str:
    if isinstance(run, Field):
        return f'<strong title="{html.escape(trace_words(run, paper) or "", quote=True)}">{html.escape(run.text)}</strong>'
    return "".join(f"<mark>{html.escape(text)}</mark>" if is_blank else html.escape(text) for text, is_blank in pieces(run))


def _frame(table: Table, lang: str) -> pd.DataFrame:
    headings = [f"{column.group}: {column.heading}" if column.group else column.heading for column in table.columns]
    return pd.DataFrame([row_words(row, table, lang) for row in table.rows], columns=_distinct(headings), dtype="str")


def _distinct(headings: list[str]) -> list[str]:
    """Headings that a frame takes: one that stands again gets a mark that is not seen."""
    return [heading + "\u200b" * headings[:place].count(heading) for place, heading in enumerate(headings)]
