"""`python -m etl reconcile`: another office's list beside our answer, and the list itself taken in."""
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from etl import output
from etl.disk import read_file
from etl.door import LANG, Format, day_of, me, open_warehouse
from etl.load import DEFAULT_PROVINCE
from etl.other_list import ListHead, take_list
from ntm.clock import now
from ntm.problems import Problem, WrongUse
from ntm.progress.evaluate import Question, parse_known_at
from ntm.progress.reconcile import KIND, Reconciled, answer_sentence, as_json, difference_table, lists_of, reconcile
from ntm.progress.standing import standing
from ntm.texts import t
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import END_OF_TIME, live_records
from ntm.warehouse.settings import read_setting


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("reconcile", help=t("cli.reconcile", LANG))(reconcile_command)


def reconcile_command(
    file: Annotated[Path | None, typer.Argument(help=t("cli.reconcile_file", LANG))] = None,
    body: Annotated[str | None, typer.Option(help=t("cli.reconcile_body", LANG))] = None,
    level: Annotated[str, typer.Option(help=t("cli.level", LANG))] = "standard",
    as_of: Annotated[str | None, typer.Option(help=t("cli.reconcile_as_of", LANG))] = None,
    document: Annotated[str | None, typer.Option(help=t("cli.reconcile_document", LANG))] = None,
    by: Annotated[str | None, typer.Option(help=t("cli.by", LANG))] = None,
    known_at: Annotated[str | None, typer.Option(help=t("cli.known_at", LANG))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=t("cli.dry_run", LANG))] = False,
    form: Annotated[Format, typer.Option("--format", help=t("cli.format", LANG))] = Format.table,
) -> None:
    """Take in a list, or hold the newest one beside our answer."""
    warehouse, facts = open_warehouse()
    if file is not None:
        head = _head(body, as_of, level, document)
        with warehouse.reading() as con:
            province = read_setting(con, "province") or DEFAULT_PROVINCE
        edit, count = take_list(warehouse, facts, head, file.name, read_file(file), province, by or me(), now(), is_dry_run=dry_run)
        told = "tried" if dry_run else "saved" if edit else "unchanged"
        typer.echo(t(f"records.{told}", LANG, edit=edit, count=count), err=True)
        if dry_run:
            return
    found = _compare(warehouse, body, level, as_of, known_at)
    output.print_frame([as_json(found)], difference_table(found, LANG), form.value)
    if form is Format.table:
        typer.echo(answer_sentence(found, LANG))


def _head(body: str | None, as_of: str | None, level: str, document: str | None) -> ListHead:
    missing = [name for name, value in (("--body", body), ("--as-of", as_of)) if not value]
    if missing:
        raise WrongUse(*(Problem("list-needs", {"option": name}) for name in missing))
    return ListHead(body, day_of(as_of), level, document)


def _compare(warehouse: Warehouse, body: str | None, level: str, as_of: str | None, known_at: str | None) -> Reconciled:
    moment, day = parse_known_at(known_at) if known_at else None, day_of(as_of) if as_of else None
    with warehouse.reading() as con:
        lists = [one for one in lists_of(live_records(con, KIND, moment or END_OF_TIME))
                 if one.level == level and body in (None, one.body) and day in (None, one.as_of)]
        if not lists:
            raise WrongUse(Problem("no-other-list", {"level": level}))
        there = standing(con, Question(lists[0].as_of, moment, read_setting(con, "province") or None))
    return reconcile(lists[0], there, LANG)
