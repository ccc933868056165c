"""`python -m etl load …`: officials' own workbooks and the filled template in, one transaction a file."""
from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from etl import output
from etl.declare import ALL
from etl.disk import read_file
from etl.door import LANG, day_of, me, open_warehouse, period_of
from etl.load import Asked, Outcome, load_file
from etl.mapping_file import read_meanings
from etl.watch import watch
from ntm.clock import now
from ntm.figures import STAGES
from ntm.problems import BadFile, Problem, WrongUse
from ntm.progress.keep import Facts
from ntm.texts import format_count, t
from ntm.warehouse.generations import Warehouse

Stage = StrEnum("Stage", list(STAGES))


def register(app: typer.Typer) -> None:
    """Give the command line `load`."""
    app.command("load", help=t("cli.load", LANG))(load)


def load(
    files: Annotated[list[Path] | None, typer.Argument(help=t("cli.files", LANG))] = None,
    period: Annotated[str | None, typer.Option(help=t("cli.period", LANG))] = None,
    cutoff: Annotated[str | None, typer.Option(help=t("cli.cutoff", LANG))] = None,
    set_id: Annotated[str | None, typer.Option("--set", help=t("cli.set", LANG))] = None,
    stage: Annotated[Stage | None, typer.Option(help=t("cli.stage", LANG))] = None,
    by: Annotated[str | None, typer.Option(help=t("cli.by", LANG))] = None,
    columns: Annotated[Path | None, typer.Option("--map", help=t("cli.map", LANG))] = None,
    without_map: Annotated[bool, typer.Option("--without-map", help=t("cli.without_map", LANG))] = False,
    document_file: Annotated[list[Path] | None, typer.Option("--document-file", help=t("cli.document_file", LANG))] = None,
    declare: Annotated[bool, typer.Option("--declare-at-threshold", help=t("cli.declare", LANG))] = False,
    watched: Annotated[Path | None, typer.Option("--watch", help=t("cli.watch", LANG))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=t("cli.dry_run", LANG))] = False,
    partial: Annotated[bool, typer.Option("--partial", help=t("cli.partial", LANG))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=t("cli.json", LANG))] = False,
) -> None:
    """Load officials' own workbooks or the filled template, one transaction a file."""
    asked = Asked(
        by or me(), period_of(period) if period else None, day_of(cutoff) if cutoff else None, set_id,
        stage.value if stage else None, partial, dry_run, meanings=read_meanings(columns) if columns else (), is_unremembered=without_map,
        document_files=tuple(_document_file(scan) for scan in document_file or ()), declared=ALL if declare else (),
    )
    if bool(files) == bool(watched):
        raise WrongUse(Problem("load-files"))
    warehouse, facts = open_warehouse()
    if watched:
        _watch(watched, lambda file: load_one(warehouse, facts, file, asked), as_json, dry_run)
        return
    files = files or []
    outcomes = [
        load_one(warehouse, facts, file, asked)
        for file in track(files, "", console=Console(stderr=True), transient=True, disable=len(files) < 2)
    ]
    _print(outcomes, as_json, dry_run)
    raise typer.Exit(max(outcome.exit_code for outcome in outcomes))


def _print(outcomes: Sequence[Outcome], as_json: bool, dry_run: bool) -> None:
    if as_json:
        typer.echo(json.dumps([outcome.as_json(LANG) for outcome in outcomes], ensure_ascii=False, indent=1))
        return
    for outcome in outcomes:
        output.print_outcome(outcome, dry_run, LANG)


def _watch(folder: Path, load_file_of: Callable[[Path], Outcome], as_json: bool, dry_run: bool) -> None:
    """Load what is dropped in a folder until Ctrl-C: a line a file (as JSON a list of one), then how they ended."""
    def tell(file: Path, outcome: Outcome, is_copied: bool) -> None:
        """What became of one file."""
        if as_json:
            typer.echo(json.dumps([outcome.as_json(LANG)], ensure_ascii=False))
        else:
            output.print_line(outcome, dry_run, LANG)
        if not is_copied:
            typer.echo(t("cli.watching.uncopied", LANG, file=file.name), err=True)

    typer.echo(t("cli.watching.start", LANG, folder=folder), err=True)
    ended = watch(folder, load_file_of, tell, LANG)
    counts = {state: format_count(ended[state], LANG) for state in ("loaded", "known", "refused", "unreadable")}
    typer.echo(t("cli.watching.end", LANG, count=format_count(ended.total(), LANG), **counts), err=True)


def _document_file(file: Path) -> tuple[str, bytes]:
    return file.name, read_file(file)


def load_one(warehouse: Warehouse, facts: Facts, file: Path, asked: Asked) -> Outcome:
    """Load one file from the disk; one that cannot be opened is an outcome, too."""
    try:
        content = read_file(file)
    except BadFile as error:
        return Outcome(file.name, None, None, 0, 0, 0, error.problems, 2)
    return load_file(warehouse, facts, file.name, content, asked, now())
