"""What a briefing says, as frozen records: one content, and every form (Word, slides, workbook, PDF, meeting) is written from it.

A sentence is a row of runs: plain words and fields. A field is a figure that a reader can trace: it names the table, and the
rows of it, that it stands for. Cells hold values, not texts; `ntm.briefing.cells` writes them in the reader's language.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from ntm.briefing.letterhead import Letterhead

Value = str | int | Fraction | date | None  # None: unknown

KINDS = ("month", "quarter", "half", "nine-months", "year", "midterm", "final", "commune", "annex")
REVIEWS = ("midterm", "final")  # kinds that look back on all years of the period
# How a column's values are written. `words` are sentences made by rule: the only kind whose text may change with the software.
COLUMN_KINDS = ("text", "words", "count", "share", "day", "status", "rating")
CHART_KINDS = ("stacked", "lines")
ROW_KINDS = ("body", "group", "total")


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: with these the same content can be made again. `known_at` is naive UTC; codes None: the whole province."""

    kind: str
    as_of: date
    known_at: datetime
    lang: str = "vi"
    district: str | None = None
    commune: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A figure in a sentence, as written, with its value; `rows` are the keys of the rows of `table` that it counts."""

    text: str
    value: Value
    table: str | None = None
    rows: tuple[str, ...] = ()


Run = str | Field


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or an item of a list. A part between ⟦ and ⟧ is for a person to write."""

    runs: tuple[Run, ...]
    is_item: bool = False

    @property
    def text(self) -> str:
        """The paragraph as plain text."""
        return "".join(run if isinstance(run, str) else run.text for run in self.runs)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its figures, in order."""
        return tuple(run for run in self.runs if isinstance(run, Field))


@dataclass(frozen=True, slots=True)
class ShowTable:
    """A table of the content at this place of the text."""

    table: str


@dataclass(frozen=True, slots=True)
class ShowChart:
    """A chart of the content at this place of the text."""

    chart: str


Block = Paragraph | ShowTable | ShowChart


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the text; its number comes from its place and depth (I. – 1. – a))."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in it and beneath it."""
        yield from (block for block in self.blocks if isinstance(block, Paragraph))
        for section in self.sections:
            yield from section.paragraphs()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `weight` is its part of the table's width; columns with the same `group` share a heading above theirs."""

    key: str
    heading: str
    kind: str = "text"
    weight: float = 1.0
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row, its cells in the columns' order. `kind`: body; group: the name of what follows (a district); total."""

    key: str
    cells: tuple[Value, ...]
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with where its figures came from (ids of `Source`). `is_wide`: on a landscape page; `is_form`: a person fills it in."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    is_wide: bool = False
    is_form: bool = False

    @property
    def body(self) -> tuple[Row, ...]:
        """The rows that are neither a group's name nor a total."""
        return tuple(row for row in self.rows if row.kind == "body")

    def values(self, column: str) -> dict[str, Value]:
        """The values of a column by the key of their row, rows of the body only."""
        place = next(place for place, one in enumerate(self.columns) if one.key == column)
        return {row.key: row.cells[place] for row in self.body}


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart. `key` names its colour (a status or rating, or "plain"); None: unknown, drawn as a gap."""

    name: str
    key: str
    values: tuple[int | float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart whose title says what it shows; `table` holds its numbers, `alt` says it to who cannot see it."""

    id: str
    title: str
    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    table: str
    alt: str


@dataclass(frozen=True, slots=True)
class Slide:
    """One message: its title says it. At most one of `chart` and `table` is large; `points` stand beside or alone.

    `columns`: the table's columns that the slide shows, by key; empty: all. Where not all rows fit, the first are shown, or the
    last where `keeps_last`.
    """

    id: str
    title: Paragraph
    chart: str | None = None
    table: str | None = None
    points: tuple[Paragraph, ...] = ()
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    keeps_last: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file that figures were read from, with the document that came with it; `id` is the batch's number."""

    id: str
    file: str
    sha256: str
    period: str
    stage: str
    body: str | None
    document: str | None
    dated: date | None
    loaded_by: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a reader must know before trusting the figures: a sentence, and the table that lists what it speaks of."""

    code: str
    sentence: Paragraph
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """The whole briefing. `title` is its kind in words ("Báo cáo sơ kết"), `subject` its trích yếu, `place` where it is about.

    `annexes`: ids of the tables that stand behind the text, in order. The other tables and charts stand where the text shows
    them. A commune's sheet and an annex alone have no `opening`.
    """

    request: Request
    head: Letterhead
    place: str
    title: str
    subject: str
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...]
    annexes: tuple[str, ...]
    slides: tuple[Slide, ...]
    sources: tuple[Source, ...]
    cautions: tuple[Caution, ...]
    recipients: tuple[str, ...]
    is_sample: bool

    def table(self, table_id: str) -> Table:
        """A table by its id."""
        return next(one for one in self.tables if one.id == table_id)

    def chart(self, chart_id: str) -> Chart:
        """A chart by its id."""
        return next(one for one in self.charts if one.id == chart_id)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every sentence of the text, the cautions and the slides."""
        yield from self.opening
        for section in self.sections:
            yield from section.paragraphs()
        yield from (caution.sentence for caution in self.cautions)
        for slide in self.slides:
            yield from (slide.title, *slide.points)
