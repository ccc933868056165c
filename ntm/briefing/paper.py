"""A content as a paper, part after part: the same order and numbers in Word and in PDF."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ntm.briefing.blanks import blank
from ntm.briefing.content import Caution, Chart, Content, Field, Paragraph, Run, Section, ShowChart, ShowTable, Table
from ntm.texts import small, t

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_TENS = (*("X" * tens for tens in range(4)), "XL")


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading: depth 0 is I., 1 is 1., 2 is a)."""

    depth: int
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A table or a chart with its label ("Bảng 1", "Biểu đồ 1", "Phụ lục I"). A table that stands again is not the first."""

    label: str
    what: Table | Chart
    is_first: bool = True


Part = Heading | Paragraph | Shown


@dataclass(frozen=True, slots=True)
class Paper:
    """The text and the annexes of a content in order; `labels`: where each table stands first, by its id."""

    content: Content
    text: tuple[Part, ...]
    annexes: tuple[Shown, ...]
    labels: Mapping[str, str]

    @property
    def is_report(self) -> bool:
        """Whether it goes out under a head, a number and a signature; a commune's sheet and an annex alone do not."""
        return self.content.request.kind not in ("commune", "annex")

    @property
    def is_sheet(self) -> bool:
        """Whether it is a commune's sheet: one page, set smaller, without captions and annexes."""
        return self.content.request.kind == "commune"


def paper_of(content: Content) -> Paper:
    """The content in the order of a paper. Tables that its sentences refer to and nobody shows become annexes.

    A commune's sheet is one page: it has no annexes, and what it does not show is not traced on paper.
    """
    lang, flat = content.request.lang, list(_flat(content.sections, 0))
    behind = () if content.request.kind == "commune" else _annex_ids(content)
    shown = dict.fromkeys(part.table for part in flat if isinstance(part, ShowTable))
    numbers = [""] if len(behind) == 1 else [f" {roman(place)}" for place in range(1, len(behind) + 1)]
    behind_labels = [t("paper.annex", lang) + number for number in numbers]
    labels = dict(zip(behind, behind_labels, strict=True)) | {one: _numbered("table", place, lang) for place, one in enumerate(shown, 1)}
    annexes = tuple(Shown(label, content.table(one), one not in shown) for one, label in zip(behind, behind_labels, strict=True))
    text = (*content.opening, *_body(flat, content, labels), *_cautions(content, labels), *_closing(content))
    return Paper(content, text, annexes, labels)


def roman(number: int) -> str:
    """4 -> "IV", up to 49."""
    return _TENS[number // 10] + _ROMAN[number % 10]


def _body(flat: list[Heading | Paragraph | ShowTable | ShowChart], content: Content, labels: Mapping[str, str]) -> Iterator[Part]:
    tables, charts = set(), 0
    for part in flat:
        if isinstance(part, ShowTable):
            yield Shown(labels[part.table], content.table(part.table), part.table not in tables)
            tables.add(part.table)
        elif isinstance(part, ShowChart):
            charts += 1
            yield Shown(_numbered("chart", charts, content.request.lang), content.chart(part.chart))
        else:
            yield part


def _flat(sections: tuple[Section, ...], depth: int) -> Iterator[Heading | Paragraph | ShowTable | ShowChart]:
    for section in sections:
        yield Heading(depth, section.title)
        yield from section.blocks
        yield from _flat(section.sections, depth + 1)


def _cautions(content: Content, labels: Mapping[str, str]) -> Iterator[Part]:
    if not content.cautions or content.request.kind == "commune":  # a commune's sheet says them at its foot
        return
    yield Paragraph((t("paper.cautions", content.request.lang),))
    for caution in content.cautions:
        yield Paragraph(_with_pointer(caution, labels), is_item=True)


def _closing(content: Content) -> Iterator[Paragraph]:
    """The sentence that ends a report ("Trên đây là Báo cáo …./.")."""
    if content.opening:
        lang, subject = content.request.lang, content.subject
        body = content.head.body or blank("body", lang)
        yield Paragraph((t("paper.closing", lang, subject=small(subject), body=body),))


def _with_pointer(caution: Caution, labels: Mapping[str, str]) -> tuple[Run, ...]:
    """The caution's sentence, before its full stop the label of the table that lists what it speaks of."""
    runs = caution.sentence.runs
    if caution.table not in labels or not runs:
        return runs
    last = runs[-1]
    is_ended = isinstance(last, str) and last.endswith(".")
    before = (*runs[:-1], last.removesuffix(".")) if is_ended else runs
    return (*before, " (", Field(labels[caution.table], None, caution.table), ")" + "." * is_ended)


def _annex_ids(content: Content) -> tuple[str, ...]:
    """The content's annexes, before the last of them the tables that the text refers to and nobody shows."""
    shown = [part.table for part in _flat(content.sections, 0) if isinstance(part, ShowTable)]
    sentences = [*content.opening, *(one for section in content.sections for one in section.paragraphs()),
                 *(caution.sentence for caution in content.cautions)]
    charts = [content.chart(part.chart).table for part in _flat(content.sections, 0) if isinstance(part, ShowChart)]
    asked = [*(field.table for one in sentences for field in one.fields), *(caution.table for caution in content.cautions), *charts]
    missing = dict.fromkeys(one for one in asked if one and one not in shown and one not in content.annexes)
    return (*content.annexes[:-1], *missing, *content.annexes[-1:])


def _numbered(name: str, number: int, lang: str) -> str:
    return f"{t(f'paper.{name}', lang)} {number}"
