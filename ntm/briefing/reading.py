"""A briefing's file read back: its stamp, and the tables and figures of a Word file, so that they can be held against the warehouse.

The file may have been edited by anybody, or be no briefing at all: it is checked before a parser sees it.
"""
from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath
from xml.etree.ElementTree import Element

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ntm.archive import opened, tree
from ntm.briefing.bookmarks import table_of
from ntm.briefing.rewording import FIGURE, Written
from ntm.briefing.stamp import Stamp, stamp_from
from ntm.briefing.writers.properties import read_properties
from ntm.problems import BadFile, Problem, WrongUse

MOST_BYTES, MOST_TEXT = 50 * 2**20, 32 * 2**20
OFFICE = (".docx", ".xlsx", ".pptx")
_FOLDERS = {"word": ".docx", "xl": ".xlsx", "ppt": ".pptx"}  # where such a file keeps its main part
_HEAD = 1024  # a PDF begins somewhere in these bytes
MOST_SPAN = 63  # columns of a Word table
DOCUMENT = "word/document.xml"
KEYWORD_SEPARATOR, KEYWORD_EQUALS = ", ", "="
_PYPDF = logging.getLogger("pypdf")  # what it has to say of a broken file is no sentence for a person
_PYPDF.addHandler(logging.NullHandler())
_PYPDF.propagate = False
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_stamp(name: str, content: bytes) -> Stamp:
    """What a file says it was made from. Raises WrongUse for a file that was not made here, or that its ending does not fit."""
    suffix = PurePath(name).suffix.lower()
    _check(name, content, (".pdf", *OFFICE))
    ending = _ending_of(content)
    if ending not in (None, suffix):
        raise WrongUse(Problem("briefing-ending", {"file": PurePath(name).name, "ending": ending}))
    read = _pdf_values if suffix == ".pdf" else _office_values
    stamp = stamp_from(read(name, content))
    if stamp is None:
        raise _refusal(name)
    return stamp


def read_tables(name: str, content: bytes) -> dict[str, list[list[str]]]:
    """The tables of a Word file by their ids: rows without headings, in each row the text of its columns.

    A cell over several columns is followed by empty ones, so that the rows compare with `table_words`. Raises WrongUse.
    """
    return {table: _rows(element) for table, element in _marked_tables(_document(name, content))}


def read_figures(name: str, content: bytes) -> list[tuple[str, str]]:
    """The figures in a Word file's sentences that lead to a table, to compare with `figure_texts`. Raises WrongUse."""
    links = _document(name, content).iter(f"{_W}hyperlink")
    found = ((table_of(link.get(f"{_W}anchor", "")), "".join(_signs(link))) for link in links)
    return [(table, text) for table, text in found if table]


def read_paragraphs(name: str, content: bytes) -> list[Written]:
    """The paragraphs of a Word file that stand in no table, those without a text left out. Raises WrongUse."""
    body = _document(name, content).find(f"{_W}body")
    found = (Written("".join(_signs(one)), "".join(_masked(one))) for one in _outside_tables(body)) if body is not None else ()
    return [one for one in found if one.text.strip()]


def _outside_tables(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag != f"{_W}tbl":
            yield from _outside_tables(child)


def _masked(element: Element) -> Iterator[str]:
    """The text of a paragraph, with one sign for each figure that leads to a table."""
    for child in element:
        if child.tag == f"{_W}hyperlink" and table_of(child.get(f"{_W}anchor", "")):
            yield FIGURE
        elif child.tag in (f"{_W}hyperlink", f"{_W}ins", f"{_W}smartTag", f"{_W}sdt", f"{_W}sdtContent", f"{_W}fldSimple"):
            yield from _masked(child)
        else:
            yield from _signs(child)


def _document(name: str, content: bytes) -> Element:
    _check(name, content, (".docx",))
    try:
        with opened(content) as archive:
            return tree(archive, DOCUMENT, MOST_TEXT)
    except (BadFile, KeyError):
        raise _refusal(name) from None


def _check(name: str, content: bytes, kinds: tuple[str, ...]) -> None:
    if PurePath(name).suffix.lower() not in kinds or not content or len(content) > MOST_BYTES:
        raise _refusal(name)


def _refusal(name: str) -> WrongUse:
    return WrongUse(Problem("not-a-briefing", {"file": PurePath(name).name}))


def _ending_of(content: bytes) -> str | None:
    """The ending that fits a content, as far as it can be told."""
    if content[:_HEAD].find(b"%PDF-") >= 0:
        return ".pdf"
    try:
        with opened(content) as archive:
            folders = {part.partition("/")[0] for part in archive.namelist()}
    except BadFile:
        return None
    return next((ending for folder, ending in _FOLDERS.items() if folder in folders), None)


def _office_values(name: str, content: bytes) -> dict[str, str]:
    try:
        return read_properties(content)
    except BadFile:
        raise _refusal(name) from None


def _pdf_values(name: str, content: bytes) -> dict[str, str]:
    """The keywords of a PDF, which stand in its information."""
    try:
        keywords = str((PdfReader(BytesIO(content)).metadata or {}).get("/Keywords", ""))
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):  # what broken files make of pypdf
        raise _refusal(name) from None
    pairs = (one.partition(KEYWORD_EQUALS) for one in keywords.split(KEYWORD_SEPARATOR))
    return {key: value for key, _, value in pairs}


def _marked_tables(root: Element) -> Iterator[tuple[str, Element]]:
    """Each bookmarked table: the one that the bookmark stands in, else the next one (Word moves bookmarks when it saves)."""
    body = root.find(f"{_W}body")
    waiting: list[str] = []
    for child in body if body is not None else ():
        is_table = child.tag == f"{_W}tbl"
        names = [mark.get(f"{_W}name", "") for mark in child.iter(f"{_W}bookmarkStart")]
        waiting += [table for table in map(table_of, names) if table]
        if is_table:
            for table in waiting:
                yield table, child
            waiting = []


def _rows(table: Element) -> list[list[str]]:
    return [_cells(row) for row in table.iter(f"{_W}tr") if row.find(f"{_W}trPr/{_W}tblHeader") is None]


def _cells(row: Element) -> list[str]:
    texts: list[str] = []
    for cell in row.findall(f"{_W}tc"):
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        width = span.get(f"{_W}val", "") if span is not None else ""
        more = min(int(width) - 1, MOST_SPAN) if width.isdecimal() and len(width) < 4 else 0
        texts += [_text(cell), *[""] * more]
    return texts


def _text(cell: Element) -> str:
    """The text of a cell, its paragraphs under each other; what was struck out by tracked changes is not in it."""
    return "\n".join("".join(_signs(paragraph)) for paragraph in cell.iter(f"{_W}p"))


def _signs(paragraph: Element) -> Iterator[str]:
    for one in paragraph.iter():
        if one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif one.tag == f"{_W}tab":
            yield "\t"
