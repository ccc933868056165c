"""Saving what was typed: one transaction, refused whole where anything is wrong, or where somebody else was faster.

Whoever edits says which revision they had before them (`base`); the second to save sees what the first changed and decides.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb

from ntm.criteria import Law
from ntm.problems import NtmError, Problem, WrongUse
from ntm.records.checking import Body, check_overlap, check_record
from ntm.records.kinds import load_kinds
from ntm.records.values import Surroundings
from ntm.units import Units
from ntm.warehouse.records import Revision, Row, append_edit, live_records, next_id, revisions_of, revisions_of_edit
from ntm.warehouse.settings import read_setting


@dataclass(frozen=True, slots=True)
class Change:
    """One record as somebody wants it: a new one (`id` None), a changed one, or a removed one (`written` None).

    `base` is the seq of the revision that they had before them; None: none, or whatever stands now. `sheet` and `cells`
    (address by field name; "" for the row) say where it was typed, if in a workbook.
    """

    kind: str
    id: str | None
    written: Mapping[str, object] | None
    base: int | None = None
    sheet: str | None = None
    cells: Mapping[str, str] | None = None


class EditConflict(NtmError):
    """Somebody else changed a record meanwhile: `theirs` is how it stands now, by (kind, id)."""

    def __init__(self, problems: Sequence[Problem], theirs: Mapping[tuple[str, str], Revision]) -> None:
        super().__init__(*problems)
        self.theirs = theirs


class BadRecords(NtmError):
    """Records that cannot be kept as they were typed: nothing of the save was written."""


def surroundings(con: duckdb.DuckDBPyConnection, law: Law, units: Units, now: datetime) -> Surroundings:
    """What records are checked against, as the warehouse stands."""
    known: dict[str, dict[str, Body]] = {kind: {} for kind in load_kinds()}
    for one in live_records(con):
        known.setdefault(one.kind, {})[one.id] = one.body
    return Surroundings(law, units, read_setting(con, "province") or None, now.date(), load_kinds(), known)


def save(
    con: duckdb.DuckDBPyConnection, changes: Sequence[Change], around: Surroundings, by: str, now: datetime,
    source: str | None = None, sha256: str | None = None, *, is_sample: bool = False,
) -> int | None:
    """Write changes as one save; returns its number, None when nothing differs from what stands.

    Raises BadRecords with every fault of every record, EditConflict where a base is no longer the newest.
    """
    _check_bases(con, changes)
    rows, problems = _check_all(con, changes, around, is_sample=is_sample)
    if problems:
        raise BadRecords(*problems)
    return append_edit(con, rows, by, now, source, sha256) if rows else None


def undo_edit(con: duckdb.DuckDBPyConnection, edit: int, around: Surroundings, by: str, now: datetime) -> int:
    """Write back what stood before a save, as a save of its own; returns its number.

    Raises WrongUse for an unknown save, EditConflict where one of its records was changed again since, BadRecords where
    what stood before would now hold beside a record that may not be beside it.
    """
    done = revisions_of_edit(con, edit)
    if not done:
        raise WrongUse(Problem("unknown-edit", {"edit": edit}))
    rows, problems, theirs = [], [], {}
    for one in done:
        past = revisions_of(con, one.kind, one.id)
        if past[-1].seq != one.seq:
            problems.append(_conflict(past[-1], around))
            theirs[one.kind, one.id] = past[-1]
        before = next((old for old in reversed(past) if old.seq < one.seq), None)
        body = None if before is None or before.is_removed else before.body
        rows.append(Row(one.kind, one.id, body, one.is_sample))
    if problems:
        raise EditConflict(problems, theirs)
    if overlaps := _overlaps(rows, around):
        raise BadRecords(*overlaps)
    return append_edit(con, rows, by, now, undoes=edit)


def _overlaps(rows: Sequence[Row], around: Surroundings) -> list[Problem]:
    """What would be wrong with records brought back, beside those that stand and come back with them."""
    known = {kind: dict(records) for kind, records in around.known.items()}
    for row in rows:
        known[row.kind].pop(row.id, None)
        if row.body is not None:
            known[row.kind][row.id] = row.body
    return [problem for row in rows if row.body is not None
            for problem in check_overlap(around.kinds[row.kind], row.body, known[row.kind], row.id)]


def _check_bases(con: duckdb.DuckDBPyConnection, changes: Sequence[Change]) -> None:
    theirs = {}
    for change in changes:
        if change.id is not None and change.base is not None:
            past = revisions_of(con, change.kind, change.id)
            if past and past[-1].seq != change.base:
                theirs[change.kind, change.id] = past[-1]
    if theirs:
        raise EditConflict([_conflict(one, None) for one in theirs.values()], theirs)


def _check_all(
    con: duckdb.DuckDBPyConnection, changes: Sequence[Change], around: Surroundings, *, is_sample: bool,
) -> tuple[list[Row], list[Problem]]:
    """The rows to write: those that differ from what stands. A record of the same save counts as known for the next."""
    rows: list[Row] = []
    problems: list[Problem] = []
    known = {kind: dict(records) for kind, records in around.known.items()}
    numbers = {kind: next_id(con, kind) for kind in {change.kind for change in changes}}
    seen = replace(around, known=known)
    for change in changes:
        if change.id is not None and change.id not in known[change.kind]:
            problems.append(_placed(Problem("unknown-record", {"id": change.id, "kind": around.kinds[change.kind].one}), change))
        elif change.written is None:
            problems += _check_unreferred(change, seen)
            known[change.kind].pop(change.id)
            rows.append(Row(change.kind, change.id, None, is_sample))
        else:
            body, found = check_record(around.kinds[change.kind], change.written, seen, change.id)
            problems += [_placed(problem, change) for problem in found]
            if found or (change.id is not None and body == known[change.kind][change.id]):
                continue
            number = change.id or str(numbers[change.kind])
            numbers[change.kind] += change.id is None
            known[change.kind][number] = body
            rows.append(Row(change.kind, number, body, is_sample))
    return rows, problems


def _check_unreferred(change: Change, around: Surroundings) -> list[Problem]:
    """A record that others refer to is not removed before them."""
    return [
        Problem("record-referred", {"kind": kind.one, "id": other, "own": change.id})
        for kind in around.kinds.values() for field in kind.fields if field.type == "record" and field.of == change.kind
        for other, body in around.known.get(kind.id, {}).items()
        if change.id in (body.get(field.name, []) if field.is_many else [body.get(field.name)])
    ]


def _placed(problem: Problem, change: Change) -> Problem:
    if change.cells is None:
        return problem
    return replace(problem, sheet=change.sheet, cell=change.cells.get(problem.params.get("name", ""), change.cells.get("")))


def _conflict(theirs: Revision, around: Surroundings | None) -> Problem:
    kinds = around.kinds if around else load_kinds()
    return Problem("edit-conflict", {"kind": kinds[theirs.kind].one, "id": theirs.id, "by": theirs.by,
                                     "at": theirs.at.strftime("%H:%M %d/%m/%Y")})


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields that differ between two bodies: (before, after), None where there is no value."""
    return {name: (before.get(name), after.get(name)) for name in [*before, *(n for n in after if n not in before)]
            if before.get(name) != after.get(name)}
