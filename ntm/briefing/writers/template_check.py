"""What may be wrong with a template: no Word file, a placeholder that nobody knows or that stands where it cannot be filled."""
from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from jinja2 import TemplateError

from ntm.archive import opened, refuse_doctype
from ntm.problems import BadFile, Problem, WrongUse

BLOCKS = ("noi_dung", "phu_luc")  # whole parts: the text, the annexes
MOST_BYTES, MOST_PART = 20 * 2**20, 16 * 2**20
_DOCUMENT = "word/document.xml"
_OPENINGS = re.compile(r"\{\{|\{%|\{#|%\}|\}\}")
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}%#]*?)\s*\}\}")
_EXCERPT = 60
# What the parts of a stranger's file make of the library.
_BROKEN = (BadFile, TemplateError, zipfile.BadZipFile, OpcError, SyntaxError, KeyError, IndexError, ValueError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of the template with its own text, and where it stands: a cell of a table, or a part of the page."""

    text: str
    table: int | None = None
    row: int = 0
    column: int = 0
    is_alone: bool = False  # in the body, in no cell and no box

    def problem(self, variant: str, name: str, suggestion: str | None = None) -> Problem:
        """A problem of this spot: in a cell it is named by its number, else by its text."""
        suffix = "_cell" if self.table else ""
        place = {"table": self.table, "row": self.row, "column": self.column, "text": self.text[:_EXCERPT], "near": suggestion}
        return Problem("template", place, value=name, suggestion=suggestion, variant=variant + suffix)


@contextmanager
def a_strangers_file() -> Iterator[None]:
    """Around all that is done with a template: a part of it that is missing or of another kind shows only when it is asked for."""
    try:
        yield
    except _BROKEN:
        raise WrongUse(Problem("template", variant="broken")) from None


def open_template(template: bytes) -> Docx:
    """The template as a document. Raises BadFile and its like for what is no Word file, or one that could do harm."""
    _check_archive(template)
    document = Document(BytesIO(template))
    if document.element.body is None:
        raise zipfile.BadZipFile
    return document


def check_template(document: Docx, words: set[str]) -> None:
    """Raises WrongUse with every placeholder that cannot be filled, and with the parts that have no place."""
    problems, found = [], set()
    for spot in spots(document):
        names = _PLACEHOLDER.findall(spot.text)
        found |= set(names)
        problems += [one for name in names for one in _check_name(name, spot, words)]
        if _OPENINGS.search(_PLACEHOLDER.sub("", spot.text)):
            problems.append(spot.problem("construct", spot.text[:_EXCERPT]))
    problems += [Problem("template", value=name, variant="missing") for name in BLOCKS if name not in found]
    if problems:
        raise WrongUse(*problems)


def spots(document: Docx) -> Iterator[Spot]:
    """Every paragraph of body, boxes, headers and footers that has a brace."""
    body = document.element.body
    tables = list(body.iter(qn("w:tbl")))
    for paragraph in body.iter(qn("w:p")):
        if "{" in (text := text_of(paragraph)) or "}" in text:
            yield _spot(paragraph, text, body, tables)
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/header", "/footer", "/footnotes", "/endnotes")):
            root = getattr(relation.target_part, "element", None)
            for paragraph in root.iter(qn("w:p")) if root is not None else ():
                if "{" in (text := text_of(paragraph)):
                    yield Spot(text)


def text_of(paragraph: BaseOxmlElement) -> str:
    """The text of a paragraph, whatever Word has cut it into."""
    return "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _check_archive(template: bytes) -> None:
    if len(template) > MOST_BYTES:
        raise zipfile.BadZipFile
    with opened(template) as archive:
        for part in archive.infolist():
            if part.filename.endswith((".xml", ".rels")):
                if part.file_size > MOST_PART:
                    raise BadFile(Problem("bad-file", variant="damaged"))
                if b"<!DOCTYPE" in archive.read(part):
                    refuse_doctype()
        archive.getinfo(_DOCUMENT)


def _check_name(name: str, spot: Spot, words: set[str]) -> Iterator[Problem]:
    if name in BLOCKS:
        if not spot.is_alone or _PLACEHOLDER.sub("", spot.text).strip():
            yield spot.problem("not_alone", name)
    elif name not in words and not (name.isupper() and name.lower() in words):
        near = get_close_matches(name.lower(), [*words, *BLOCKS], 1)
        yield spot.problem("unknown_near" if near else "unknown", name, near[0] if near else None)


def _spot(paragraph: BaseOxmlElement, text: str, body: BaseOxmlElement, tables: list[BaseOxmlElement]) -> Spot:
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    if cell is None:
        return Spot(text, is_alone=paragraph.getparent() is body)
    row = cell.getparent()
    table = next(cell.iterancestors(qn("w:tbl")))
    place = list(table.iter(qn("w:tr"))).index(row), list(row.iterchildren(qn("w:tc"))).index(cell)
    return Spot(text, 1 + tables.index(table), 1 + place[0], 1 + place[1])
