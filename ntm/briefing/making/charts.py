"""The charts of a briefing: each title is an answer, each draws the numbers of a table."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from ntm.briefing.content import Chart, Row, Series, Table
from ntm.briefing.making.gathered import Gathered
from ntm.briefing.making.runs import Runs, amount, paragraph, percent, say
from ntm.briefing.making.standing_tables import period_of
from ntm.progress.sentences import names_in_words
from ntm.progress.summary import extreme_places
from ntm.texts import format_count, small, t

_STATUSES = ("met", "not_met", "incomplete", "no_data")


def districts_chart(g: Gathered, table: Table) -> Chart | None:
    """Districts by share met, the lowest named; None where there are no districts to compare."""
    rows = sorted(table.body, key=lambda row: (-row.cells[6], row.cells[0]))
    if len(rows) < 2:
        return None
    title = paragraph(lowest_runs(g, table)).text
    parts = ", ".join(t("chart.districts.part", g.lang, district=row.cells[0], met=row.cells[1], total=row.cells[5]) for row in rows)
    series = tuple(Series(t(f"status.{name}", g.lang), name, tuple(row.cells[place] for row in rows))
                   for place, name in enumerate(_STATUSES, 1))
    return Chart("districts", title, "stacked", tuple(row.cells[0] for row in rows), series, table.id,
                 t("chart.districts.alt", g.lang, total=len(rows), parts=parts))


def lowest_runs(g: Gathered, table: Table) -> Runs:
    """The district of the lowest share; all of them where several share it."""
    found = extremes(table.body, min)
    if len(found) == 1:
        (row,) = found
        return say("overview.districts.lowest", g.lang, district=row.cells[0], met=amount(row.cells[1], table.id, g.lang),
                   total=amount(row.cells[5], table.id, g.lang))
    key = "equal" if len(found) == len(table.body) else "lowest_tie"
    return say(f"overview.districts.{key}", g.lang, districts=district_names(found, g.lang),
               share=percent(found[0].cells[1], found[0].cells[5], table.id, g.lang))


def district_names(rows: Sequence[Row], lang: str) -> str:
    """Districts in one line that begins with a capital."""
    first, *others = (row.cells[0] for row in rows)
    return names_in_words([first, *map(small, others)], lang)


def extremes(rows: Sequence[Row], pick: Callable[[Iterable[Fraction]], Fraction]) -> list[Row]:
    """The districts of the lowest (`min`) or highest (`max`) share."""
    return [rows[place] for place in extreme_places([(row.cells[1], row.cells[5]) for row in rows], pick)]


def history_chart(g: Gathered, table: Table) -> Chart | None:
    """Communes met at the first level period by period, a line a law; None with fewer than two periods."""
    rows = [row for row in table.body if row.key.startswith(f"{g.figures.level}/")]
    if len(rows) < 2:
        return None
    laws = list(dict.fromkeys(row.cells[8] for row in rows))
    series = tuple(Series(t("briefing.chart.by_law", g.lang, law=law), "plain" if law != laws[-1] else "met",
                          tuple(row.cells[2] if row.cells[8] == law else None for row in rows)) for law in laws)
    parts = ", ".join(t("chart.levels.part", g.lang, period=row.cells[0], met=row.cells[2], total=row.cells[6]) for row in rows)
    return Chart("history", history_title(g, table), "lines", tuple(row.cells[0] for row in rows), series, table.id,
                 t("chart.levels.alt", g.lang, total=len(rows), parts=parts))


def history_title(g: Gathered, table: Table) -> str:
    """How the count went under the present law: "Theo 318/QĐ-TTg, từ quý I/2022 đến quý IV/2023 số xã đạt tăng từ 40 lên 65".

    Of one period alone, what it was.
    """
    rows = [row for row in table.body if row.key.startswith(f"{g.figures.level}/")]
    last = rows[-1]
    first = next(row for row in rows if row.cells[8] == last.cells[8])
    if first is last:
        return t("briefing.chart.one", g.lang, law=last.cells[8], period=period_of(g, last), met=last.cells[2], total=last.cells[6])
    direction = "more" if last.cells[2] > first.cells[2] else "fewer" if last.cells[2] < first.cells[2] else "equal"
    return t(f"overview.history.{direction}", g.lang, law=last.cells[8], first=period_of(g, first), last=period_of(g, last),
             before=first.cells[2], after=last.cells[2])


def ratings_chart(g: Gathered, table: Table) -> Chart | None:
    """The roadmap's targets by rating, each rating a series of its own colour; None where there is no roadmap."""
    if not table.body:
        return None
    names = tuple(t(f"rating.{row.key}", g.lang) for row in table.body)
    parts = ", ".join(t(f"roadmap.count.{row.key}", g.lang, count=format_count(row.cells[1], g.lang)) for row in table.body)
    total = format_count(sum(row.cells[1] for row in table.body), g.lang)
    title = t("briefing.chart.ratings", g.lang, total=total, parts=parts)
    series = tuple(Series(name, row.key, tuple(row.cells[1] if one is row else None for one in table.body))
                   for name, row in zip(names, table.body, strict=True))
    return Chart("ratings", title, "stacked", names, series, table.id, title)


def indicators_chart(g: Gathered, table: Table) -> Chart | None:
    """How many communes lack each indicator of the first level; None where it has none."""
    rows = [row for row in table.body if row.key.startswith(f"{g.criteria.id}/")]
    if not rows:
        return None
    title = _worst_words(g, rows)
    series = tuple(Series(t(f"status.{name}", g.lang), name, tuple(row.cells[place] for row in rows))
                   for place, name in enumerate(_STATUSES, 1) if name != "met")
    alt = "; ".join(t("briefing.chart.part", g.lang, indicator=row.cells[0], count=row.cells[5] - row.cells[1], total=row.cells[5])
                    for row in rows)
    return Chart("indicators", title, "stacked", tuple(row.cells[0] for row in rows), series, table.id, alt)


def _worst_words(g: Gathered, rows: Sequence[Row]) -> str:
    """The indicator that most communes do not meet; where none is said to be unmet, the one that is unknown of most."""
    unmet, unknown = {row.key: row.cells[2] for row in rows}, {row.key: row.cells[3] + row.cells[4] for row in rows}
    for key, counts in (("lacking", unmet), ("unknown", unknown)):
        if most := max(counts.values()):
            found = [row for row in rows if counts[row.key] == most]
            return t(f"briefing.chart.{key}", g.lang, indicator=names_in_words([row.cells[0] for row in found], g.lang), count=most,
                     total=found[0].cells[5])
    return t("briefing.chart.none", g.lang)
