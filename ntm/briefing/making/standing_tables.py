"""Tables of where the communes stand: by level, by district, by indicator, by period."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pandas as pd

from ntm.briefing.content import Row, Table, Value
from ntm.briefing.making.gathered import Gathered
from ntm.briefing.making.tables import column, sources_of
from ntm.periods import is_period_end
from ntm.progress.summary import Counts, count_statuses
from ntm.progress.voices import short_period
from ntm.texts import capital, format_period, t

_COUNTS = ("met", "not_met", "incomplete", "no_data", "total")


def counts_of(rows: pd.DataFrame) -> tuple[Value, ...]:
    """Communes met, not met, incomplete, without figures, all; and the share met, unknown where there are none."""
    counts = count_statuses(rows)
    return (*_numbers(counts), Fraction(counts.met, counts.total) if counts.total else None)


def _numbers(counts: Counts) -> tuple[int, ...]:
    return counts.met, counts.not_met, counts.incomplete, counts.no_data, counts.total


def _columns(g: Gathered, first: str, weight: float) -> tuple:
    group = t("briefing.group.communes", g.lang)
    return (column(first, g.lang, weight=weight), *(column(key, g.lang, "count", group=group) for key in _COUNTS),
            column("share", g.lang, "share"), column("before", g.lang, "count"), column("difference", g.lang, "count"))


def _compared(now: pd.DataFrame, before: pd.DataFrame | None) -> tuple[Value, Value]:
    """Communes met on the earlier day, and how many more are met now; unknown where they cannot be compared."""
    if before is None:
        return None, None
    was, is_ = (int((rows["status"] == "met").sum()) for rows in (before, now))
    return was, is_ - was


def levels_table(g: Gathered) -> Table:
    """A row a level of the day's law."""
    rows = tuple(
        Row(level, (g.figures.sets[level].level_title.in_(g.lang), *counts_of(g.figures.rows(level)),
                    *_compared(g.figures.rows(level), g.figures.rows_before(level))))
        for level in g.figures.levels if g.figures.sets[level].criterion
    )
    return Table("levels", t("briefing.table.levels", g.lang), _columns(g, "level", 2.2), rows, _notes(g), sources_of(g))


def districts_table(g: Gathered) -> Table:
    """A row a district at the first level, and the whole place; the whole alone where there are no districts."""
    now, before = g.figures.rows(), g.figures.rows_before()
    rows = [_district_row(g, code, now[now["district_code"] == code], before) for code in g.naming.districts]
    if len(rows) != 1:
        rows.append(Row("total", (t("briefing.total", g.lang), *counts_of(now), *_compared(now, before)), "total"))
    return Table("districts", t("briefing.table.districts", g.lang), _columns(g, "district", 2.4), tuple(rows), _notes(g), sources_of(g))


def _district_row(g: Gathered, code: str, now: pd.DataFrame, before: pd.DataFrame | None) -> Row:
    then = None if before is None else before[before["district_code"] == code]
    return Row(code, (g.naming.districts[code], *counts_of(now), *_compared(now, then)))


def _notes(g: Gathered) -> tuple[str, ...]:
    return (t("briefing.note.assessed", g.lang),)


def indicators_table(g: Gathered) -> Table:
    """A row an indicator of every level, with who answers for it on the day."""
    rows = [row for level in g.figures.levels for row in _indicator_rows(g, level)]
    columns = (column("indicator", g.lang, weight=3.4), *(column(key, g.lang, "count") for key in _COUNTS),
               column("share", g.lang, "share"), column("answering", g.lang, weight=2.6))
    return Table("indicators", t("briefing.table.indicators", g.lang), columns, tuple(rows), _notes(g), sources_of(g))


def _indicator_rows(g: Gathered, level: str) -> Iterator[Row]:
    criteria, said = g.figures.sets[level], g.figures.now.indicators
    own = dict(iter(said[said["set_id"] == criteria.id].groupby("number")))
    if own and len(g.figures.levels) > 1:
        yield Row(criteria.id, (capital(criteria.level_title.in_(g.lang)), *[None] * 7), "group")
    for indicator in criteria.indicators:
        if indicator.number in own:
            bodies = "; ".join(answer.body.in_(g.lang) for answer in indicator.answering(g.day))
            yield Row(f"{criteria.id}/{indicator.number}",
                      (f"{indicator.number} {indicator.short.in_(g.lang)}", *counts_of(own[indicator.number]), bodies))


def history_table(g: Gathered) -> Table:
    """A row a period and level: communes by status, and the law that judged them."""
    past = g.figures.history
    rows = []
    for level in g.figures.levels:
        if not g.figures.sets[level].criterion:
            continue
        for day, group in past[past["level"] == level].groupby("as_of", sort=True):
            rows.append(_history_row(g, level, day, group))
    columns = (column("period", g.lang, weight=1.2), column("level", g.lang, weight=2), *(column(key, g.lang, "count") for key in _COUNTS),
               column("share", g.lang, "share"), column("law", g.lang, weight=1.6))
    return Table("history", t("briefing.table.history", g.lang), columns, tuple(rows), (), tuple(str(one) for one in g.batches["id"]))


def _history_row(g: Gathered, level: str, day: date, group: pd.DataFrame) -> Row:
    """One day; what judged it tells too where none of its communes exists any more."""
    law, kind = g.law.sets[group["set_id"].iloc[0]], g.figures.newest[0]
    period = short_period(kind if is_period_end(kind, day) else "day", day, g.lang)
    number = law.document.number
    judged = t("briefing.former", g.lang, law=number) if group["is_former"].iloc[0] else number
    return Row(f"{level}/{day.isoformat()}", (period, law.level_title.in_(g.lang), *counts_of(group), judged))


def period_of(g: Gathered, row: Row) -> str:
    """The period of a row of `history` as a sentence writes it: "quý I/2022"."""
    day, kind = date.fromisoformat(row.key.rpartition("/")[2]), g.figures.newest[0]
    return format_period(kind if is_period_end(kind, day) else "day", day, g.lang)


def estimates_table(g: Gathered) -> Table | None:
    """Counted and with estimates (ước thực hiện), a row a level; None where there are no estimates."""
    if g.figures.estimated is None:
        return None
    rows = []
    for level in (one for one in g.figures.levels if g.figures.sets[one].criterion):
        now, then = g.figures.rows(level), g.figures.estimated.communes
        then = then[then["level"] == level]
        counted, expected = (int((frame["status"] == "met").sum()) for frame in (now, then))
        rows.append(Row(level, (g.figures.sets[level].level_title.in_(g.lang), len(now), counted, expected, expected - counted)))
    columns = (column("level", g.lang, weight=2.5), *(column(key, g.lang, "count") for key in ("total", "counted", "expected", "more")))
    return Table("estimates", t("briefing.table.estimates", g.lang), columns, tuple(rows), (), sources_of(g))


