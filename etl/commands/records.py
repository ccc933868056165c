"""`python -m etl roadmap|obstacles|tasks …`: what people type in, each kind by the same verbs (data/records/*.yaml)."""
from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import duckdb
import pandas as pd
import typer

from etl import output
from etl.communes import Gazetteers
from etl.disk import read_file, write_file
from etl.door import LANG, Format, day_of, me, open_warehouse
from etl.records_load import give_out, take_in
from ntm.clock import local_moment, now, today
from ntm.problems import Problem, WrongUse
from ntm.progress.evaluate import parse_known_at
from ntm.progress.roadmap import outlived, targets_on
from ntm.records.checking import record_day
from ntm.records.filing import attach_file
from ntm.records.kinds import Kind, load_kinds
from ntm.records.saving import Change, save, surroundings, undo_edit
from ntm.records.states import matches
from ntm.records.values import Surroundings
from ntm.records.wording import as_json, is_gone, words_of
from ntm.texts import format_count, format_date, t
from ntm.warehouse.records import END_OF_TIME, Revision, edits, live_records, revisions_of_edit

By = Annotated[str | None, typer.Option(help=t("cli.by", LANG))]
KnownAt = Annotated[str | None, typer.Option(help=t("cli.known_at", LANG))]
Form = Annotated[Format, typer.Option("--format", help=t("cli.format", LANG))]
Number = Annotated[str, typer.Argument(help=t("records.number", LANG))]
Values = Annotated[list[str], typer.Argument(help=t("records.help.values", LANG))]


