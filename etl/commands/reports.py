"""`python -m etl reports`: who has reported a period, in time or late, what is missing; the reminder letter."""
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from etl import output
from etl.door import LANG, Format, day_of, open_warehouse, period_of
from ntm.briefing.chase_letter import make_letter, write_letter
from ntm.briefing.letterhead import letterhead_on
from ntm.clock import today
from ntm.problems import Problem, WrongUse
from ntm.progress import completeness_words as words
from ntm.progress.completeness import Completeness, completeness, find_due, reports_due
from ntm.progress.evaluate import Question, parse_known_at
from ntm.texts import t
from ntm.warehouse.settings import read_setting


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("reports", help=t("cli.reports", LANG))(reports)


def reports(
    period: Annotated[str, typer.Option(help=t("cli.period", LANG))],
    level: Annotated[str | None, typer.Option(help=t("cli.reports_level", LANG))] = None,
    district: Annotated[str | None, typer.Option(help=t("cli.reports_district", LANG))] = None,
    as_of: Annotated[str | None, typer.Option(help=t("cli.reports_as_of", LANG))] = None,
    known_at: Annotated[str | None, typer.Option(help=t("cli.known_at", LANG))] = None,
    letter: Annotated[Path | None, typer.Option(help=t("cli.letter", LANG))] = None,
    form: Annotated[Format, typer.Option("--format", help=t("cli.format", LANG))] = Format.table,
) -> None:
    """Who has reported a period."""
    warehouse, _ = open_warehouse()
    wanted, day = period_of(period), day_of(as_of) if as_of else today()
    with warehouse.reading() as con:
        question = Question(known_at=parse_known_at(known_at) if known_at else None, province=read_setting(con, "province"))
        asked = find_due(reports_due(con, question.known_at), wanted.kind, wanted.end, level)
        found = completeness(con, asked, day, question)
        head = letterhead_on(con, day, question.known_at)
    _check_district(found, district)
    if letter:
        output.write_beside(letter, write_letter(make_letter(found, district, head), head), LANG)
    output.print_frame(words.report_rows(found, district), words.commune_table(found.of(district), LANG), form.value)
    if form is Format.table:
        typer.echo(words.answer_sentence(found, district, LANG))


def _check_district(found: Completeness, code: str | None) -> None:
    known = {row.district_code: row.district for row in found.districts.itertuples()}
    if code is not None and code not in known:
        raise WrongUse(Problem("unknown-district", {"known": "; ".join(f"{one} {name}" for one, name in known.items())}, value=code))
