"""What a reader must know before trusting the figures, each with the table that lists what it speaks of."""
from __future__ import annotations

from collections.abc import Iterator

from ntm.briefing.content import Caution
from ntm.briefing.making.drawn import Drawn
from ntm.briefing.making.gathered import Gathered
from ntm.briefing.making.runs import counted, paragraph, told
from ntm.briefing.making.trust_tables import FLAGS
from ntm.progress.sentences import law_words
from ntm.texts import capital, format_period, t


def find_cautions(g: Gathered, drawn: Drawn) -> tuple[Caution, ...]:
    """Sample first, then law, then the figures."""
    return (*_sample(g), *_laws(g), *_figures(g, drawn))


def _sample(g: Gathered) -> Iterator[Caution]:
    if g.is_sample:
        yield Caution("sample", told("briefing.caution.sample", g.lang), "sources")


def _laws(g: Gathered) -> Iterator[Caution]:
    for level in g.figures.levels:
        one = g.figures.sets[level]
        for code, words in law_cautions(g, level):
            yield Caution(code, paragraph(f"{capital(one.level_title.in_(g.lang))} ({one.document.number}): {words}."), "laws")


def law_cautions(g: Gathered, level: str) -> Iterator[tuple[str, str]]:
    """What law_words says of a level's set, each with its code: lapsed, open, unverified."""
    one = g.figures.sets[level]
    for words in law_words(one, g.day, g.lang):
        if words == t("source_status.unverified", g.lang):
            yield "law_unverified", words
        else:
            yield "law_open" if words == t("law.open", g.lang, document=one.document.number) else "law_lapsed", words


def _figures(g: Gathered, drawn: Drawn) -> Iterator[Caution]:
    for code in ("silent", *FLAGS):
        if drawn.has_rows(code):
            keys = [row.key for row in drawn.table(code).body]
            yield Caution(code, told(f"briefing.caution.{code}", g.lang, count=counted(keys, code, g.lang)), code)
    rows, (kind, end) = g.figures.rows(), g.figures.newest if g.figures.is_reported else g.figures.span
    older = [g.naming.keys[unit] for unit in rows.loc[rows["period_end"].notna() & (rows["period_end"] < end), "unit"]]
    if older:
        period = format_period(kind, end, g.lang)
        yield Caution("older", told("briefing.caution.older", g.lang, count=counted(older, "communes", g.lang), period=period), "communes")
