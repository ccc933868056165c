"""One paper of a dossier as a record, and as a .docx file."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from ntm.briefing import nd30
from ntm.briefing.letterhead import Letterhead
from ntm.briefing.nd30.foot import SIGNATURE_LINES
from ntm.briefing.nd30.words import write

TITLE_PT, BODY_PT, FORM_PT = 14, 14, 12
HALF_MM = 82


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: columns with heading and width, rows of texts."""

    columns: tuple[nd30.Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading between paragraphs."""

    text: str


@dataclass(frozen=True, slots=True)
class Signer:
    """One who signs at the end: what stands above the signature, and the name (a blank where it is unknown)."""

    title: str
    note: str
    name: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. A letter has addressees and a subject, any other a title; `form`: the form that a decree asks for.

    `signers` two: the first stands on the left. `recipients` stand on the left beside a single signer.
    """

    name: str
    head: Letterhead
    number_kind: str | None
    subject: str | None
    title: tuple[str, ...]
    form: str | None
    addressees: tuple[str, ...]
    blocks: tuple[str | Heading | Grid, ...]
    recipients: tuple[str, ...]
    signers: tuple[Signer, ...]
    year: int
    is_sample: bool


def write_paper(paper: Paper) -> bytes:
    """The paper as a .docx file in the format of NĐ 30/2020."""
    document = nd30.new_document(paper.subject or " ".join(paper.title), paper.is_sample)
    if paper.form:
        _line(document, paper.form, FORM_PT, WD_ALIGN_PARAGRAPH.RIGHT, is_italic=True)
    nd30.add_head(document, paper.head, paper.number_kind, paper.subject, paper.year)
    for place, text in enumerate(paper.title):
        line = _line(document, text, TITLE_PT, WD_ALIGN_PARAGRAPH.CENTER, is_bold=True)
        line.paragraph_format.space_before = Pt(14 if place == 0 else 0)
        line.paragraph_format.space_after = Pt(10 if place == len(paper.title) - 1 else 0)
    if paper.addressees:
        nd30.add_addressees(document, paper.addressees)
    for block in paper.blocks:
        _add_block(document, block)
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # no signature alone on a page
    if len(paper.signers) == 1:
        signer = paper.signers[0]
        nd30.add_foot(document, paper.recipients, Letterhead(signer_title=signer.title, signer=signer.name))
    else:
        _add_signers(document, paper.signers)
    return nd30.to_bytes(document)


def _add_block(document: Docx, block: str | Heading | Grid) -> None:
    if isinstance(block, Heading):
        nd30.add_heading(document, block.text)
    elif isinstance(block, Grid):
        nd30.add_table(document, block.columns, block.rows)
    else:
        nd30.add_paragraph(document, block)


def _line(document: Docx, text: str, size: int, align: WD_ALIGN_PARAGRAPH, *, is_bold: bool = False, is_italic: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment, paragraph.paragraph_format.space_after = align, Pt(0)
    paragraph.paragraph_format.keep_with_next = True
    write(paragraph, text, size, bold=is_bold, italic=is_italic)
    return paragraph


def _add_signers(document: Docx, signers: Sequence[Signer]) -> None:
    """Two signatures side by side, kept on one page."""
    table = document.add_table(rows=1, cols=len(signers))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for cell, signer in zip(table.rows[0].cells, signers, strict=True):
        cell.width = Mm(HALF_MM)
        room = [("", False, False)] * SIGNATURE_LINES
        texts = [(signer.title, True, False), (signer.note, False, True), *room, (signer.name, True, False)]
        for place, (text, is_bold, is_italic) in enumerate(texts):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.alignment, paragraph.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(0)
            paragraph.paragraph_format.keep_with_next = True
            write(paragraph, text, BODY_PT, bold=is_bold, italic=is_italic)
