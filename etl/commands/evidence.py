"""`python -m etl evidence`: the papers of the communes' dossiers, what is lacking, one brought, one taken off."""
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from etl import output
from etl.commands.records import By, Form, KnownAt, commune_code, history, remove, undo
from etl.disk import read_file
from etl.door import LANG, Format, day_of, me, open_warehouse, question_of
from ntm.clock import now, today
from ntm.progress import evidence as words
from ntm.progress.evaluate import default_as_of
from ntm.records.evidence import EVIDENCE, Paper, add_evidence
from ntm.records.kinds import load_kinds
from ntm.records.saving import surroundings
from ntm.texts import t

verbs = typer.Typer(no_args_is_help=True)
verbs.command("remove", help=t("evidence.help.remove", LANG))(remove)
verbs.command("history", help=t("records.help.history", LANG))(history)
verbs.command("undo", help=t("records.help.undo", LANG))(undo)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    kind = load_kinds()[EVIDENCE]
    app.add_typer(verbs, name=kind.command, help=kind.title.in_(LANG))


@verbs.command("list", help=t("evidence.help.list", LANG))
def list_evidence(
    commune: Annotated[str | None, typer.Option(help=t("cli.commune", LANG))] = None,
    level: Annotated[str | None, typer.Option(help=t("cli.level", LANG))] = None,
    as_of: Annotated[str | None, typer.Option(help=t("cli.as_of", LANG))] = None,
    known_at: KnownAt = None,
    form: Form = Format.table,
) -> None:
    """What is there and what is lacking, an indicator a row."""
    warehouse, _ = open_warehouse()
    with warehouse.reading() as con:
        found = words.dossiers(con, question_of(con, commune, as_of, known_at), level)
    if form is Format.json:
        output.print_json(words.evidence_rows(found))
        return
    header = [t(f"evidence.column.{name}", LANG) for name in ("commune", "district", "indicator", "status", "lacking", "files")]
    output.print_rows(header, words.evidence_lines(found, LANG), form.value)
    if form is Format.table:
        said = words.answer_words(found[0].folders, LANG) if len(found) == 1 else words.total_words(found, LANG)
        typer.echo(said[:1].upper() + said[1:] + ".")


@verbs.command("add", help=t("evidence.help.add", LANG))
def add(
    file: Annotated[Path, typer.Argument(help=t("evidence.help.file", LANG))],
    commune: Annotated[str, typer.Option(help=t("evidence.help.commune", LANG))],
    indicator: Annotated[str, typer.Option(help=t("evidence.help.indicator", LANG))],
    item: Annotated[str, typer.Option(help=t("evidence.help.item", LANG))],
    on: Annotated[str | None, typer.Option(help=t("evidence.help.on", LANG))] = None,
    by: By = None,
) -> None:
    """Bring a file for an item of an indicator's list."""
    warehouse, facts = open_warehouse()
    content = read_file(file)
    with warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, now())
        day = day_of(on) if on else default_as_of(draft.con) or today()
        paper = Paper(commune_code(commune, day, around), indicator, item, day, file.name, content)
        edit = add_evidence(warehouse, draft.con, [paper], around, by or me(), now())
    typer.echo(t("records.saved", LANG, edit=edit, count=1))
