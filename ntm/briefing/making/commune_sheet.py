"""One commune on one sheet of paper: the answer, what is missing, who answers for it, obstacles, forecast, sources."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from ntm.briefing.content import Block, Field, Paragraph, Row, Section, ShowTable, Table
from ntm.briefing.making.drawn import Drawn
from ntm.briefing.making.gathered import Gathered
from ntm.briefing.making.outlook_tables import level_title, likely_words
from ntm.briefing.making.part_work import live_obstacles_of, obstacles, standing_of
from ntm.briefing.making.record_tables import helped_id
from ntm.briefing.making.runs import Runs, amount, listed, paragraph, say, to_write, told
from ntm.briefing.making.tables import Needs, chance, column, lack_words, needs_of, sources_of, whole
from ntm.figures import STAGES
from ntm.progress.forecast.records import Forecast
from ntm.progress.profile import indicator_notes, unit_word
from ntm.records.placing import is_live
from ntm.texts import capital, format_date, t


def commune_table(g: Gathered) -> Table:
    """A row an indicator of the level that comes next: status, figures, what is missing, who concluded, who answers for it."""
    level = next_level(g)
    columns = (column("indicator", g.lang, weight=2.4), column("status", g.lang, "status", 1.2), column("figures", g.lang, "words", 3),
               column("missing", g.lang, "words", 3), column("concluded", g.lang, weight=1.6), column("answering", g.lang, weight=2))
    return Table("commune", _commune_title(g), columns, tuple(_level_rows(g, level, needs_of(g))), (), sources_of(g))


def _commune_title(g: Gathered) -> str:
    level = next_level(g)
    return t("briefing.table.commune", g.lang, level=level_title(g, level), number=g.figures.sets[level].document.number)


def next_level(g: Gathered) -> str:
    """The lowest level that the commune does not meet; the highest where it meets all."""
    judged = [level for level in g.figures.levels if g.figures.sets[level].indicators]
    lacking = [level for level in judged for row in g.figures.rows(level).itertuples() if row.status != "met"]
    return (lacking or judged[-1:] or [g.figures.level])[0]


def _level_rows(g: Gathered, level: str, needs: Needs) -> Iterator[Row]:
    criteria, said, asked = g.figures.sets[level], g.figures.now.indicators, g.figures.now.requirements
    own = said[said["set_id"] == criteria.id]
    notes = indicator_notes(own, asked[asked["set_id"] == criteria.id], criteria, g.law, None, g.day, g.lang)
    rows = {row.number: row for row in own.itertuples()}
    for note in notes:
        row = rows[note.number]
        lack = lack_words(note.status, needs.get((row.unit, criteria.id, note.number), []), g) if note.status == "not_met" else None
        texts = [text or None for text in (note.figures, lack, _stage(row, g.lang), note.answering)]
        yield Row(f"{criteria.id}/{note.number}", (note.title, note.status, *texts))


def _stage(row: tuple, lang: str) -> str | None:
    """At which stage an indicator was concluded; None without a verdict."""
    return None if pd.isna(row.verdict_is_met) else capital(t(f"stage.{STAGES[int(row.verdict_stage)]}", lang))


def sheet_table(g: Gathered) -> Table:
    """A row a level: the commune's standing, counted in indicators."""
    columns = (column("level", g.lang, weight=2), column("status", g.lang, "status", 1.5), column("met_count", g.lang, "count"),
               column("of_count", g.lang, "count"), column("closed", g.lang, "day"))
    rows = [Row(level, (level_title(g, level), row.status, whole(row.met_count), whole(row.of_count), row.period_end))
            for level in g.figures.levels for row in g.figures.rows(level).itertuples()]
    return Table("sheet", t("briefing.table.sheet", g.lang), columns, tuple(rows), (), sources_of(g))


def forecasts_table(g: Gathered) -> Table:
    """A row a forecast of the commune: of its targets, and of the first level by the horizon."""
    columns = (column("level", g.lang, weight=2), column("by", g.lang, "day"), column("rating", g.lang, "rating", 1.6),
               column("chance", g.lang, "share"), column("likely", g.lang, weight=1.4))
    rows = tuple(
        Row(f"{level}/{by.isoformat()}", (level_title(g, level), by, one.rating, chance(one.probability), likely_words(one, g.lang)))
        for (level, by), found in g.outlook.forecasts.items() for one in found.values()
    )
    return Table("forecasts", t("briefing.table.forecasts", g.lang), columns, rows, (), sources_of(g))


def commune_sections(g: Gathered, drawn: Drawn) -> tuple[Section, ...]:
    """The sheet's parts."""
    (key,) = g.naming.names
    judged = [level for level in g.figures.levels if g.figures.sets[level].indicators]
    above = judged[judged.index(next_level(g)) + 1:] if judged else []
    standing = [paragraph(standing_of(g, key, level, "sheet"), ".") for level in judged if level not in above]
    standing += [told("briefing.above", g.lang, parts=listed([_counted_at(g, level) for level in above]))] if above else []
    forecasts = tuple(_forecasts(g, key))
    return (
        Section(t("briefing.section.answer", g.lang), (*standing, paragraph(_commune_title(g), ":"), ShowTable("commune"))),
        Section(t("briefing.section.forecast", g.lang), forecasts),
        obstacles(g, drawn),
        Section(t("briefing.section.help", g.lang), tuple(_help(g, key))),
    )


def _counted_at(g: Gathered, level: str) -> Runs:
    """"xã NTM nâng cao đạt 0/5 chỉ tiêu": a level above the next one, in figures alone."""
    (row,) = g.figures.rows(level).itertuples()
    return say("briefing.above_level", g.lang, level=level_title(g, level), met=amount(whole(row.met_count), "sheet", g.lang),
               of=amount(whole(row.of_count), "sheet", g.lang), unit=unit_word(g.figures.sets[level], g.lang))


def _forecasts(g: Gathered, key: str) -> Iterator[Paragraph]:
    """Each forecast in words: of a target as the roadmap's, else as the outlook by the horizon."""
    targets = {(one.level, one.by) for one in g.outlook.targets}
    for (level, by), found in g.outlook.forecasts.items():
        if key in found:
            yield paragraph(_forecast(g, "target" if (level, by) in targets else "forecast", level, by, found[key]))


def _forecast(g: Gathered, kind: str, level: str, by: date, found: Forecast) -> Runs:
    rating = t(f"rating.{found.rating}", g.lang).lower()
    base = say(f"roadmap.commune.{kind}", g.lang, level=level_title(g, level), year=str(by.year), rating=rating)
    likely = likely_words(found, g.lang)
    if found.probability is None or likely is None:
        return (*base, ".")
    share = Field(str(round(100 * found.probability)), chance(found.probability), "forecasts")
    return (*base, *say("roadmap.commune.chance", g.lang, chance=share, likely=likely))


def _help(g: Gathered, key: str) -> Iterator[Block]:
    for one in g.typed.records["assistance"]:
        if is_live(one):
            since = format_date(date.fromisoformat(one.body["since"]), g.lang)
            yield told("briefing.help.assigned", g.lang, unit=one.body["unit"], since=since)
    shown = [helped_id(one) for one in g.typed.helped]
    yield from map(ShowTable, shown)
    if not shown and not live_obstacles_of(g, key):
        yield to_write("help", g.lang)
