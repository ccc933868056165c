"""A briefing's file held against the warehouse: are its figures what was known then, was it edited, what has changed since."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from itertools import zip_longest

import duckdb

from ntm.briefing.blanks import pieces
from ntm.briefing.cells import cell_words
from ntm.briefing.content import Column, Content, Row, Table, Value
from ntm.briefing.fingerprint import fingerprint
from ntm.briefing.making.make import make_content
from ntm.briefing.paper import Paper, paper_of
from ntm.briefing.paper_words import figure_texts, table_words
from ntm.briefing.reading import read_figures, read_paragraphs, read_stamp, read_tables
from ntm.briefing.rewording import reworded
from ntm.briefing.stamp import Stamp
from ntm.texts import t
from ntm.warehouse.briefings import is_handed_out


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is told otherwise: where (table, row, column, in words) and both values as written."""

    table: str
    row: str
    column: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it.

    `is_known`: the warehouse, asked as then, gives the figures whose fingerprint the file carries. `is_untouched`: the file is
    byte by byte one that was handed out. `is_compared`: its figures and sentences were read and compared (Word only). `edited`:
    figures that are not those of the content, `reworded`: sentences that no longer stand: (ours, the file's). `since`: figures that are
    told otherwise now: (then, now).
    """

    stamp: Stamp
    subject: str
    is_known: bool
    is_untouched: bool
    is_compared: bool
    edited: tuple[Difference, ...]
    reworded: tuple[Difference, ...]
    since: tuple[Difference, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the file says what was known then, as far as it can be told."""
        return self.is_known and not self.edited and not self.reworded


def verify(con: duckdb.DuckDBPyConnection, name: str, file: bytes, now: datetime) -> Verified:
    """Hold a file against the warehouse. Raises WrongUse for a file that was not made here, or not from this warehouse's figures."""
    stamp = read_stamp(name, file)
    then = make_content(con, stamp.request)
    today = make_content(con, replace(stamp.request, known_at=now))
    is_untouched = is_handed_out(con, hashlib.sha256(file).hexdigest())
    is_compared = name.lower().endswith(".docx") and not is_untouched
    edited = tuple(edited_figures(name, file, then)) if is_compared else ()
    words = tuple(_reworded(name, file, then)) if is_compared else ()
    is_known = fingerprint(then) == stamp.fingerprint
    return Verified(stamp, then.subject, is_known, is_untouched, is_compared, edited, words, tuple(_changed(then, today)))


def edited_figures(name: str, file: bytes, content: Content) -> Iterator[Difference]:
    """The figures of a Word file, in its tables and sentences, that are not those of the content."""
    lang, paper = content.request.lang, paper_of(content)
    found = read_tables(name, file)
    for table in (content.table(table_id) for table_id in paper.labels):
        if table.is_form:  # it goes out to be filled in
            continue
        if table.id in found:
            yield from _edited_table(table, table_words(table, lang), found[table.id], lang)
        else:
            yield Difference(table.title, "", t("verify.table", lang), t("verify.there", lang), t("verify.gone", lang))
    yield from _edited_figures(paper, read_figures(name, file))


def _reworded(name: str, file: bytes, content: Content) -> Iterator[Difference]:
    lang = content.request.lang
    for said, told in reworded(paper_of(content), read_paragraphs(name, file)):
        yield Difference("", "", t("verify.sentence", lang), said, told or t("verify.gone", lang))


def _edited_table(table: Table, ours: list[list[str]], theirs: list[list[str]], lang: str) -> Iterator[Difference]:
    if len(ours) != len(theirs):
        yield Difference(table.title, "", t("verify.rows", lang), str(len(ours)), str(len(theirs)))
        return
    for own, other in zip(ours, theirs, strict=True):
        for place, column in enumerate(table.columns):
            first, second = own[place], other[place] if place < len(other) else ""
            first = "".join(piece for piece, _ in pieces(first))  # blanks have no signs in a file
            if " ".join(first.split()) != " ".join(second.split()):
                yield Difference(table.title, _name_of(own, table), column_name(column, table.columns), first, second)


def _name_of(words: list[str], table: Table) -> str:
    """What a row is called: its first word of a column of texts (the commune, not its number), else its first word at all."""
    texts = [word for word, column in zip(words, table.columns, strict=True) if column.kind == "text"]
    return next(filter(None, [*texts, *words]), "")


def column_name(column: Column, columns: Sequence[Column]) -> str:
    """A column's heading, with that of its group where another column is called the same."""
    is_one_of_several = sum(one.heading == column.heading for one in columns) > 1
    return f"{column.group} – {column.heading}" if column.group and is_one_of_several else column.heading


def _edited_figures(paper: Paper, theirs: list[tuple[str, str]]) -> Iterator[Difference]:
    """Figures of the sentences: changed, taken out, or put in, in the order in which both have them."""
    ours, lang = figure_texts(paper), paper.content.request.lang
    titles = {table.id: table.title for table in paper.content.tables}
    nothing = ("", t("verify.nothing", lang))
    for _, first, last, begin, end in _differing(ours, theirs):
        for (table, said), (other, told) in zip_longest(ours[first:last], theirs[begin:end], fillvalue=nothing):
            yield Difference(titles.get(table or other, other), "", t("verify.sentence", lang), said, told)


def _differing(ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> list[tuple[str, int, int, int, int]]:
    """The stretches in which two lists differ, as difflib tells them."""
    return [one for one in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes() if one[0] != "equal"]


def _changed(then: Content, now: Content) -> Iterator[Difference]:
    """Cells that are no sentences, of the tables that both have; a table or row of one of them only as a whole."""
    lang, after = then.request.lang, {table.id: table for table in now.tables}
    for table in then.tables:
        other = after.pop(table.id, None)
        if other is None:
            yield Difference(table.title, "", t("verify.table", lang), t("verify.there", lang), t("verify.gone", lang))
        else:
            yield from changed_rows(table, other, lang)
    for table in after.values():
        yield Difference(table.title, "", t("verify.table", lang), t("verify.gone", lang), t("verify.there", lang))


def changed_rows(then: Table, now: Table, lang: str) -> Iterator[Difference]:
    """The cells that are no sentences and differ, by row and column; a row or column that one of them lacks says nothing there."""
    columns = {column.key: column for column in (*then.columns, *now.columns) if column.kind != "words"}
    after = {row.key: row for row in now.rows}
    for row in then.rows:
        other = after.pop(row.key, None)
        if other is None:
            yield Difference(then.title, row_name(row, then, lang), t("verify.row", lang), t("verify.there", lang), t("verify.gone", lang))
            continue
        before, later = _by_column(row, then), _by_column(other, now)
        for key, column in columns.items():
            if before.get(key) != later.get(key):
                words = (cell_words(cells.get(key), column, lang) or t("verify.nothing", lang) for cells in (before, later))
                yield Difference(then.title, row_name(row, then, lang), column_name(column, tuple(columns.values())), *words)
    for row in after.values():
        yield Difference(then.title, row_name(row, now, lang), t("verify.row", lang), t("verify.gone", lang), t("verify.there", lang))


def row_name(row: Row, table: Table, lang: str) -> str:
    """What a row is called: its first cell that is a text."""
    texts = (cell_words(value, column, lang) for value, column in zip(row.cells, table.columns, strict=True) if isinstance(value, str))
    return next(texts, row.key)


def _by_column(row: Row, table: Table) -> dict[str, Value]:
    """A row's cells by column; a column that a table lacks says nothing."""
    return {column.key: value for column, value in zip(table.columns, row.cells, strict=True)}


def sentences(found: Verified, lang: str) -> list[str]:
    """What came of it, a sentence each: what is wrong with the file, the figures that it was made of, the file, since then."""
    wrong = [t(f"verify.{kind}", lang, count=len(group))
             for kind, group in (("edited", found.edited), ("reworded", found.reworded)) if group]
    known = "unknown" if not found.is_known else "known" if found.is_untouched or (found.is_compared and not wrong) else "known_then"
    said = [*wrong, t(f"verify.{known}", lang, subject=found.subject)]
    if found.is_untouched:
        said.append(t("verify.untouched", lang))
    elif not wrong:
        said.append(t("verify.unlisted" if found.is_compared else "verify.not_compared", lang))
    said.append(t("verify.since", lang, count=len(found.since)) if found.since else t("verify.same_now", lang))
    return said
