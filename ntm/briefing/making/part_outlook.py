"""The part on what is to come: roadmap and ratings, forecasts, aims, recognised communes kept up or slipping, the priority plan."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from ntm.briefing.content import Block, Field, Paragraph, Section, ShowTable
from ntm.briefing.making.drawn import Drawn
from ntm.briefing.making.gathered import Gathered, commune_key
from ntm.briefing.making.outlook_tables import forecast_of, kept_rows, level_title, present_targets, target_key
from ntm.briefing.making.runs import Runs, Said, counted, figure, listed, named, paragraph, say, told
from ntm.progress.forecast.rating import RATINGS
from ntm.progress.roadmap import Target
from ntm.progress.route.words import amount_words, plan_variant
from ntm.progress.sentences import claim
from ntm.texts import format_count, format_date, format_number, small, t

# Ratings whose communes are named.
BEHIND = ("missed", "off_track", "at_risk")


def roadmap(g: Gathered, drawn: Drawn) -> Section:
    """The roadmap with its ratings and who is behind, the aims, the recognised communes, the forecast of all others."""
    blocks = [*_targets(g), *drawn.show("ratings"), *([ShowTable("roadmap")] if drawn.has_rows("roadmap") else []), *_aims(g, drawn),
              *_recognised(g, drawn), *_forecasts(g, drawn)]
    return Section(t("briefing.section.roadmap", g.lang), tuple(blocks))


def _targets(g: Gathered) -> Iterator[Paragraph]:
    groups: dict[tuple[int, str], list[Target]] = defaultdict(list)
    for one in present_targets(g):
        groups[one.year, one.level].append(one)
    if not groups:
        yield told("briefing.roadmap.none", g.lang, year=str(g.day.year))
    for (year, level), own in groups.items():
        total, parts = counted([target_key(one) for one in own], "roadmap", g.lang), _rated(g, own)
        key = "year" if len(parts) > 1 else "year_alike"
        yield paragraph(say(f"briefing.roadmap.{key}", g.lang, year=str(year), level=level_title(g, level), total=total,
                            parts=listed(parts, ", ")), ".")


def _rated(g: Gathered, own: list[Target]) -> list[Said]:
    """Each rating with its count; those behind with their names."""
    parts: list[Said] = []
    for rating in RATINGS:
        found = target_names(g, [one for one in own if forecast_of(g, one).rating == rating])
        if found:
            said = say(f"briefing.roadmap.count.{rating}", g.lang, count=counted(list(found), "roadmap", g.lang))
            names = say("briefing.names", g.lang, names=named(found, "roadmap", g.lang)) if rating in BEHIND else ()
            parts.append((*said, *names))
    return parts


def target_names(g: Gathered, targets: Iterable[Target]) -> dict[str, str]:
    """The communes of some targets by the key of their row."""
    return {target_key(one): g.naming.names[commune_key(one.commune, one.valid_from)] for one in targets}


def _aims(g: Gathered, drawn: Drawn) -> Iterator[Block]:
    table = drawn.find("aims")
    if table is None:
        return
    own = [row for row in table.body if row.key.startswith(f"{g.request.district or 'all'}/")]
    for row in own:
        _, level, year, met, _, needed, lacking, _ = row.cells
        key = "lacking" if lacking else "reached"
        counts = {name: figure(value, "aims", g.lang) for name, value in (("needed", needed), ("met", met), ("lacking", lacking))}
        yield told(f"briefing.aims.{key}", g.lang, level=level, year=year, **counts)
    yield ShowTable("aims")


def _recognised(g: Gathered, drawn: Drawn) -> Iterator[Block]:
    rows = kept_rows(g)
    if not rows:
        return
    slipping = {key: g.naming.names[g.naming.keys[row.unit]] for key, row in rows.items() if row.state == "slipping"}
    total = counted(list(rows), "recognised", g.lang)
    if slipping:
        yield told("briefing.kept.slipping", g.lang, total=total, count=counted(list(slipping), "recognised", g.lang),
                   names=named(slipping, "recognised", g.lang))
    else:
        yield told("briefing.kept.all", g.lang, total=total)
    yield ShowTable("recognised")


def _forecasts(g: Gathered, drawn: Drawn) -> Iterator[Block]:
    table = drawn.find("outlook")
    if table is None or not table.body:
        return
    ratings, parts = table.values("rating"), []
    for rating in RATINGS:
        keys = [key for key, found in ratings.items() if found == rating]
        if keys:
            parts.append(say(f"briefing.roadmap.count.{rating}", g.lang, count=counted(keys, "outlook", g.lang)))
    total = counted(list(ratings), "outlook", g.lang)
    yield paragraph(say("briefing.roadmap.outlook", g.lang, year=str(g.outlook.horizon.year), total=total,
                        parts=listed(parts, ", ")), ".")


def plan_runs(g: Gathered, key: str | None = None) -> Runs:
    """The priority plan's proposal in one sentence (route.words.plan_sentence), every figure a field; `key`: another text of it.

    Where another law than that of the results is in force by then, it is named.
    """
    gaps, plan = g.outlook.gaps, g.outlook.plan
    unplanned = [g.naming.keys[one.commune.unit] for one in gaps.unplanned]
    wanted = Field(format_count(plan.wanted, g.lang), plan.wanted, "aims" if plan.goal.count is not None else "plan")
    said = say(
        key or f"route.title.{plan_variant(gaps, plan)}", g.lang, count=figure(plan.reached, "plan", g.lang), wanted=wanted,
        claim=claim(g.law.sets[gaps.set_id], g.lang), work=_work(plan.total_cost, g.lang), budget="",
        before=_number(gaps.met, "levels", g.lang), after=_number(gaps.met + plan.reached, "plan", g.lang),
        total=_number(gaps.total, "levels", g.lang),
        unplanned=counted(unplanned, "unplanned", g.lang),
    )
    by_law = _by_law(g) if key is None else ()
    return (*by_law, small(said[0]), *said[1:]) if by_law and isinstance(said[0], str) else (*by_law, *said)


def _by_law(g: Gathered) -> Runs:
    """By which law the plan is reckoned, where that is not the one of the results above."""
    asked = g.law.sets[g.outlook.gaps.set_id]
    if asked.id == g.criteria.id:
        return ()
    return say("briefing.plan.by_law", g.lang, law=asked.document.number, day=format_date(g.outlook.horizon, g.lang))


def _number(value: int, table: str, lang: str) -> Field:
    return Field(format_number(value, lang), value, table)


def _work(amount: Fraction, lang: str) -> Field:
    whole = int(amount) if amount.denominator == 1 else str(float(amount))
    return Field(amount_words(amount, lang), whole, "plan")


def plan(g: Gathered, drawn: Drawn) -> Section:
    """What the priority plan proposes, and whose work cannot be counted yet."""
    blocks: list[Block] = [paragraph(plan_runs(g), ".")]
    if drawn.has_rows("plan"):
        blocks.append(ShowTable("plan"))
    if drawn.has_rows("unplanned"):
        keys = [row.key for row in drawn.table("unplanned").body]
        blocks.append(told("briefing.plan.unplanned", g.lang, count=counted(keys, "unplanned", g.lang)))
    return Section(t("briefing.section.plan", g.lang), tuple(blocks))


