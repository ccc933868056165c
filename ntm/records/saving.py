"""Saving what was typed: one transaction, refused whole where anything is wrong, or where somebody else was faster.

Whoever edits says which revision they had before them (`base`); the second to save sees what the first changed and decides.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb

from ntm.clock import local_day
from ntm.criteria import Law
from ntm.problems import NtmError, Problem, WrongUse
from ntm.records.checking import Body, check_key, check_overlap, check_record, link_problem
from ntm.records.keys import KeyIndex
from ntm.records.kinds import Field, load_kinds
from ntm.records.movement_rules import check_brought_back, check_taken_away
from ntm.records.values import Surroundings
from ntm.units import Units
from ntm.warehouse.records import (
    END_OF_TIME,
    Revision,
    Row,
    append_edit,
    is_sample_aside,
    live_records,
    newest_revisions,
    revisions_of,
    revisions_of_edit,
)
from ntm.warehouse.settings import read_setting

RecordKey = tuple[str, str]  # kind and id


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

    def __init__(self, problems: Sequence[Problem], theirs: Mapping[RecordKey, Revision]) -> None:
        super().__init__(*problems)
        self.theirs = theirs


class BadRecords(NtmError):
    """Records that cannot be kept as they were typed: nothing of the save was written."""


def surroundings(con: duckdb.DuckDBPyConnection, law: Law, units: Units, now: datetime, moment: datetime = END_OF_TIME) -> Surroundings:
    """What records are checked against, as the warehouse stands; with the records as they stood at a moment, for whoever looks back."""
    known: dict[str, dict[str, Body]] = {kind: {} for kind in load_kinds()}
    for one in live_records(con, None, moment):
        known.setdefault(one.kind, {})[one.id] = one.body
    return Surroundings(law, units, read_setting(con, "province") or None, local_day(now), load_kinds(), known)


def save(
    con: duckdb.DuckDBPyConnection, changes: Sequence[Change], around: Surroundings, by: str, now: datetime,
    source: str | None = None, sha256: str | None = None, *, is_sample: bool = False,
) -> int | None:
    """Write changes as one save; returns its number, None when nothing differs from what stands.

    A record of the sample stays one however it is changed, and so does what hangs on one: an edited copy of invented
    values is no real datum, and goes when the sample is put aside. Whoever has the real one types it in as a new record.

    Raises BadRecords with every fault of every record, EditConflict where a base is no longer the newest.
    """
    newest = {(one.kind, one.id): one for one in newest_revisions(con)}
    _check_bases(newest, changes)
    rows, problems = _check_all(newest, changes, around)
    if problems:
        raise BadRecords(*problems)
    return append_edit(con, _marked(rows, newest, around, is_sample=is_sample), by, now, source, sha256) if rows else None


def undo_edit(con: duckdb.DuckDBPyConnection, edit: int, around: Surroundings, by: str, now: datetime) -> int:
    """Write back what stood before a save, as a save of its own; returns its number.

    Raises WrongUse for an unknown save, EditConflict where one of its records was changed again since, BadRecords where
    what stood before would now hold beside a record that may not be beside it, a record would refer to one that is gone,
    or a phase is closed. Records of a sample put aside count for nothing and are written back as they were.
    """
    done = revisions_of_edit(con, edit)
    if not done:
        raise WrongUse(Problem("unknown-edit", {"edit": edit}))
    past: dict[RecordKey, list[Revision]] = defaultdict(list)
    for kind in {one.kind for one in done}:
        for one in revisions_of(con, kind):
            past[one.kind, one.id].append(one)
    theirs = {key: past[key][-1] for one in done if past[key := (one.kind, one.id)][-1].seq != one.seq}
    if theirs:
        raise EditConflict([_conflict(one, around) for one in theirs.values()], theirs)
    rows = [_row_before(one, past[one.kind, one.id]) for one in done]
    standing = {(one.kind, one.id) for one in newest_revisions(con) if not one.is_removed}
    counting = [row for row in rows if not row.is_sample] if is_sample_aside(con) else rows
    if problems := _check_undone(counting, around, standing):
        raise BadRecords(*problems)
    return append_edit(con, rows, by, now, undoes=edit)


def _row_before(one: Revision, past: Sequence[Revision]) -> Row:
    """What a revision of a record replaced, as a row to write."""
    before = next((old for old in reversed(past) if old.seq < one.seq), None)
    return Row(one.kind, one.id, None if before is None or before.is_removed else before.body, one.is_sample)


def _check_undone(rows: Sequence[Row], around: Surroundings, standing: Set[RecordKey]) -> list[Problem]:
    """What would be wrong with records brought back or taken away, beside those that stand and come back with them."""
    known = {kind: dict(records) for kind, records in around.known.items()}
    for row in rows:
        known[row.kind].pop(row.id, None)
        if row.body is not None:
            known[row.kind][row.id] = row.body
    after = replace(around, known=known)
    there = {(row.kind, row.id) for row in rows if row.body is not None} | (standing - {(row.kind, row.id) for row in rows})
    keys = {kind: KeyIndex(around.kinds[kind], known[kind]) for kind in {row.kind for row in rows}}
    return [problem for row in rows
            for problem in (_check_removed(row, around.known[row.kind][row.id], after) if row.body is None
                            else _check_back(row, after, keys[row.kind], there))]


def _check_back(row: Row, around: Surroundings, keys: KeyIndex, there: Set[RecordKey]) -> list[Problem]:
    """What is wrong with a record brought back: what it refers to is gone, its phase is closed, its key is another's by now."""
    kind = around.kinds[row.kind]
    gone = [link_problem(field, number, around.known[of]) for field in kind.fields if field.type == "record"
            for of, number in _linked(field, row.body) if (of, number) not in there]
    return (gone or check_brought_back(kind.id, row.body, around, row.id) or check_key(kind, row.body, keys.twin(row.body, row.id))
            or check_overlap(kind, row.body, around.known[row.kind], row.id))


