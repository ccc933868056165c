"""`python -m etl brief`: the briefing in four forms, and a briefing's file held against the warehouse (DESIGN §4, question 4)."""
from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from etl import output
from etl.disk import read_file
from etl.door import LANG, Format, day_of, me, open_warehouse
from ntm.briefing.content import Request
from ntm.briefing.fingerprint import fingerprint
from ntm.briefing.forms import form_of, write_form
from ntm.briefing.hand_out import make, note_down
from ntm.briefing.verify import Verified, sentences, verify
from ntm.briefing.writers.docx_template import default_template
from ntm.clock import now
from ntm.problems import Problem, WrongUse
from ntm.progress.evaluate import default_as_of, parse_known_at
from ntm.texts import LANGUAGES, t
from ntm.warehouse.briefings import briefings_made
from ntm.warehouse.generations import Warehouse


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("brief", help=t("cli.brief", LANG))(brief)


def brief(
    kind: Annotated[str | None, typer.Option(help=t("cli.brief_kind", LANG))] = None,
    out: Annotated[Path | None, typer.Option(help=t("cli.brief_out", LANG))] = None,
    as_of: Annotated[str | None, typer.Option(help=t("cli.as_of", LANG))] = None,
    known_at: Annotated[str | None, typer.Option(help=t("cli.known_at", LANG))] = None,
    district: Annotated[str | None, typer.Option(help=t("cli.brief_district", LANG))] = None,
    commune: Annotated[str | None, typer.Option(help=t("cli.brief_commune", LANG))] = None,
    lang: Annotated[str, typer.Option(help=t("cli.brief_lang", LANG))] = LANG,
    template: Annotated[Path | None, typer.Option(help=t("cli.brief_template", LANG))] = None,
    by: Annotated[str | None, typer.Option(help=t("cli.by", LANG))] = None,
    verify_file: Annotated[Path | None, typer.Option("--verify", help=t("cli.brief_verify", LANG))] = None,
    template_out: Annotated[Path | None, typer.Option("--template-out", help=t("cli.brief_template_out", LANG))] = None,
    is_list: Annotated[bool, typer.Option("--list", help=t("cli.brief_list", LANG))] = False,
    form: Annotated[Format, typer.Option("--format", help=t("cli.format", LANG))] = Format.table,
) -> None:
    """Make a briefing, or hold one against the warehouse."""
    if lang not in LANGUAGES:
        raise WrongUse(Problem("brief-lang", {"known": ", ".join(LANGUAGES)}, value=lang))
    if template_out:
        output.write_beside(template_out, default_template(lang), LANG)
        return
    warehouse, _ = open_warehouse()
    if is_list:
        _print_list(warehouse, form)
    elif verify_file:
        _verify(warehouse, verify_file, form)
    else:
        _make(warehouse, _request(warehouse, kind, as_of, known_at, lang, district, commune), out, template, by or me())


def _request(warehouse: Warehouse, kind: str | None, as_of: str | None, known_at: str | None, lang: str, district: str | None,
             commune: str | None) -> Request:
    if kind is None:
        raise WrongUse(Problem("brief-needs", {"option": "--kind"}))
    moment = parse_known_at(known_at) if known_at else now()
    day = day_of(as_of) if as_of else _newest_day(warehouse, moment)
    return Request(kind, day, moment, lang, district, commune)


def _newest_day(warehouse: Warehouse, moment: datetime) -> Any:
    with warehouse.reading() as con:
        day = default_as_of(con, moment)
    if day is None:
        raise WrongUse(Problem("brief-empty"))
    return day


def _make(warehouse: Warehouse, request: Request, out: Path | None, template: Path | None, by: str) -> None:
    if out is None:
        raise WrongUse(Problem("brief-needs", {"option": "--out"}))
    form = form_of(out.name)
    filled = read_file(template) if template else None
    content = make(warehouse, request)
    file = write_form(content, form, filled)
    output.write_beside(out, file, LANG)
    number = note_down(warehouse, content, form, file, by, now())
    typer.echo(t("cli.brief_made", LANG, number=number, subject=content.subject, fingerprint=fingerprint(content)))


def _verify(warehouse: Warehouse, file: Path, form: Format) -> None:
    """Say what came of it; exit 1 where the file does not say what was known then."""
    with warehouse.reading() as con:
        found = verify(con, file.name, read_file(file), now())
    if form is Format.json:
        output.print_json([_as_json(found)])
    else:
        for sentence in sentences(found, LANG):
            typer.echo(sentence)
        rows = [(t(f"verify.kind.{kind}", LANG), one.table, one.row, one.column, one.first, one.second)
                for kind, group in (("edited", found.edited), ("reworded", found.reworded), ("since", found.since)) for one in group]
        if rows:
            names = ("what", "table", "row", "column", "first", "second")
            output.print_rows([t(f"verify.column.{name}", LANG) for name in names], [list(row) for row in rows], form.value)
    if not found.is_sound:
        raise typer.Exit(1)


def _as_json(found: Verified) -> dict[str, Any]:
    asked = found.stamp.request

    def told(group: tuple[Any, ...]) -> list[dict[str, str]]:
        """Differences as plain values."""
        return [{"table": one.table, "row": one.row, "column": one.column, "first": one.first, "second": one.second} for one in group]

    return {
        "kind": asked.kind, "as_of": asked.as_of.isoformat(), "known_at": output.iso_moment(asked.known_at), "district": asked.district,
        "commune": asked.commune, "fingerprint": found.stamp.fingerprint, "is_known": found.is_known, "is_untouched": found.is_untouched,
        "edited": told(found.edited), "reworded": told(found.reworded), "since": told(found.since),
    }


def _print_list(warehouse: Warehouse, form: Format) -> None:
    with warehouse.reading() as con:
        frame = briefings_made(con)
    plain = frame.assign(as_of=frame["as_of"].astype("str"), known_at=frame["known_at"].map(output.iso_moment),
                         made_at=frame["made_at"].map(output.iso_moment))
    records = [{key: None if not isinstance(value, str) and pd.isna(value) else value for key, value in row.items()}
               for row in plain.to_dict("records")]
    names = ("number", "made_at", "made_by", "kind", "as_of", "form", "subject", "fingerprint")
    table = plain[list(names)].rename(columns={name: t(f"brief.column.{name}", LANG) for name in names})
    output.print_frame(records, table.astype("str"), form.value)

