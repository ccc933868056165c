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
from ntm.problems import Problem, WrongUse
from ntm.progress.answer import ask
from ntm.progress.evaluate import Question, default_as_of, parse_known_at
from ntm.progress.roadmap import targets_on
from ntm.progress.route.gaps import find_gaps, listed_units
from ntm.progress.route.model import Gaps, Goal, Plan, narrowed
from ntm.progress.route.names import Named, lacking_names
from ntm.progress.route.office import blocked_by_obstacles, office_costs, office_funding
from ntm.progress.route.order import Placed, place
from ntm.progress.route.solve import solve
from ntm.progress.route.tipping import asks
from ntm.progress.route.words import amount_words, further_sentence, indicator_words, named_step, needs_words, plan_sentence
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
    goal = Goal(count, _budget(budget))
    warehouse, _ = open_warehouse()
    with warehouse.reading() as con:
        question = Question(
            day_of(as_of) if as_of else None, parse_known_at(known_at) if known_at else None, read_setting(con, "province"),
        )
        if commune:
            day = ask(con, question).as_of
            question = Question(day, question.known_at, None, listed_units(con, commune, day))
        day = question.as_of or default_as_of(con, question.known_at) or date.today()
        until = day_of(by) if by else day
        funding = office_funding(con, question.known_at)
        is_sample = bool(loaded_periods(con, question.known_at)["is_sample"].any())
        gaps = find_gaps(
            con, question, level, by=until, with_unknown=with_unknown, costs=office_costs(con, question.known_at),
            blocked=blocked_by_obstacles(con, day, until, question.known_at),
        )
        if roadmap:
            gaps = narrowed(gaps, _lives_on_roadmap(con, question.known_at, day, until.year, level))
    wanted = len(gaps.plans) + len(gaps.unplanned) if commune or roadmap else None
    plan = solve(gaps.plans, goal, wanted)
    with warehouse.reading() as con:
        named = lacking_names(con, plan.communes, gaps.as_of, question.known_at)
    if form is Format.json:
        output.print_json([plan_record(gaps, plan, commune)])
    else:
        told = Told(named, funding, until.year if roadmap else None)
        _print_plan(gaps, plan, told, form.value)
        if is_sample and form is Format.table:
            typer.echo(t("sample", LANG))
    sentence = further_sentence(gaps, plan, LANG)
    if sentence:
        typer.echo(sentence, err=True)


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
    """The communes, by code and first day, that are to reach a level in a year."""
    targets = targets_on(live_records(con, "roadmap", known_at or END_OF_TIME), day)
    return {(one.commune, one.valid_from) for one in targets if one.year == year and one.level == level}


@dataclass(frozen=True, slots=True)
class Told:
    """What stands beside a plan: thôn by name, who pays for a measure, the year of the roadmap that is wanted whole."""

    named: Named
    funding: Mapping[str, str]
    roadmap: int | None


def _print_plan(gaps: Gaps, plan: Plan, told: Told, form: str) -> None:
    """The sentence, a row a step, and what cannot be planned; as CSV the rows alone."""
    header = [t(f"route.column.{name}", LANG) for name in ("position", "commune", "indicator", "step", "cost", "funding", "met_after")]
    rows = [line for placed in place(plan.communes, gaps.met) for line in _lines(placed, gaps, told)]
    if form != "csv":
        typer.echo(plan_sentence(gaps, plan, LANG, told.roadmap))
    output.print_rows(header, rows, form)
    if form == "csv":
        return
    for one in asks(gaps.unplanned):
        typer.echo(t(
            f"route.ask.{one.reason}", LANG, indicator=indicator_words(one.indicator, gaps.law, LANG, gaps.set_id),
            needs=needs_words(one.requirements, gaps.law, LANG), count=format_count(len(one.communes), LANG),
        ))


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
