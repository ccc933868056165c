"""`python -m etl route`: which communes to bring over first, with the work each takes (DESIGN §4)."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any

import duckdb
import typer

from etl import output
from etl.door import LANG, Format, day_of, open_warehouse
from ntm.clock import today
from ntm.problems import Problem, WrongUse
from ntm.progress.evaluate import Question, default_as_of, parse_known_at
from ntm.progress.roadmap import targets_on
from ntm.progress.route.gaps import find_gaps, listed_units
from ntm.progress.route.model import Gaps, Goal, Plan, narrowed
from ntm.progress.route.names import Named, lacking_names
from ntm.progress.route.office import blocked_by_obstacles, office_costs, office_funding
from ntm.progress.route.order import Placed, place
from ntm.progress.route.solve import solve
from ntm.progress.route.tipping import asks
from ntm.progress.route.words import (
    amount_words,
    funding_sentence,
    further_sentence,
    indicator_words,
    named_step,
    needs_words,
    plan_sentence,
)
from ntm.progress.standing import loaded_periods
from ntm.texts import format_count, t
from ntm.warehouse.records import END_OF_TIME, live_records
from ntm.warehouse.settings import read_setting


def register(app: typer.Typer) -> None:
    """Give the command line its command `route`."""
    app.command("route", help=t("cli.route", LANG))(route)


def route(
    level: Annotated[str, typer.Option(help=t("cli.level", LANG))],
    as_of: Annotated[str | None, typer.Option(help=t("cli.as_of", LANG))] = None,
    by: Annotated[str | None, typer.Option(help=t("cli.route_by", LANG))] = None,
    budget: Annotated[str | None, typer.Option(help=t("cli.route_budget", LANG))] = None,
    count: Annotated[int | None, typer.Option(help=t("cli.route_count", LANG))] = None,
    commune: Annotated[list[str] | None, typer.Option(help=t("cli.route_commune", LANG))] = None,
    known_at: Annotated[str | None, typer.Option(help=t("cli.known_at", LANG))] = None,
    roadmap: Annotated[bool, typer.Option("--roadmap", help=t("cli.route_roadmap", LANG))] = False,
    with_unknown: Annotated[bool, typer.Option("--with-unknown", help=t("cli.route_unknown", LANG))] = False,
    form: Annotated[Format, typer.Option("--format", help=t("cli.format", LANG))] = Format.table,
) -> None:
    """The least work that brings communes over a level."""
    goal, until = Goal(count, _budget(budget)), day_of(by) if by else None
    warehouse, _ = open_warehouse()
    with warehouse.reading() as con:
        question = _question(con, day_of(as_of) if as_of else None, parse_known_at(known_at) if known_at else None, commune)
        gaps = _find_gaps(con, question, level, until or question.as_of, with_unknown=with_unknown, is_of_roadmap=roadmap)
        plan = solve(gaps.plans, goal, len(gaps.plans) + len(gaps.unplanned) if commune or roadmap else None)
        if form is Format.json:
            output.print_json([plan_record(gaps, plan, commune)])
        else:
            _print_plan(gaps, plan, _beside(con, gaps, plan, question.known_at, is_of_roadmap=roadmap), form)
    if sentence := further_sentence(gaps, plan, LANG):
        typer.echo(sentence, err=True)


def _question(con: duckdb.DuckDBPyConnection, as_of: date | None, known_at: datetime | None, communes: list[str] | None) -> Question:
    """The question about a day (default: the end of the newest period): the province's communes, or those that were listed."""
    day = as_of or default_as_of(con, known_at) or today()
    if communes:
        return Question(day, known_at, units=listed_units(con, communes, day))
    return Question(day, known_at, read_setting(con, "province"))


def _find_gaps(
    con: duckdb.DuckDBPyConnection, question: Question, level: str, by: date, *, with_unknown: bool, is_of_roadmap: bool,
) -> Gaps:
    """What the communes lack, with the office's costs and obstacles; of the roadmap's communes alone where it is asked for."""
    found = find_gaps(
        con, question, level, by=by, with_unknown=with_unknown, costs=office_costs(con, question.known_at),
        blocked=blocked_by_obstacles(con, question.as_of, by, question.known_at),
    )
    if not is_of_roadmap:
        return found
    lives = _lives_on_roadmap(con, question.known_at, question.as_of, by.year, level)
    return narrowed(found, lambda one: (one.code, one.valid_from) in lives)