def _check_bases(newest: Mapping[RecordKey, Revision], changes: Sequence[Change]) -> None:
    stands = {(change.kind, change.id): newest.get((change.kind, change.id or "")) for change in changes}
    theirs = {key: one for change in changes if change.base is not None and (one := stands[key := (change.kind, change.id)])
              and one.seq != change.base}
    if theirs:
        raise EditConflict([_conflict(one, None) for one in theirs.values()], theirs)


def _check_all(newest: Mapping[RecordKey, Revision], changes: Sequence[Change], around: Surroundings) -> tuple[list[Row], list[Problem]]:
    """The rows to write: those that differ from what stands. A record of the same save counts as known for the next."""
    rows: list[Row] = []
    problems: list[Problem] = []
    known = {kind: dict(records) for kind, records in around.known.items()}
    kinds = {change.kind for change in changes}
    keys = {kind: KeyIndex(around.kinds[kind], known[kind]) for kind in kinds}
    numbers = {kind: 1 + max((int(number) for of, number in newest if of == kind), default=0) for kind in kinds}
    seen = replace(around, known=known)
    for change in changes:
        before = known[change.kind].get(change.id or "")
        if change.id is not None and before is None:
            problems.append(_placed(Problem("unknown-record", {"id": change.id, "kind": around.kinds[change.kind].one}), change))
            continue
        body, found = _checked(change, seen, keys[change.kind])
        problems += [_placed(problem, change) for problem in found]
        if found or (change.written is not None and body == before):
            continue
        number = change.id or str(numbers[change.kind])
        numbers[change.kind] += change.id is None
        if before is not None:
            keys[change.kind].drop(number, known[change.kind].pop(number))
        if body is not None:
            known[change.kind][number] = body
            keys[change.kind].put(number, body)
        rows.append(Row(change.kind, number, body))
    return rows, problems


def _checked(change: Change, around: Surroundings, keys: KeyIndex) -> tuple[Body | None, list[Problem]]:
    """The body that a change would leave, None where it removes the record; and what is wrong with it."""
    if change.written is None:
        return None, _check_removed(change, around.known[change.kind][change.id or ""], around)
    return check_record(around.kinds[change.kind], change.written, around, change.id, keys)


def _marked(rows: Sequence[Row], newest: Mapping[RecordKey, Revision], around: Surroundings, *, is_sample: bool) -> list[Row]:
    """The rows with the mark of the sample: on all, or on those that were of it, and on those that hang on one that is."""
    of_sample = {key for key, one in newest.items() if one.is_sample}
    marked = []
    for row in rows:
        hangs = (key for field in around.kinds[row.kind].fields if field.type == "record" for key in _linked(field, row.body or {}))
        if is_sample or (row.kind, row.id) in of_sample or any(key in of_sample for key in hangs):
            of_sample.add((row.kind, row.id))
            row = replace(row, is_sample=True)
        marked.append(row)
    return marked


def _linked(field: Field, body: Body) -> list[RecordKey]:
    """The records that a field of a body refers to."""
    value = body.get(field.name)
    return [(field.of or "", one) for one in (value if isinstance(value, list) else [] if value is None else [value])]


def _check_removed(change: Change | Row, body: Body, around: Surroundings) -> list[Problem]:
    """What forbids that a record goes."""
    return _check_unreferred(change, around) or check_taken_away(change.kind, body, around)


def _check_unreferred(change: Change | Row, around: Surroundings) -> list[Problem]:
    """A record that others refer to is not removed before them."""
    return [
        Problem("record-referred", {"kind": kind.one, "id": other, "own": change.id})
        for kind in around.kinds.values() for field in kind.fields if field.type == "record" and field.of == change.kind
        for other, body in around.known.get(kind.id, {}).items()
        if (change.kind, change.id) in _linked(field, body)
    ]


def _placed(problem: Problem, change: Change) -> Problem:
    if change.cells is None:
        return problem
    return replace(problem, sheet=change.sheet, cell=change.cells.get(problem.params.get("name", ""), change.cells.get("")))


def _conflict(theirs: Revision, around: Surroundings | None) -> Problem:
    kinds = around.kinds if around else load_kinds()
    return Problem("edit-conflict", {"kind": kinds[theirs.kind].one, "id": theirs.id, "by": theirs.by,
                                     "at": theirs.at})


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields that differ between two bodies: (before, after), None where there is no value."""
    return {name: (before.get(name), after.get(name)) for name in [*before, *(n for n in after if n not in before)]
            if before.get(name) != after.get(name)}
