"""The part on results: where the communes stand, by district, by indicator, what changed and why, who is still short."""
from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ntm.briefing.content import Block, Paragraph, Row, Section, ShowTable
from ntm.briefing.making.charts import district_names, extremes
from ntm.briefing.making.commune_tables import communes_id
from ntm.briefing.making.drawn import Drawn
from ntm.briefing.making.gathered import Gathered, commune_key
from ntm.briefing.making.reports import PERIOD_KINDS
from ntm.briefing.making.runs import Runs, amount, counted, figure, item, listed, named, numbered, paragraph, percent, say, told
from ntm.briefing.making.standing_tables import period_of
from ntm.progress.sentences import claim
from ntm.progress.summary import one_short
from ntm.texts import format_date, format_period, t


def keys_of(rows: pd.DataFrame) -> list[str]:
    """The keys of some communes, in their order."""
    return [commune_key(code, start) for code, start in zip(rows["code"], rows["valid_from"], strict=True)]


def standing_runs(g: Gathered, level: str | None = None) -> Runs:
    """"65/95 xã (68,4%) đạt tiêu chí số 8, tăng 06 xã so với quý III/2023" of a level, every figure a field."""
    level = level or g.figures.level
    rows, table = g.figures.rows(level), communes_id(g, level)
    if rows.empty:
        return say("standing.none", g.lang)
    met = keys_of(rows[rows["status"] == "met"])
    share = ("(", percent(len(met), len(rows), "levels", g.lang), ")")
    numbers = (numbered(met, table, g.lang), "/", numbered(keys_of(rows), table, g.lang))
    base = say("standing.met", g.lang, numbers=numbers, percent=share, claim=claim(g.figures.sets[level], g.lang))
    before = g.figures.rows_before(level)
    if before is None:
        return base
    difference = len(met) - int((before["status"] == "met").sum())
    return (*base, ", ", *change_runs(g, difference))


def change_runs(g: Gathered, difference: int) -> Runs:
    """"tăng 06 xã so với quý III/2023", with the right word for more, fewer and equal."""
    direction = "more" if difference > 0 else "fewer" if difference < 0 else "equal"
    # The table holds the difference with its sign; the sentence says it in words.
    count = figure(abs(difference), "levels", g.lang)
    return say(f"standing.{direction}", g.lang, count=count, earlier=format_period(*g.figures.earlier, g.lang))


def silent_runs(g: Gathered) -> Runs:
    """"; 03 xã chưa có số liệu (gồm: …)" and the same for those partly known; nothing where all are known."""
    rows, parts = g.figures.rows(), []
    for status in ("no_data", "incomplete"):
        keys = keys_of(rows[rows["status"] == status])
        if keys:
            parts.append(say(f"briefing.silent.{status}", g.lang, count=counted(keys, "communes", g.lang),
                             names=named(g.naming.some(keys), "communes", g.lang)))
    return ("; ", *listed(parts)) if parts else ()


def answer(g: Gathered, is_whole: bool = True) -> Paragraph:
    """The answer in one sentence: how many, how that changed; the whole of it names who is silent, too."""
    day = say("briefing.results.by_day", g.lang, day=format_date(g.day, g.lang))
    return paragraph(day, standing_runs(g), silent_runs(g) if is_whole else (), ".")


def results(g: Gathered, drawn: Drawn) -> Section:
    """The whole part."""
    parts = [_general(g, drawn), _districts(g, drawn), _indicators(g, drawn), changes(g, drawn), _short(g)]
    title = t("briefing.section.results", g.lang, number=g.criteria.criterion) if g.criteria.criterion \
        else t("briefing.section.results_plain", g.lang)
    return Section(title, (), tuple(one for one in parts if one.blocks))


def _general(g: Gathered, drawn: Drawn) -> Section:
    blocks: list[Block] = [] if g.request.kind in PERIOD_KINDS else [answer(g)]  # in a period's report it stands just above
    for level in (one for one in g.figures.levels[1:] if g.figures.sets[one].criterion):
        blocks.append(paragraph(say("briefing.results.level", g.lang, level=g.figures.sets[level].level_title.in_(g.lang)),
                                standing_runs(g, level), "."))
    blocks += [*_history(g, drawn), ShowTable("levels"), *drawn.show("history"), *_estimates(g, drawn)]
    return Section(t("briefing.section.general", g.lang), tuple(blocks))


def _history(g: Gathered, drawn: Drawn) -> Iterator[Paragraph]:
    """How the count went under the present law, and that an earlier law cannot be compared."""
    rows = [row for row in drawn.table("history").body if row.key.startswith(f"{g.figures.level}/")]
    if not rows:
        return
    last = rows[-1]
    own = [row for row in rows if row.cells[8] == last.cells[8]]
    before, after = own[0].cells[2], last.cells[2]
    if len(own) > 1:
        direction = "more" if after > before else "fewer" if after < before else "equal"
        values = {"before": amount(before, "history", g.lang), "after": amount(after, "history", g.lang)}
        said = say(f"overview.history.{direction}", g.lang, law=last.cells[8], first=period_of(g, own[0]), last=period_of(g, last),
                   **values)
        yield paragraph(said, ".")
    if len(own) < len(rows):
        others = dict.fromkeys(row.cells[8] for row in rows if row not in own)
        laws = [law for law in others if law in {one.document.number for one in g.law.sets.values()}]
        key = "other_law" if len(laws) == len(others) else "other_both" if laws else "other_units"
        yield told(f"briefing.results.{key}", g.lang, law=", ".join(laws), now=last.cells[8])


