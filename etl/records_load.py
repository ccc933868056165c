"""Workbooks of typed-in records into the warehouse and out of it: one save a workbook, whole or not at all."""
from __future__ import annotations

import hashlib
from datetime import datetime

from etl.records_book import write_book
from etl.records_intake import read_book
from ntm.progress.keep import Facts
from ntm.records.kinds import Kind, load_kinds
from ntm.records.saving import save, surroundings
from ntm.warehouse.files import keep_file
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import END_OF_TIME, live_records, revisions_of_edit


def related(kind: Kind) -> list[Kind]:
    """A kind and those whose records belong to one of it: an obstacle with its steps."""
    others = [one for one in load_kinds().values() if any(field.of == kind.id and not field.is_many for field in one.fields)]
    return [kind, *others]


def take_in(
    warehouse: Warehouse, facts: Facts, kind: Kind, name: str, content: bytes, by: str, now: datetime, *, is_dry_run: bool = False,
) -> tuple[int | None, int]:
    """Save a workbook's records; the number of the save and how many records it changed: (None, 0) when nothing differs.

    Raises BadFile, BadRecords or EditConflict, and then nothing is written.
    """
    with warehouse.trying() if is_dry_run else warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, now)
        changes = read_book(name, content, related(kind), around)
        sha256 = hashlib.sha256(content).hexdigest()
        if not is_dry_run:
            keep_file(warehouse.folder, sha256, content)
        edit = save(draft.con, changes, around, by, now, name, sha256)
        if edit is None:
            draft.discard()
            return None, 0
        return edit, len(revisions_of_edit(draft.con, edit))


def give_out(warehouse: Warehouse, facts: Facts, kind: Kind, now: datetime, moment: datetime = END_OF_TIME, lang: str = "vi") -> bytes:
    """The records of a kind, and those that belong to them, as a workbook, as they stood at a moment."""
    with warehouse.reading() as con:
        around = surroundings(con, facts.law, facts.units, now)
        records = {one.id: live_records(con, one.id, moment) for one in related(kind)}
    return write_book(related(kind), records, around, lang)
