"""`python -m etl movement status|nominate|dossier|erase`: how nominations stand, a new one, a dossier's papers, a name taken out."""
from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from etl import output
from etl.door import LANG, Format, day_of, me, open_warehouse
from ntm.briefing.dossier import dossier_of, make_paper, write_paper
from ntm.clock import now, today
from ntm.movements import Movement, Phase, load_movements
from ntm.problems import Problem, WrongUse
from ntm.progress.evaluate import Question, parse_known_at
from ntm.progress.keep import Facts
from ntm.progress.movement.board import Nominee, board, counts_of, movement_for, nominee, phase_on
from ntm.progress.movement.words import as_json, lacks_words, left_words
from ntm.progress.record_words import Words, make_words
from ntm.records.erasing import erase_name
from ntm.records.saving import Change, save, surroundings
from ntm.texts import format_count, format_date, t
from ntm.warehouse.records import END_OF_TIME, live_records

app = typer.Typer(no_args_is_help=True)
Phased = Annotated[str | None, typer.Option(help=t("cli.movement.phase", LANG))]
By = Annotated[str | None, typer.Option(help=t("cli.by", LANG))]
AsOf = Annotated[str | None, typer.Option(help=t("cli.as_of", LANG))]
Form = Annotated[Format, typer.Option("--format", help=t("cli.format", LANG))]
KnownAt = Annotated[str | None, typer.Option(help=t("cli.known_at", LANG))]
Number = Annotated[str, typer.Argument(help=t("records.number", LANG))]


def register(main: typer.Typer) -> None:
    """Add the commands to the command line."""
    main.add_typer(app, name="movement", help=t("cli.movement.help", LANG))


@app.command(help=t("cli.movement.status", LANG))
def status(phase: Phased = None, as_of: AsOf = None, known_at: KnownAt = None, form: Form = Format.table) -> None:
    """How the nominations of a phase stand."""
    warehouse, facts = open_warehouse()
    day = day_of(as_of) if as_of else today()
    with warehouse.reading() as con:
        words = _words(con, facts, _moment(known_at))
    asked = _phase(phase, movement_for(words.around.province), day)
    found = board(asked, words.known, day)
    if form is Format.json:
        output.print_json([as_json(one) for one in found])
        return
    names = ("number", "nominee", "of", "unit", "award", "state", "lacks", "due", "left")
    output.print_rows([t(f"movement.column.{name}", LANG) for name in names], [_line(one) for one in found], form.value)
    if form is Format.table:
        counts = {state: format_count(count, LANG) for state, count in counts_of(found).items()}
        typer.echo(t("cli.movement.summary", LANG, phase=asked.title.in_(LANG), count=format_count(len(found), LANG),
                     complete=counts["complete"], reviewed=counts["reviewed"], decided=counts["decided"]))


def _line(one: Nominee) -> list[str]:
    return [one.id, one.body["name"], t(f"dossier.of.{one.body['kind']}", LANG), one.body["unit"], one.award.title.in_(LANG),
            t(f"movement.state.{one.state}", LANG), lacks_words(one, LANG), format_date(one.due, LANG) if one.due else "",
            left_words(one, LANG)]


@app.command(help=t("cli.movement.nominate", LANG))
def nominate(
    phase: Annotated[str, typer.Option(help=t("cli.movement.phase", LANG))],
    name: Annotated[str, typer.Option(help=t("cli.movement.name", LANG))],
    kind: Annotated[str, typer.Option(help=t("cli.movement.kind", LANG))] = "collective",
    unit: Annotated[str | None, typer.Option(help=t("cli.movement.unit", LANG))] = None,
    award: Annotated[str, typer.Option(help=t("cli.movement.award", LANG))] = "department",
    by: By = None,
) -> None:
    """Nominate a collective or an individual."""
    warehouse, facts = open_warehouse()
    written = {"phase": phase, "name": name, "kind": kind, "award": award, "proposed": today().isoformat(),
               "unit": unit or (name if kind == "collective" else None)}
    with warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, now())
        edit = save(draft.con, [Change("nomination", None, written)], around, by or me(), now())
    typer.echo(t("records.saved", LANG, edit=edit, count=1))


@app.command(help=t("cli.movement.dossier", LANG))
def dossier(
    number: Number, as_of: AsOf = None, out: Annotated[Path | None, typer.Option(help=t("cli.movement.out", LANG))] = None,
    known_at: KnownAt = None, form: Form = Format.table,
) -> None:
    """The parts of a nomination's dossier; the papers written to a folder."""
    warehouse, facts = open_warehouse()
    day = day_of(as_of) if as_of else today()
    moment = _moment(known_at)
    with warehouse.reading() as con:
        words = _words(con, facts, moment)
        found = nominee(number, words.known, day)
        if out:
            _write_papers(con, words, found, day, Question(day, moment), out)
    if form is Format.json:
        output.print_json([as_json(found)])
        return
    rows = [[part.part.title.in_(LANG), t(f"movement.part.{part.state}", LANG), format_date(part.day, LANG) if part.day else ""]
            for part in found.parts]
    output.print_rows([t(f"movement.column.{name}", LANG) for name in ("part", "state", "day")], rows, form.value)
    if form is Format.table:
        typer.echo(" · ".join(part for part in (t(f"movement.state.{found.state}", LANG), left_words(found, LANG),
                                                lacks_words(found, LANG) if found.is_open else "") if part))


def _write_papers(con: duckdb.DuckDBPyConnection, words: Words, found: Nominee, day: date, question: Question, out: Path) -> None:
    records = live_records(con, "nomination", question.known_at or END_OF_TIME)
    is_sample = any(one.is_sample for one in records if one.id == found.id)
    known = dossier_of(con, words, found.id, day, question, is_sample=is_sample)
    papers = [make_paper(part.paper, known) for part in found.phase.parts]
    with suppress(OSError):  # a folder that cannot be made is told by the first file
        out.mkdir(parents=True, exist_ok=True)
    for paper in papers:
        output.write_beside(out / paper.name, write_paper(paper), LANG)


@app.command(help=t("cli.movement.erase", LANG))
def erase(
    number: Number, by: By = None, yes: Annotated[bool, typer.Option("--yes", help=t("cli.movement.yes", LANG))] = False,
) -> None:
    """Take an individual's name out for good."""
    if not yes:
        raise WrongUse(Problem("erase-unconfirmed"))
    warehouse, _ = open_warehouse()
    done = erase_name(warehouse, number, by or me(), now())
    typer.echo(t("cli.movement.erased", LANG, count=format_count(done.records, LANG), files=format_count(done.files, LANG)))


def _moment(known_at: str | None) -> datetime | None:
    return parse_known_at(known_at) if known_at else None


def _words(con: duckdb.DuckDBPyConnection, facts: Facts, moment: datetime | None) -> Words:
    """The records as they stood at a moment, in words."""
    return make_words(surroundings(con, facts.law, facts.units, now(), moment or END_OF_TIME))


def _phase(written: str | None, movement: Movement, day: date) -> Phase:
    """The phase that a person named, by key or id; the day's where none was named."""
    if written is None:
        return phase_on(movement, day)
    known = [one for other in load_movements().values() for one in other.phases]
    found = next((one for one in known if written in (one.key, one.key.partition("/")[2])), None)
    if found is None:
        raise WrongUse(Problem("unknown-phase", {"known": ", ".join(one.key.partition("/")[2] for one in known)}, value=written))
    return found
