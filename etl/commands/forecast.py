"""`python -m etl forecast`: will each commune make a level by a day (DESIGN §4, question 2)."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

import typer

from etl import output
from etl.door import LANG, Format, day_of, open_warehouse, question_of
from ntm.criteria import Law
from ntm.problems import Problem, WrongUse
from ntm.progress.evaluate import END_OF_TIME, default_as_of
from ntm.progress.forecast.answer import forecast
from ntm.progress.forecast.records import Assumption, Forecast, Missing
from ntm.progress.forecast.words import assumed_words, lack_words
from ntm.texts import format_date, format_number, t
from ntm.warehouse.facts import law_as_known

COLUMNS = ("commune", "level", "rating", "probability", "likely", "between", "missing", "assumptions")


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("forecast", help=t("cli.forecast", LANG))(forecast_command)


def forecast_command(
    by: Annotated[str, typer.Option(help=t("cli.forecast_by", LANG))],
    level: Annotated[str, typer.Option(help=t("cli.level", LANG))],
    as_of: Annotated[str | None, typer.Option(help=t("cli.as_of", LANG))] = None,
    commune: Annotated[str | None, typer.Option(help=t("cli.commune", LANG))] = None,
    known_at: Annotated[str | None, typer.Option(help=t("cli.known_at", LANG))] = None,
    form: Annotated[Format, typer.Option("--format", help=t("cli.format", LANG))] = Format.table,
) -> None:
    """Will each commune make a level by a day."""
    warehouse, _ = open_warehouse()
    target = day_of(by)
    with warehouse.reading() as con:
        question = question_of(con, commune, as_of, known_at)
        start = question.as_of or default_as_of(con, question.known_at)
        if start is not None and target < start:
            raise WrongUse(Problem("by-before-as-of", {"as_of": start, "by": target}))
        found = forecast(con, replace(question, as_of=start), level, target)
        _, law = law_as_known(con, question.known_at or END_OF_TIME)
    if form is Format.json:
        output.print_json(as_json(one, LANG) for one in found)
    else:
        _print(found, law, form)


def _print(found: Sequence[Forecast], law: Law, form: Format) -> None:
    """A row a commune; what is taken for granted in sentences below the table, by code in a CSV file."""
    columns = COLUMNS if form is Format.csv else COLUMNS[:-1]
    output.print_rows([t(f"cli.column.{column}", LANG) for column in columns], [_line(one, law, LANG)[:len(columns)] for one in found],
                      form.value)
    if form is not Format.csv:
        for sentence in assumed_words(found, LANG):
            typer.echo(sentence)


def as_json(one: Forecast, lang: str) -> dict[str, Any]:
    """The record of DESIGN §4; unknown is None, days are ISO texts, `have` and `need` texts ("5/9", "no")."""
    reached = {name: _iso(getattr(one.reached, name)) for name in ("early", "likely", "late")}
    return {
        "commune": one.commune, "valid_from": one.valid_from.isoformat(), "name": one.name, "level": one.level,
        "by": one.by.isoformat(), "rating": one.rating, "probability": one.probability, "reached": reached,
        "missing": [_missing(part) for part in one.missing],
        "assumptions": [_assumption(part, lang) for part in one.assumptions],
    }


def _missing(part: Missing) -> dict[str, Any]:
    return {
        "indicator": part.indicator, "requirement": part.requirement, "have": part.have, "need": part.need,
        "short_by": part.short_by, "pace_per_quarter": part.pace_per_quarter, "speed_up": part.speed_up,
    }


def _assumption(part: Assumption, lang: str) -> dict[str, Any]:
    params = {key: value.isoformat() if isinstance(value, date) else value for key, value in part.params.items()}
    return {"code": part.code, "params": params, "message": part.sentence(lang)}


def _line(one: Forecast, law: Law, lang: str) -> list[str]:
    reached = one.reached
    between = [format_date(day, lang) if day else "…" for day in (reached.early, reached.late)]
    return [
        f"{one.name} ({one.commune})", law.sets[one.set_id].level_title.in_(lang), t(f"rating.{one.rating}", lang),
        "" if one.probability is None else format_number(100 * one.probability, lang) + "%",
        format_date(reached.likely, lang) if reached.likely else "", " – ".join(between) if reached.early else "",
        "; ".join(lack_words(part, law, lang) for part in one.missing), "; ".join(part.code for part in one.assumptions),
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
