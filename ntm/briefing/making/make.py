"""Which parts, tables and slides belong to which kind of briefing."""
from __future__ import annotations

import duckdb

from ntm.briefing.content import REVIEWS, Content, Paragraph, Request, Section
from ntm.briefing.making.asking import gather
from ntm.briefing.making.cautions import find_cautions
from ntm.briefing.making.commune_sheet import commune_sections, commune_table, forecasts_table, sheet_table
from ntm.briefing.making.drawn import Drawn, draw
from ntm.briefing.making.gathered import Gathered
from ntm.briefing.making.part_outlook import plan, roadmap
from ntm.briefing.making.part_results import answer, results
from ntm.briefing.making.part_review import directions, next_period, requests, review
from ntm.briefing.making.part_work import direction, help_given, obstacles, resources
from ntm.briefing.making.reports import PERIOD_KINDS
from ntm.briefing.making.runs import blank, paragraph, say
from ntm.briefing.making.shown import Shown
from ntm.briefing.making.slides import make_slides
from ntm.briefing.making.tables import tidied
from ntm.briefing.making.trust_tables import sources_table
from ntm.texts import format_date, format_period, t

_WITH_FIGURES = ("year", *REVIEWS)
_TRUST = ("silent", "disputed", "slipping", "stale", "summed", "rounded", "estimate")


def make_content(con: duckdb.DuckDBPyConnection, request: Request) -> Content:
    """The briefing of a request, the same whenever it is made. Raises WrongUse with every reason why it cannot be."""
    g = gather(con, request)
    drawn = _drawn(g)
    cautions = find_cautions(g, drawn)
    sections = _sections(g, drawn)
    slides = () if request.kind in ("commune", "annex") else make_slides(g, drawn, cautions)
    opening = _opening(g)
    shown = Shown.of(sections, opening, slides, cautions)
    annexes = _annexes(g, drawn, shown)
    charts = tuple(one for one in drawn.charts.values() if one.id in shown.charts)
    tables = tuple(one for one in drawn.tables.values() if one.id in {*annexes, *shown.tables, *shown.counted})
    sources = tuple(one for one in drawn.sources if any(one.id in table.sources for table in tables))
    tables = tuple(sources_table(g, sources) if one.id == "sources" else one for one in tables)
    tables = tuple(one if one.is_form else tidied(one) for one in tables)
    return Content(
        request, g.head, g.place, _title(request), _subject(g), opening, sections, tables, charts, annexes, slides,
        sources, cautions, _recipients(g), g.is_sample,
    )


def _title(request: Request) -> str:
    """What kind of paper it is: a report, a commune's sheet, an annex."""
    return t(f"briefing.title.{request.kind if request.kind in ('commune', 'annex') else 'report'}", request.lang)


def _subject(g: Gathered) -> str:
    """What the paper is about: kind, criterion, place, period."""
    kind = g.request.kind
    period = format_period(*g.figures.span, g.lang) if kind in PERIOD_KINDS else format_date(g.day, g.lang)
    name = kind if kind in (*REVIEWS, "commune", "annex") else "period"
    return t(f"briefing.subject.{name}", g.lang, what=_what(g), place=g.place, period=period, day=format_date(g.day, g.lang))


def _what(g: Gathered) -> str:
    """What the report is on: the criterion of the first level, or the set's contents where it has none."""
    if g.criteria.criterion is None:
        return t("briefing.what.content", g.lang, level=g.criteria.level_title.in_(g.lang))
    title = g.criteria.criterion_title
    if title is None:
        return t("briefing.what.criterion_untitled", g.lang, number=g.criteria.criterion)
    return t("briefing.what.criterion", g.lang, number=g.criteria.criterion, title=title.in_(g.lang))


def _opening(g: Gathered) -> tuple[Paragraph, ...]:
    if g.request.kind in ("commune", "annex"):
        return ()
    body = g.head.body or blank("body", g.lang)
    opening = say("briefing.opening", g.lang, basis=blank("basis", g.lang), body=body, what=_what(g), place=g.place)
    return (paragraph(opening), answer(g, is_whole=g.request.kind not in REVIEWS))


def _sections(g: Gathered, drawn: Drawn) -> tuple[Section, ...]:
    kind = g.request.kind
    if kind == "annex":
        return ()
    if kind == "commune":
        return commune_sections(g, drawn)
    done = results(g, drawn)
    if kind in REVIEWS:
        more = (roadmap(g, drawn), obstacles(g, drawn), help_given(g, drawn), plan(g, drawn))
        second = Section(done.title, done.blocks, (*done.sections, *more))
        return (direction(g, drawn), second, resources(g, drawn), review(g, drawn), directions(g, drawn), requests(g, drawn))
    return (done, roadmap(g, drawn), _work(g, drawn), next_period(g, drawn))


def _work(g: Gathered, drawn: Drawn) -> Section:
    """Obstacles and help in one part."""
    parts = (obstacles(g, drawn), help_given(g, drawn))
    return Section(t("briefing.section.work", g.lang), (), parts)


def _drawn(g: Gathered) -> Drawn:
    """The tables and charts of a kind; a commune's sheet has its own tables, and no charts."""
    drawn = draw(g)
    if g.request.kind != "commune":
        return drawn
    own = (commune_table(g), sheet_table(g), forecasts_table(g))
    return Drawn({**{one.id: one for one in own}, **drawn.tables}, {}, drawn.changes, drawn.sources)


def _annexes(g: Gathered, drawn: Drawn, shown: Shown) -> tuple[str, ...]:
    """What stands behind the text, by id.

    The kind's own annexes, then every table that a sentence counts or a chart draws and the text does not show; the source
    files come last.
    """
    communes = [table_id for table_id in drawn.tables if table_id.startswith("communes")]
    kind = g.request.kind
    usual = [*communes, *(["figures"] if kind in _WITH_FIGURES else []), *(["commendation"] if kind in REVIEWS else []), "outlook"]
    alone = ["levels", "districts", "indicators", *communes, "figures", "history", "roadmap", "outlook", "recognised", *_TRUST]
    wanted = {"commune": ["assistance"], "annex": alone}.get(kind, usual)
    behind = shown.counted | {drawn.charts[one].table for one in shown.charts}
    hidden = [table_id for table_id in drawn.tables if table_id in behind and table_id not in shown.in_text]
    found = [one for one in dict.fromkeys([*wanted, *hidden]) if drawn.has_rows(one) and one not in ("sources", *shown.in_text)]
    return (*found, "sources")


def _recipients(g: Gathered) -> tuple[str, ...]:
    if g.request.kind in ("commune", "annex"):
        return ()
    return (blank("recipients", g.lang), t("letter.kept", g.lang, unit=g.head.unit or blank("unit", g.lang)))