verbs = typer.Typer(no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Give the command line one command a kind of records, each with the same verbs; kinds of files have their own."""
    for kind in load_kinds().values():
        if not kind.is_file:
            app.add_typer(verbs, name=kind.command, help=kind.title.in_(LANG))


def _kind(context: typer.Context) -> Kind:
    """The kind whose command was called."""
    return next(kind for kind in load_kinds().values() if kind.command == context.parent.info_name)


@verbs.command("list", help=t("records.help.list", LANG))
def list_records(
    context: typer.Context,
    commune: Annotated[str | None, typer.Option(help=t("cli.commune", LANG))] = None,
    open_only: Annotated[bool, typer.Option("--open", help=t("records.help.open", LANG))] = False,
    as_of: Annotated[str | None, typer.Option(help=t("cli.as_of", LANG))] = None,
    known_at: KnownAt = None,
    form: Form = Format.table,
) -> None:
    """The live records of the kind."""
    kind, (warehouse, facts) = _kind(context), open_warehouse()
    day = day_of(as_of) if as_of else today()
    with warehouse.reading() as con:
        around = surroundings(con, facts.law, facts.units, now())
        found = live_records(con, kind.id, parse_known_at(known_at) if known_at else END_OF_TIME)
    rows = [one for one in found if matches(kind, one.body, commune, day, is_open=open_only)]
    is_roadmap = kind.id == "roadmap"
    ended = {one.target.record: one.words(LANG) for one in outlived(targets_on(found, day), facts.units, day)} if is_roadmap else {}
    if form is Format.json:
        output.print_json([as_json(kind, one, around, day) | ({"must_be_adjusted": one.id in ended} if is_roadmap else {}) for one in rows])
        return
    header = [t("records.number", LANG), *(field.title.in_(LANG) for field in kind.fields), ""]
    gone = {one.id for one in rows if is_gone(kind, one.body, around, day)}
    lines = [[one.id, *(words_of(field, one.body, around, LANG) for field in kind.fields), _notes(one, ended, gone)] for one in rows]
    output.print_rows(header, lines, form.value)
    if gone and form is Format.table:
        typer.echo(t("records.gone_note", LANG, count=format_count(len(gone), LANG), day=format_date(day, LANG)))


@verbs.command(help=t("records.help.add", LANG))
def add(context: typer.Context, values: Values, by: By = None) -> None:
    """Add a record: name=value, any number of times."""
    _save_one(_kind(context), None, _pairs(values), by)


@verbs.command(help=t("records.help.change", LANG))
def change(context: typer.Context, number: Number, values: Values, by: By = None) -> None:
    """Change some fields of a record: name=value; an empty value takes one away."""
    _save_one(_kind(context), number, _pairs(values), by)


@verbs.command(help=t("records.help.close", LANG))
def close(
    context: typer.Context, number: Number,
    on: Annotated[str | None, typer.Option(help=t("records.help.on", LANG))] = None,
    result: Annotated[str | None, typer.Option(help=t("records.help.result", LANG))] = None,
    by: By = None,
) -> None:
    """Close a record on a day."""
    kind = _kind(context)
    if kind.closed_by is None:
        raise WrongUse(Problem("record-not-closable", {"kind": kind.one}))
    day = day_of(on) if on else today()
    _save_one(kind, number, {kind.closed_by: day.isoformat()} | ({"result": result} if result else {}), by)


@verbs.command(help=t("records.help.remove", LANG))
def remove(context: typer.Context, number: Number, by: By = None) -> None:
    """Remove a record; what it said stays readable in its history."""
    warehouse, facts = open_warehouse()
    with warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, now())
        edit = save(draft.con, [Change(_kind(context).id, number, None)], around, by or me(), now())
    typer.echo(t("records.saved", LANG, edit=edit, count=1))


@verbs.command("import", help=t("records.help.import", LANG))
def import_book(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=t("cli.files", LANG))],
    by: By = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=t("cli.dry_run", LANG))] = False,
) -> None:
    """Take in a workbook, whole or not at all."""
    warehouse, facts = open_warehouse()
    content = read_file(file)
    edit, count = take_in(warehouse, facts, _kind(context), file.name, content, by or me(), now(), is_dry_run=dry_run)
    with warehouse.reading() as con:
        still = "" if dry_run else _sample_of(con, edit)
    key = "records.unchanged" if not count else "records.tried" if dry_run else "records.saved"
    typer.echo(t(key, LANG, edit=edit, count=count) + still)


@verbs.command(help=t("records.help.export", LANG))
def export(context: typer.Context, out: Annotated[Path, typer.Argument(help=t("cli.out", LANG))], known_at: KnownAt = None) -> None:
    """Write the records, and those that refer to them, as a workbook."""
    warehouse, facts = open_warehouse()
    write_file(out, give_out(warehouse, facts, _kind(context), now(), parse_known_at(known_at) if known_at else END_OF_TIME))
    typer.echo(t("cli.written", LANG, file=out))


@verbs.command(help=t("cli.attach", LANG))
def attach(
    context: typer.Context, number: Number, file: Annotated[Path, typer.Argument(help=t("cli.attach_file", LANG))], by: By = None,
) -> None:
    """Hang a signed document on a record."""
    kind, (warehouse, _) = _kind(context), open_warehouse()
    content = read_file(file)
    attach_file(warehouse, kind, number, file.name, content, by or me(), now())
    typer.echo(t("cli.attached", LANG, file=file.name, kind=kind.one.in_(LANG), number=number))


@verbs.command(help=t("records.help.history", LANG))
def history(context: typer.Context, form: Form = Format.table) -> None:
    """The saves that touched the kind, newest first."""
    warehouse, _ = open_warehouse()
    with warehouse.reading() as con:
        frame = edits(con, [_kind(context).id])
    if form is Format.json:
        output.print_json([{name: _plain(value) for name, value in row.items()} for row in frame.to_dict("records")])
        return
    header = [t(f"records.column.{name}", LANG) for name in ("edit", "at", "by", "records", "source", "state")]
    frame = frame.fillna({"source": ""})
    rows = [[row.number, f"{local_moment(row.edited_at):%Y-%m-%d %H:%M}", row.edited_by, row.records, row.source,
             t("records.undone", LANG) if row.is_undone else ""] for row in frame.itertuples()]
    output.print_rows(header, rows, form.value)


@verbs.command(help=t("records.help.undo", LANG))
def undo(edit: Annotated[int, typer.Argument(help=t("records.column.edit", LANG))], by: By = None) -> None:
    """Write back what stood before a save."""
    warehouse, facts = open_warehouse()
    with warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, now())
        number = undo_edit(draft.con, edit, around, by or me(), now())
    typer.echo(t("records.undone_as", LANG, edit=edit, number=number))


def _save_one(kind: Kind, number: str | None, values: dict[str, str], by: str | None) -> None:
    """Save one record; fields that were not named keep what they hold."""
    warehouse, facts = open_warehouse()
    with warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, now())
        held = {name: value for name, value in around.known[kind.id].get(number or "", {}).items() if kind.field(name)}
        written = _with_codes(kind, held | values, around)
        edit = save(draft.con, [Change(kind.id, number, written)], around, by or me(), now())
        still = _sample_of(draft.con, edit)
        if edit is None:
            draft.discard()
    typer.echo(t("records.saved" if edit else "records.unchanged", LANG, edit=edit, count=1) + still)


def _sample_of(con: duckdb.DuckDBPyConnection, edit: int | None) -> str:
    """What is said after a save of records that are, or stay, of the sample; nothing otherwise."""
    count = sum(one.is_sample for one in revisions_of_edit(con, edit)) if edit else 0
    return " " + t("records.still_sample", LANG, count=count) if count else ""


def _with_codes(kind: Kind, written: dict[str, object], around: Surroundings) -> dict[str, object]:
    """The values with a commune's code in place of its name. Raises WrongUse where the name fits none, or several."""
    place = kind.first_of("commune")
    name = str(written.get(place.name, "")) if place else ""
    if not name:
        return written
    return written | {place.name: commune_code(name, record_day(kind, written, around.today), around)}


def commune_code(name: str, day: date, around: Surroundings) -> str:
    """The code of the commune that a name means on a day; a code as it is. Raises WrongUse where it fits none, or several."""
    if name.isdigit():
        return name
    found = Gazetteers(around.units, around.province or "").on(day).match(name)
    if found.unit is None:
        raise WrongUse(Problem("record-commune", {"suggestion": found.suggestion or "–"}, value=name))
    return found.unit.code


def _pairs(values: list[str]) -> dict[str, str]:
    problems = [Problem("record-pair", value=value) for value in values if "=" not in value]
    if problems:
        raise WrongUse(*problems)
    return {name.strip(): text for name, _, text in (value.partition("=") for value in values)}


def _notes(one: Revision, ended: dict[str, str], gone: set[str]) -> str:
    """What must be known beside a record: that it is of the sample, that its commune is gone, and before the date of a target."""
    past = [t("records.gone", LANG)] if one.id in gone else []
    adjust = [t("records.must_adjust", LANG, commune=ended[one.id])] if one.id in ended else past
    return "; ".join([*adjust, *([t("sample", LANG)] if one.is_sample else [])])


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return local_moment(value).isoformat(timespec="seconds")
    return None if not isinstance(value, str) and pd.isna(value) else value
