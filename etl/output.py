"""What the command line prints: tables for people, CSV and JSON for other programs."""
from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl.disk import write_file
from etl.load import Outcome
from ntm.clock import local_moment
from ntm.problem_groups import ProblemGroup, cell_ranges, group_problems
from ntm.problems import Problem
from ntm.texts import format_count, format_date, format_number, format_period, t

_BATCH_COLUMNS = (
    "batch", "loaded_at", "loaded_by", "file", "period_kind", "period_end", "cutoff", "set", "stage", "body", "document",
    "document_date", "accepted", "unchanged", "rejected", "is_sample", "is_void", "act", "acted_by", "acted_at",
)
_MOMENTS = ("loaded_at", "acted_at")


def print_outcome(outcome: Outcome, is_dry_run: bool, lang: str) -> None:
    """A line a file, then a line a problem with its cell; where one cause makes many, a line with their range."""
    print_line(outcome, is_dry_run, lang)
    for group in group_problems(outcome.problems):
        if group.is_folded:
            typer.echo(f"  {line_of_group(group, lang)}")
        else:
            _print_each(group.problems, lang)


def print_line(outcome: Outcome, is_dry_run: bool, lang: str) -> None:
    """What became of a file, in a line; one more where verdicts were declared upon it."""
    key = "refused" if outcome.exit_code and not outcome.accepted else "tried" if is_dry_run else "loaded"
    if outcome.batch and not outcome.accepted:
        key = "known"
    typer.echo(t(f"cli.outcome.{key}", lang, file=outcome.file, batch=outcome.batch, accepted=outcome.accepted,
                 unchanged=outcome.unchanged, rejected=outcome.rejected))
    if outcome.declared:
        key = "cli.declared" if outcome.declared.batch else "cli.would_declare"
        typer.echo(t(key, lang, count=format_count(outcome.declared.count, lang), batch=outcome.declared.batch))


def line_of_group(group: ProblemGroup, lang: str) -> str:
    """One line for all cells of one cause: their range, how many, and what is wrong with the first."""
    return t("cli.group", lang, sheet=group.first.sheet, cells=cell_ranges(group.cells), count=format_count(len(group.cells), lang),
             cell=group.first.cell, sentence=_with_suggestion(group.first, lang))


def _print_each(problems: Iterable[Problem], lang: str) -> None:
    for problem in problems:
        place = "!".join(part for part in (problem.sheet, problem.cell) if part)
        typer.echo(f"  {place + ': ' if place else ''}{_with_suggestion(problem, lang)}")


def _with_suggestion(problem: Problem, lang: str) -> str:
    return problem.sentence(lang) + (f" → {problem.suggestion}" if problem.suggestion else "")


def print_history(frame: pd.DataFrame, as_json: bool, lang: str) -> None:
    """One row a batch, newest first."""
    rows = [_batch_row(row) for row in frame.to_dict("records")]
    if as_json:
        print_json(rows)
        return
    columns = ("batch", "loaded_at", "loaded_by", "file", "period", "stage", "accepted", "rejected", "state")
    table = [
        [row["batch"], _moment(row["loaded_at"]), row["loaded_by"], row["file"], row["period"],
         t(f"stage.{row['stage']}", lang), row["accepted"], row["rejected"],
         t("cli.batch." + ("void" if row["is_void"] else "sample" if row["is_sample"] else "live"), lang)]
        for row in (row | {"period": _period_name(row, lang)} for row in rows)
    ]
    _print_table([t(f"cli.column.{c}", lang) for c in columns], table)


def print_status(rows: list[dict[str, Any]], form: str, lang: str) -> None:
    """The answer of `status` as a table for people, CSV or JSON."""
    if form == "json":
        print_json(rows)
        return
    header = [t(f"cli.column.{c}", lang) for c in
              ("commune", "district", "level", "indicator", "status", "figures", "verdict", "period_end", "source", "flags")]
    table = [_status_line(row, lang) for row in rows]
    print_rows(header, table, form)


def print_frame(records: Iterable[Any], frame: pd.DataFrame, form: str) -> None:
    """One answer in three forms: `records` as JSON, `frame` (headings in words) as CSV or as a table for people."""
    if form == "json":
        print_json(records)
        return
    print_rows(list(frame.columns), frame.to_numpy().tolist(), form)


def _status_line(row: dict[str, Any], lang: str) -> list[str]:
    verdict, source = row["verdict"], row["source"]
    return [
        f"{row['name']} ({row['commune']})", row["district"] or "", row["level"], row["indicator"] or "",
        t(f"status.{row['status']}", lang), "; ".join(filter(None, (_figure(r, lang) for r in row["requirements"]))),
        f"{t('status.' + verdict['value'], lang)} ({t('stage.' + verdict['stage'], lang)})" if verdict else "",
        _date(row["period_end"], lang),
        f"{source['file']} › {source['sheet']}!{source['cell']}" if source else "",
        "; ".join([*(t(f"flag.{flag}", lang) for flag in row["flags"]), *([t("sample", lang)] if row["is_sample"] else [])]),
    ]


def _figure(need: dict[str, Any], lang: str) -> str:
    if need["numerator"] is not None:
        threshold = f" (≥ {need['threshold']})" if need["threshold"] else ""
        return f"{format_number(need['numerator'], lang)}/{format_number(need['denominator'], lang)}{threshold}"
    if isinstance(need["value"], float):
        return format_number(100 * need["value"], lang, 1) + "%"
    return ""


def _batch_row(row: dict[str, Any]) -> dict[str, Any]:
    renamed = row | {"batch": row["id"], "file": row["file_name"], "set": row["set_id"], "document": row["document_number"]}
    return {name: iso_moment(renamed[name]) if name in _MOMENTS and pd.notna(renamed[name]) else _plain(renamed[name])
            for name in _BATCH_COLUMNS}


def iso_moment(moment: datetime) -> str:
    """A moment of the warehouse (naive UTC) by the clock of Việt Nam with its offset, as --known-at reads it."""
    return local_moment(moment).isoformat()


def _moment(iso: str) -> str:
    return f"{datetime.fromisoformat(iso):%Y-%m-%d %H:%M}"


def _plain(value: Any) -> Any:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        is_day = value == value.normalize()
        return value.date().isoformat() if is_day else value.isoformat()
    return value.item() if hasattr(value, "item") else value


def _period_name(row: dict[str, Any], lang: str) -> str:
    return format_period(row["period_kind"], pd.Timestamp(row["period_end"]).date(), lang)


def _date(iso: str | None, lang: str) -> str:
    return format_date(pd.Timestamp(iso).date(), lang) if iso else ""


def _neutral(cell: str) -> str:
    """A cell that Excel would take for a formula is written as text (files come from many hands)."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def write_beside(file: Path, content: bytes, lang: str) -> None:
    """Write a file that a person named, and say so beside what the command answers. Raises WrongUse where it cannot be written."""
    write_file(file, content)
    typer.echo(t("cli.written", lang, file=file), err=True)


def print_rows(header: list[str], rows: list[list[Any]], form: str) -> None:
    """Rows under their headings, as a table for people or as CSV."""
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([header, *([_neutral(str(cell)) for cell in line] for line in rows)])
    else:
        _print_table(header, rows)


def print_json(rows: Iterable[Any]) -> None:
    """A list as JSON."""
    typer.echo(json.dumps(list(rows), ensure_ascii=False, indent=1))


def _print_table(header: list[str], rows: list[list[Any]]) -> None:
    table = Table(box=None, pad_edge=False)
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    Console(width=None if sys.stdout.isatty() else 200, highlight=False).print(table)
