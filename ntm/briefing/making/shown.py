"""Which tables and charts a text shows, and which its sentences count."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntm.briefing.content import Block, Caution, Paragraph, Section, ShowChart, ShowTable, Slide


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown and counted, by id.

    `in_text`: tables at their place in the text; `tables`: these and the slides'; `counted`: those that figures, slides and
    cautions name; `charts`: those of text and slides.
    """

    in_text: frozenset[str]
    tables: frozenset[str]
    counted: frozenset[str]
    charts: frozenset[str]

    @classmethod
    def of(
        cls, sections: Sequence[Section], paragraphs: Sequence[Paragraph], slides: Sequence[Slide], cautions: Sequence[Caution],
    ) -> Shown:
        """What sections, other paragraphs, slides and cautions show and count."""
        blocks = [block for section in sections for block in _blocks(section)]
        said = [block for block in blocks if isinstance(block, Paragraph)] + [*paragraphs, *(one.sentence for one in cautions)]
        said += [one for slide in slides for one in (slide.title, *slide.points)]
        in_text = {block.table for block in blocks if isinstance(block, ShowTable)}
        on_slides = {slide.table for slide in slides if slide.table}
        counted = {field.table for one in said for field in one.fields if field.table} | {one.table for one in cautions if one.table}
        charts = {block.chart for block in blocks if isinstance(block, ShowChart)} | {slide.chart for slide in slides if slide.chart}
        return cls(frozenset(in_text), frozenset(in_text | on_slides), frozenset(counted | on_slides), frozenset(charts))


def _blocks(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for one in section.sections:
        yield from _blocks(one)
