"""The files behind a table, and how one is written in a line."""
from __future__ import annotations

from ntm.briefing.content import Content, Source, Table
from ntm.texts import format_date


def sources_behind(content: Content, table: Table) -> tuple[Source, ...]:
    """The files that a table's figures were read from."""
    return tuple(one for one in content.sources if one.id in table.sources)


def source_words(source: Source, lang: str) -> str:
    """A source in a line: "so-lieu-2023-q4.xlsx (16/BC-STTTT, 5/1/2024; quý IV/2023)"."""
    dated = format_date(source.dated, lang) if source.dated else None
    document = ", ".join(part for part in (source.document, dated) if part)
    return f"{source.file} ({'; '.join(part for part in (document, source.period) if part)})"