def plan_record(gaps: Gaps, plan: Plan, communes: list[str] | None) -> dict[str, Any]:
    """The plan as `route --format json` prints it (DESIGN §4); unknown is null."""
    goal = {
        "level": gaps.level, "set": gaps.set_id, "as_of": gaps.as_of.isoformat(), "by": gaps.by.isoformat(), "count": plan.goal.count,
        "budget": None if plan.goal.budget is None else _number(plan.goal.budget), "communes": communes, "wanted": plan.wanted,
    }
    rows = [
        {"commune": placed.plan.commune.code, "cost": _number(placed.plan.cost), "steps": [
            {"indicator": step.indicator, "requirement": step.requirement, "add": step.add, "cost": _number(step.cost)}
            for step in placed.plan.steps
        ]}
        for placed in place(plan.communes, gaps.met)
    ]
    return {
        "goal": goal, "communes": rows, "total_cost": _number(plan.total_cost), "reached": plan.reached, "optimal": plan.optimal,
    }


def _lives_on_roadmap(
    con: duckdb.DuckDBPyConnection, known_at: datetime | None, day: date, year: int, level: str,
) -> set[tuple[str, date]]:
    """The communes of a day, by code and first day, that are to reach a level in a year. Raises WrongUse where there is none."""
    targets = targets_on(live_records(con, "roadmap", known_at or END_OF_TIME), day)
    living = con.execute("select code, valid_from from unit where is_assessed and valid_from <= $day and coalesce(valid_to > $day, true)",
                         {"day": day}).fetchall()
    found = {(one.commune, one.valid_from) for one in targets if one.year == year and one.level == level} & set(living)
    if not found:
        raise WrongUse(Problem("route-no-roadmap", {"year": year}, value=level))
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """What stands beside a plan: thôn by name, who pays for a measure, the year of the roadmap that is wanted whole.

    `is_sample`: whether any figure known then is of the bundled sample.
    """

    named: Named
    funding: Mapping[str, str]
    roadmap: int | None
    is_sample: bool


def _beside(con: duckdb.DuckDBPyConnection, gaps: Gaps, plan: Plan, known_at: datetime | None, *, is_of_roadmap: bool) -> Told:
    """What is known beside a plan."""
    return Told(
        lacking_names(con, plan.communes, gaps.as_of, known_at), office_funding(con, known_at), gaps.by.year if is_of_roadmap else None,
        bool(loaded_periods(con, known_at)["is_sample"].any()),
    )


def _print_plan(gaps: Gaps, plan: Plan, told: Told, form: Format) -> None:
    """The sentence, a row a step, and what cannot be planned; as CSV the rows alone."""
    header = [t(f"route.column.{name}", LANG) for name in ("position", "commune", "indicator", "step", "cost", "funding", "met_after")]
    rows = [line for placed in place(plan.communes, gaps.met) for line in _lines(placed, gaps, told)]
    if form is not Format.csv:
        typer.echo(plan_sentence(gaps, plan, LANG, told.roadmap))
    output.print_rows(header, rows, form.value)
    if form is Format.csv:
        return
    if paid := funding_sentence(plan.communes, told.funding, LANG):
        typer.echo(paid)
    for one in asks(gaps.unplanned):
        typer.echo(t(
            f"route.ask.{one.reason}", LANG, indicator=indicator_words(one.indicator, gaps.law, LANG, gaps.set_id),
            needs=needs_words(one.requirements, gaps.law, LANG), count=format_count(len(one.communes), LANG),
        ))
    if told.is_sample:
        typer.echo(t("sample", LANG))


def _lines(placed: Placed, gaps: Gaps, told: Told) -> list[list[Any]]:
    commune = placed.plan.commune
    return [
        [placed.position, f"{commune.name} ({commune.code})", indicator_words(step.indicator, gaps.law, LANG, gaps.set_id),
         named_step(placed.plan, step, told.named, gaps.law, LANG), amount_words(step.cost, LANG), told.funding.get(step.requirement, ""),
         placed.met_after]
        for step in placed.plan.steps
    ]


def _budget(text: str | None) -> Fraction | None:
    try:
        return None if text is None else Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise WrongUse(Problem("route-budget", value=text)) from None


def _number(amount: Fraction) -> int | float:
    return amount.numerator if amount.denominator == 1 else float(amount)