def _estimates(g: Gathered, drawn: Drawn) -> Iterator[Block]:
    """Counted beside expected (ước thực hiện), where there are estimates."""
    table = drawn.find("estimates")
    if table is None:
        return
    _, total, was, expected, more = table.body[0].cells
    key = "more" if more > 0 else "fewer" if more < 0 else "same"
    values = {name: amount(value, "estimates", g.lang) for name, value in (("counted", was), ("expected", expected), ("total", total))}
    yield told(f"briefing.results.expected_{key}", g.lang, more=figure(abs(more), "estimates", g.lang), **values)
    yield ShowTable("estimates")


def _districts(g: Gathered, drawn: Drawn) -> Section:
    rows = drawn.table("districts").body
    if len(rows) < 2:
        return Section("")
    highest, lowest = extremes(rows, max), extremes(rows, min)
    if len(lowest) == len(rows):
        same = told("briefing.results.equal", g.lang, share=percent(rows[0].cells[1], rows[0].cells[5], "districts", g.lang))
        return Section(t("briefing.section.districts", g.lang), (same, *drawn.show("districts"), ShowTable("districts")))
    blocks = [_extreme(g, key, found) for key, found in (("highest", highest), ("lowest", lowest))]
    return Section(t("briefing.section.districts", g.lang), (*blocks, *drawn.show("districts"), ShowTable("districts")))


def _extreme(g: Gathered, key: str, found: list[Row]) -> Paragraph:
    """The district of the highest or lowest share with its counts; several with their share."""
    met, total = found[0].cells[1], found[0].cells[5]
    return item(f"briefing.results.{key}" if len(found) == 1 else f"briefing.results.{key}_tie", g.lang,
                district=district_names(found, g.lang), met=amount(met, "districts", g.lang), total=amount(total, "districts", g.lang),
                share=percent(met, total, "districts", g.lang))


def _indicators(g: Gathered, drawn: Drawn) -> Section:
    said = g.figures.now.indicators
    own = said[said["set_id"] == g.criteria.id]
    blocks: list[Block] = []
    for indicator in g.criteria.indicators:
        rows = own[own["number"] == indicator.number]
        if len(rows):
            blocks.append(paragraph(_indicator_runs(g, indicator.number, indicator.short.in_(g.lang), rows), is_item=True))
    return Section(t("briefing.section.indicators", g.lang), (*blocks, *drawn.show("indicators"), ShowTable("indicators"))) \
        if blocks else Section("")


def _indicator_runs(g: Gathered, number: str, title: str, rows: pd.DataFrame) -> Runs:
    keys = {status: [g.naming.keys[unit] for unit in rows.loc[rows["status"] == status, "unit"]]
            for status in ("met", "not_met", "incomplete", "no_data")}
    base = say("briefing.results.indicator", g.lang, number=number, title=title, met=numbered(keys["met"], "communes", g.lang),
               total=numbered([g.naming.keys[unit] for unit in rows["unit"]], "communes", g.lang),
               share=percent(len(keys["met"]), len(rows), "indicators", g.lang))
    parts = [say(f"briefing.results.{status}", g.lang, count=counted(found, "communes", g.lang))
             for status, found in keys.items() if found and status != "met"]
    return (*base, *(("; ", *listed(parts, ", ")) if parts else ()), ".")


def changes(g: Gathered, drawn: Drawn) -> Section:
    """What rose and fell since the period before, and which indicators made it so."""
    earlier = format_period(*g.figures.earlier, g.lang) if g.figures.earlier else ""
    if drawn.changes is None:
        return Section(t("briefing.section.changes", g.lang), (_not_compared(g, earlier),))
    blocks: list[Block] = [item(f"briefing.changes.{direction}", g.lang, count=counted(keys, "moved", g.lang),
                                names=named(g.naming.some(keys), "moved", g.lang, 20))
                           for direction, keys in drawn.changes.of.items() if keys]
    if not blocks:
        blocks.append(told("briefing.changes.none", g.lang, earlier=earlier))
    blocks += [*_reasons(g, drawn), *([ShowTable("moved")] if drawn.changes.moved.body else [])]
    return Section(t("briefing.section.changes_since", g.lang, earlier=earlier), tuple(blocks))


def _not_compared(g: Gathered, earlier: str) -> Paragraph:
    """Why nothing is said of changes."""
    return told(f"briefing.changes.{g.figures.gap()}", g.lang, earlier=earlier, period=format_period(*g.figures.span, g.lang),
                newest=format_period(*g.figures.newest, g.lang))


def _reasons(g: Gathered, drawn: Drawn) -> Iterator[Paragraph]:
    """By indicator: how many communes rose and fell in it."""
    parts = []
    for indicator in g.criteria.indicators:
        said = [say(f"briefing.changes.number_{direction}", g.lang, count=counted(keys, "steps", g.lang))
                for direction in ("rose", "fell") if (keys := drawn.changes.by_number.get((indicator.number, direction)))]
        if said:
            parts.append(say("briefing.changes.number", g.lang, number=indicator.number, title=indicator.short.in_(g.lang),
                             said=listed(said, ", ")))
    if parts:
        yield told("briefing.changes.reasons", g.lang, parts=listed(parts))


def _short(g: Gathered) -> Section:
    """Who is still short: all, and those that lack one indicator alone."""
    rows = g.figures.rows()
    unmet, short = keys_of(rows[rows["status"] == "not_met"]), keys_of(one_short(rows))
    if not unmet:
        return Section(t("briefing.section.short", g.lang), (told("briefing.short.none", g.lang),))
    blocks = [told("briefing.short.all", g.lang, count=counted(unmet, "communes", g.lang))]
    if short:
        blocks.append(told("briefing.short.one", g.lang, count=counted(short, "communes", g.lang),
                           names=named(g.naming.some(short), "communes", g.lang, 20)))
    return Section(t("briefing.section.short", g.lang), tuple(blocks))
