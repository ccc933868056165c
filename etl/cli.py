"""`python -m etl …`: parse, call, print (DESIGN §4). Exit 0 all accepted, 1 figures refused, 2 unreadable or wrong use."""
from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from etl import output
from etl.commands import brief, evidence, forecast, load, movement, reconcile, records, reports, route, template
from etl.door import LANG, Format, me, open_warehouse, question_of
from etl.load import DEFAULT_PROVINCE, SAMPLE_FOLDER, init
from etl.load import redo as redo_batch
from etl.load import undo as undo_batch
from ntm.clock import now
from ntm.problems import NtmError, Problem, WrongUse
from ntm.progress.check import check_warehouse
from ntm.progress.keep import load_facts
from ntm.progress.status import status_rows
from ntm.texts import t
from ntm.warehouse.backup import backup, restore
from ntm.warehouse.batches import history as batch_history
from ntm.warehouse.generations import Warehouse, default_folder

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=t("cli.help", LANG))
# Commands that have a file of their own.
MODULES = (
    template, load, forecast, route, reports, reconcile,
    evidence, movement, brief, records,
)
for module in MODULES:
    module.register(app)


@app.command("init", help=t("cli.init", LANG))
def init_command(
    province: Annotated[str, typer.Option(help=t("cli.province", LANG))] = DEFAULT_PROVINCE,
    empty: Annotated[bool, typer.Option("--empty", help=t("cli.empty", LANG))] = False,
) -> None:
    """Make the warehouse, with the bundled sample unless --empty."""
    facts = load_facts()
    if province not in {p.code for p in facts.units.provinces}:
        raise WrongUse(Problem("unknown-province", value=province))
    warehouse = Warehouse(default_folder())
    if warehouse.generation:
        raise WrongUse(Problem("warehouse-exists", {"folder": str(warehouse.folder)}))
    init(warehouse, facts, province, now(), None if empty else SAMPLE_FOLDER)
    typer.echo(t("cli.made", LANG, folder=warehouse.folder))


@app.command(help=t("cli.history", LANG))
def history(as_json: Annotated[bool, typer.Option("--json", help=t("cli.json", LANG))] = False) -> None:
    """What was loaded, by whom, void or not."""
    warehouse, _ = open_warehouse()
    with warehouse.reading() as con:
        frame = batch_history(con)
    output.print_history(frame, as_json, LANG)


@app.command(help=t("cli.undo", LANG))
def undo(batch: Annotated[int, typer.Argument()], by: Annotated[str | None, typer.Option(help=t("cli.by", LANG))] = None) -> None:
    """Void a batch."""
    warehouse, _ = open_warehouse()
    undo_batch(warehouse, batch, by or me(), now())
    typer.echo(t("cli.undone", LANG, batch=batch))


@app.command(help=t("cli.redo", LANG))
def redo(batch: Annotated[int, typer.Argument()], by: Annotated[str | None, typer.Option(help=t("cli.by", LANG))] = None) -> None:
    """Bring a voided batch back."""
    warehouse, _ = open_warehouse()
    redo_batch(warehouse, batch, by or me(), now())
    typer.echo(t("cli.redone", LANG, batch=batch))


@app.command(help=t("cli.status", LANG))
def status(
    as_of: Annotated[str | None, typer.Option(help=t("cli.as_of", LANG))] = None,
    known_at: Annotated[str | None, typer.Option(help=t("cli.known_at", LANG))] = None,
    commune: Annotated[str | None, typer.Option(help=t("cli.commune", LANG))] = None,
    level: Annotated[str | None, typer.Option(help=t("cli.level", LANG))] = None,
    set_id: Annotated[str | None, typer.Option("--set", help=t("cli.set", LANG))] = None,
    estimates: Annotated[bool, typer.Option("--with-estimates", help=t("cli.estimates", LANG))] = False,
    form: Annotated[Format, typer.Option("--format", help=t("cli.format", LANG))] = Format.table,
) -> None:
    """Where does every commune stand."""
    warehouse, _ = open_warehouse()
    with warehouse.reading() as con:
        question = replace(question_of(con, commune, as_of, known_at), set_id=set_id, with_estimates=estimates)
        rows = status_rows(con, question, level)
    output.print_status(rows, form.value, LANG)


@app.command("backup", help=t("cli.backup", LANG))
def backup_command(file: Annotated[Path, typer.Argument(help=t("cli.backup_file", LANG))]) -> None:
    """The whole warehouse out, with the users' files."""
    warehouse, _ = open_warehouse()
    backup(warehouse, file, now())
    typer.echo(t("cli.written", LANG, file=file))


@app.command("restore", help=t("cli.restore", LANG))
def restore_command(
    file: Annotated[Path, typer.Argument(help=t("cli.backup_file", LANG))],
    yes: Annotated[bool, typer.Option("--yes", help=t("cli.yes", LANG))] = False,
) -> None:
    """The whole warehouse in; the present one stays as the former generation."""
    warehouse = Warehouse(default_folder())
    is_used = bool(warehouse.generation)
    restore(warehouse, file, yes or (is_used and sys.stdin.isatty() and typer.confirm(t("cli.confirm_restore", LANG))))
    typer.echo(t("cli.restored", LANG, file=file))


@app.command("check", help=t("cli.check", LANG))
def check_command() -> None:
    """Whether the warehouse is sound; exit 1 with what is wrong."""
    warehouse, _ = open_warehouse()
    problems = check_warehouse(warehouse)
    for problem in problems:
        typer.echo(problem.sentence(LANG))
    typer.echo(t("cli.sound" if not problems else "cli.unsound", LANG, count=len(problems)))
    raise typer.Exit(1 if problems else 0)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; what a person must be told comes as sentences on standard error. Returns the exit code."""
    try:
        app(arguments)
    except SystemExit as done:  # how typer ends, also after wrong use
        return int(done.code or 0)
    except NtmError as error:
        for sentence in error.sentences(LANG):
            typer.echo(sentence, err=True)
        return 2
    return 0


def main() -> None:
    """The door of `python -m etl`."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    sys.exit(run())
