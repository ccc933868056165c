"""`python -m etl template …`: the form to fill, empty or with what is known."""
from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer

from etl.disk import write_file
from etl.door import LANG, open_warehouse, period_of
from etl.load import DEFAULT_PROVINCE
from etl.template import write_template_for
from ntm.texts import t
from ntm.warehouse.known import newest_sourced
from ntm.warehouse.settings import read_setting


def register(app: typer.Typer) -> None:
    """Give the command line `template`."""
    app.command("template", help=t("cli.template", LANG))(template)


def template(
    set_id: Annotated[str, typer.Option("--set", help=t("cli.set", LANG))],
    period: Annotated[str, typer.Option(help=t("cli.period", LANG))],
    out: Annotated[Path, typer.Option(help=t("cli.out", LANG))],
    district: Annotated[str | None, typer.Option(help=t("cli.district", LANG))] = None,
    known: Annotated[bool, typer.Option("--known", "--filled", help=t("cli.known", LANG))] = False,
) -> None:
    """Write the form to fill for one set and period."""
    asked = period_of(period)
    warehouse, facts = open_warehouse()
    with warehouse.reading() as con:
        province = read_setting(con, "province") or DEFAULT_PROVINCE
        figures = newest_sourced(con, asked.cutoff) if known else None
    form = BytesIO()
    write_template_for(form, facts.law, facts.units, province, set_id, asked, LANG, district, figures)
    write_file(out, form.getvalue())
    typer.echo(t("cli.written", LANG, file=out))
