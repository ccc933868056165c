"""The words of a paper around its sentences: cells, headings, notes and sources of tables, what a figure stands for, the stamp."""
from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from ntm.briefing.blanks import blank
from ntm.briefing.cells import cell_words
from ntm.briefing.content import Column, Content, Field, Paragraph, Row, Table
from ntm.briefing.paper import Paper
from ntm.briefing.sources import source_words, sources_behind
from ntm.briefing.stamp import stamp_of
from ntm.clock import local_moment
from ntm.texts import format_date, format_number, t

MOST_SOURCES = 3  # more files than that are left to the annex of sources


def trace_words(field: Field, paper: Paper) -> str | None:
    """What a figure stands for: its table and how many rows of it; None where the paper does not show the table."""
    if field.table is None or field.table not in paper.labels:
        return None
    lang, table = paper.content.request.lang, paper.content.table(field.table)
    count = len(field.rows) if field.rows or field.value == 0 else len(table.body)
    return t("paper.trace", lang, label=paper.labels[table.id], title=table.title, count=format_number(count, lang))


def figure_texts(paper: Paper) -> list[tuple[str, str]]:
    """The figures of the text that lead to a table, in order: the table's id and the figure as written."""
    fields = (field for part in paper.text if isinstance(part, Paragraph) for field in part.fields)
    return [(field.table, field.text) for field in fields if field.table in paper.labels]


def heading_rows(columns: tuple[Column, ...]) -> list[list[tuple[str, int, bool]]]:
    """One row of headings, or two: each a text, how many columns it spans, and whether it spans both rows."""
    if all(column.group is None for column in columns):
        return [[(column.heading, 1, False) for column in columns]]
    upper: list[tuple[str, int, bool]] = []
    for group, members in groupby(columns, lambda column: column.group):
        inside = list(members)
        upper += [(column.heading, 1, True) for column in inside] if group is None else [(group, len(inside), False)]
    return [upper, [(column.heading, 1, False) for column in columns if column.group is not None]]


def row_words(row: Row, table: Table, lang: str) -> list[str]:
    """The cells of a row as they are written; where only its name is known, the name stands first, over all columns."""
    words = [cell_words(value, column, lang) for value, column in zip(row.cells, table.columns, strict=True)]
    return [next(filter(None, words), ""), *[""] * (len(words) - 1)] if is_name_only(row) else words


def is_name_only(row: Row) -> bool:
    """Whether a group's row says nothing but its name, which then spans the table."""
    return row.kind == "group" and sum(value is not None for value in row.cells) <= 1


def table_words(table: Table, lang: str) -> list[list[str]]:
    """The rows of a table as they are written, without the headings; one that says so where there are none."""
    rows = [row_words(row, table, lang) for row in table.rows]
    return rows or [[t("paper.no_rows", lang), *[""] * (len(table.columns) - 1)]]


def table_notes(table: Table, paper: Paper) -> list[str]:
    """What stands beneath a table: its notes, and the files that its figures came from."""
    lang = paper.content.request.lang
    behind = sources_behind(paper.content, table)
    notes = [t("paper.note", lang, note=note) for note in table.notes]
    if len(behind) > MOST_SOURCES and paper.annexes:
        notes.append(t("paper.sources_many", lang, loads=ranges(int(one.id) for one in behind), where=paper.annexes[-1].label))
    elif behind:
        notes.append(t("paper.sources", lang, files="; ".join(source_words(source, lang) for source in behind)))
    return notes


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in order, neighbours as one: "1–4, 7, 9–10"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def stamp_lines(content: Content) -> list[str]:
    """What the last annex ends with: which day, what was known when, the fingerprint, how to hold the paper against it.

    On a commune's sheet in two lines, with what a reader must know first.
    """
    lang, stamp = content.request.lang, stamp_of(content)
    known = local_moment(content.request.known_at)
    moment = f"{format_date(known.date(), lang)} {known:%H:%M:%S}"
    lines = [t("paper.stamp.as_of", lang, day=format_date(content.request.as_of, lang)), t("paper.stamp.known_at", lang, moment=moment),
            t("paper.stamp.fingerprint", lang, fingerprint=stamp.fingerprint),
            t("paper.stamp.verify", lang, page=t("nav.briefing", lang), part=t("brief.check_file.title", lang))]
    if content.request.kind != "commune":
        return lines
    cautions = [t("paper.cautions", lang), *(caution.sentence.text for caution in content.cautions)] if content.cautions else []
    return [" ".join(part) for part in (cautions, lines) if part]


def attached_words(content: Content) -> str:
    """Under an annex's title: which paper it belongs to, its number and day for the clerk."""
    lang, head = content.request.lang, content.head
    return t("paper.attached", lang, kind=content.title, number=blank("number", lang), day=blank("day_month", lang), year=year_of(content),
             symbol=t("paper.symbol", lang), short=head.short or blank("short", lang), body=head.body or blank("body", lang))


def year_of(content: Content) -> int:
    """The year in which it is written."""
    return local_moment(content.request.known_at).year
