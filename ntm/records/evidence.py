"""Evidence (hồ sơ minh chứng): what a dossier must hold for an indicator, which files are there, and what is lacking.

A file is a record of the kind `evidence`, dated and signed as any other, with the file itself hanging on it: taken off, it
is no longer counted but stays kept, in the backup and under the check.
"""
from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import duckdb

from ntm.criteria import CriteriaSet, Indicator, Text
from ntm.problems import BadFile, Problem
from ntm.records.checking import LIFE, check_record
from ntm.records.keys import KeyIndex
from ntm.records.kinds import load_kinds
from ntm.records.placing import Life
from ntm.records.saving import BadRecords, Change, save
from ntm.records.states import is_begun, is_closed
from ntm.records.values import Surroundings
from ntm.warehouse.attachments import attach, check_whole, owner_of
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import revisions_of_edit

EVIDENCE, ITEM = "evidence", "evidence_item"
Known = Mapping[str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Item:
    """One paper of a list: its key (an id of data/criteria, or the number of the office's record) and what it is."""

    key: str
    title: Text
    source: str
    source_status: str


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file of a dossier, by its record's number. `on`: the day of the paper."""

    id: str
    name: str
    sha256: str
    on: date
    item: str


@dataclass(frozen=True, slots=True)
class Folder:
    """The papers of one indicator: its list, the files of each item by key, and files for items that are no longer listed."""

    number: str
    key: str
    title: Text
    items: tuple[Item, ...]
    files: Mapping[str, Sequence[EvidenceFile]]
    unlisted: tuple[EvidenceFile, ...]

    @property
    def lacking(self) -> tuple[Item, ...]:
        """The items without a file."""
        return tuple(item for item in self.items if not self.files.get(item.key))

    @property
    def status(self) -> str:
        """`complete`, `lacking`, or `no_list` where nobody has said what is needed: that is not complete."""
        return "no_list" if not self.items else "lacking" if self.lacking else "complete"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as somebody brings it, for an item of an indicator of a commune."""

    commune: str
    indicator: str
    item: str
    on: date
    file_name: str
    content: bytes = field(repr=False)


def checklist(indicator: Indicator, known: Known, day: date) -> tuple[Item, ...]:
    """What a dossier must hold for an indicator on a day: the office's list, else the one of its set."""
    kind = load_kinds()[ITEM]
    own = [(number, body) for number, body in known.get(ITEM, {}).items()
           if body["indicator"] in indicator.verdict_keys and is_begun(kind, body, day) and not is_closed(kind, body, day)]
    if own:
        return tuple(Item(number, Text(body["what"], body["what"]), body.get("document", ""), body.get("source_status", "open"))
                     for number, body in own)
    return tuple(Item(one.id, one.title, one.source, one.source_status) for one in indicator.evidence)


def folders(criteria: CriteriaSet, life: Life, known: Known, day: date) -> tuple[Folder, ...]:
    """The papers of a commune's life for each indicator of a set, in its order, as they were on a day."""
    kind = load_kinds()[EVIDENCE]
    own = [(number, body) for number, body in known.get(EVIDENCE, {}).items()
           if (body["commune"], body["commune" + LIFE]) == life and is_begun(kind, body, day)]
    return tuple(_folder(criteria, one, own, checklist(one, known, day)) for one in criteria.indicators)


def _folder(criteria: CriteriaSet, indicator: Indicator, own: Sequence[tuple[str, Mapping[str, Any]]], items: tuple[Item, ...]) -> Folder:
    keys = {item.key for item in items}
    files: dict[str, list[EvidenceFile]] = {}
    for number, body in own:
        if body["indicator"] in indicator.verdict_keys:
            one = EvidenceFile(number, body["file"], body["sha256"], date.fromisoformat(body["on"]), body["item"])
            files.setdefault(one.item, []).append(one)
    unlisted = tuple(one for item, found in files.items() if item not in keys for one in found)
    return Folder(indicator.number, f"{criteria.id}/{indicator.number}", indicator.short, items, files, unlisted)


def add_evidence(
    warehouse: Warehouse, con: duckdb.DuckDBPyConnection, papers: Sequence[Paper], around: Surroundings, by: str, now: datetime,
) -> int:
    """File papers as one save; returns its number. The caller owns the transaction.

    Raises BadRecords with everything that is wrong: a file that is no whole PDF or picture, an item that is not on the list,
    a file that is there already, a commune or indicator that is none. Then none of them is filed.
    """
    problems = _faults(papers, around)
    if problems:
        raise BadRecords(*problems)
    edit = save(con, [Change(EVIDENCE, None, _written(paper)) for paper in papers], around, by, now)
    for one, paper in zip(revisions_of_edit(con, edit), papers, strict=True):
        attach(warehouse, con, owner_of(EVIDENCE, one.id), paper.file_name, paper.content, by, now)
    return edit


def _written(paper: Paper) -> dict[str, object]:
    return {"commune": paper.commune, "indicator": paper.indicator, "item": paper.item, "on": paper.on, "file": paper.file_name,
            "sha256": hashlib.sha256(paper.content).hexdigest()}


def _faults(papers: Sequence[Paper], around: Surroundings) -> list[Problem]:
    """What is wrong with papers, beside those that are filed and those before them."""
    kind, filed, problems = around.kinds[EVIDENCE], around.known[EVIDENCE], []
    keys = KeyIndex(kind, filed)
    for paper in papers:
        body, faults = check_record(kind, _written(paper), around, keys=keys)
        if not faults:
            keys.put(paper.file_name, body)
        said = [_twin(paper, fault.value, filed) if fault.variant == "twin" else fault for fault in faults]
        problems += [*_file_faults(paper), *said, *([] if faults else _list_faults(body, around))]
    return problems


def _file_faults(paper: Paper) -> Sequence[Problem]:
    try:
        check_whole(paper.file_name, paper.content)
    except BadFile as error:
        return error.problems
    return ()


def _twin(paper: Paper, other: str, filed: Collection[str]) -> Problem:
    """A file that is there already, or is brought twice, is named by its name, not by what its record's key is made of."""
    if other in filed:
        return Problem("evidence-twin", {"file": paper.file_name, "id": other}, variant="filed")
    return Problem("evidence-twin", {"file": paper.file_name, "other": other}, variant="brought")


def _list_faults(body: Mapping[str, Any], around: Surroundings) -> list[Problem]:
    """An item that the list of the paper's day does not have."""
    set_id, _, number = body["indicator"].rpartition("/")
    items = checklist(around.law.sets[set_id].find_indicator(number), around.known, date.fromisoformat(body["on"]))
    if any(item.key == body["item"] for item in items):
        return []
    known = "; ".join(f"{item.key} ({item.title.vi})" for item in items) or "–"
    return [Problem("evidence-item", {"number": number, "known": known}, value=body["item"])]
