"""Signed documents hung on records whose kind has files: checked to be whole PDFs or pictures, dated, taken off by an act too."""
from __future__ import annotations

from datetime import datetime

from ntm.problems import Problem, WrongUse
from ntm.records.kinds import Kind, load_kinds
from ntm.warehouse.attachments import attach, check_whole, owner_of, remove
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import live_records


def attach_file(warehouse: Warehouse, kind: Kind, number: str, name: str, content: bytes, by: str, now: datetime) -> None:
    """Hang a file on a live record. Raises WrongUse for a kind without files or no such record, BadFile for a file that is no document."""
    if not kind.has_files:
        known = ", ".join(one.command for one in load_kinds().values() if one.has_files)
        raise WrongUse(Problem("record-no-files", {"kind": kind.one, "known": known}))
    check_whole(name, content)
    with warehouse.writing() as draft:
        if number not in {one.id for one in live_records(draft.con, kind.id)}:
            raise WrongUse(Problem("unknown-record", {"id": number, "kind": kind.one}))
        attach(warehouse, draft.con, owner_of(kind.id, number), name, content, by, now)


def take_off(warehouse: Warehouse, kind: Kind, number: str, sha256: str, by: str, now: datetime) -> None:
    """Take a file off a record; the file and the fact that it hung there stay."""
    with warehouse.writing() as draft:
        remove(draft.con, owner_of(kind.id, number), sha256, by, now)
