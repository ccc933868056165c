"""An individual's name taken out on request: from every revision of the nomination and of what hangs on it, and from its files.

The record's shape stays: phase, unit, award, states, days. What holds afterwards: the warehouse's folder has the name nowhere (older
generations and files that nothing names any more are deleted, the file of the warehouse is written anew); minutes and decisions keep
their scans, which are the office's papers; backups made before lie outside and are the office's to delete.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from ntm.names import normalise_name
from ntm.problems import Problem, WrongUse
from ntm.texts import LANGUAGES, t
from ntm.warehouse.attachments import owner_of
from ntm.warehouse.erasing import drop_files, rows_about, write_body
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import Row, append_edit, revisions_of

KIND = "nomination"
_LETTER = r"[\w\u0300-\u036f]"
_WORD = re.compile(f"{_LETTER}+")


@dataclass(frozen=True, slots=True)
class Erased:
    """How many records lost the name, and how many files were deleted."""

    records: int
    files: int


def erase_name(warehouse: Warehouse, record_id: str, by: str, now: datetime) -> Erased:
    """Erase an individual's name; called again, finish an erasing that was cut short after the records had lost the name.

    Raises WrongUse where there is no such nomination, it is a collective's, or it was erased before and nothing is left to do.
    """
    touched = 0
    with warehouse.writing() as draft:
        past = revisions_of(draft.con, KIND, record_id)
        names = {one.body["name"] for one in past if one.body["kind"] == "individual"} - {t("erased", lang) for lang in LANGUAGES}
        _check(record_id, [one.body for one in past], is_done=not names and not warehouse.is_rewrite_due)
        if names:
            warehouse.ask_rewrite()
            touched = _take_out(draft.con, record_id, names)
            if not past[-1].is_removed:  # who did it and when stays readable
                append_edit(draft.con, [Row(KIND, record_id, _without(past[-1].body, names), past[-1].is_sample)], by, now)
        else:
            draft.discard()
    return Erased(touched, warehouse.rewrite())


def _take_out(con: duckdb.DuckDBPyConnection, record_id: str, names: set[str]) -> int:
    """Take names out of every revision that is about a nomination, and its files off; how many records held one."""
    touched, owners, edits = set(), {owner_of(KIND, record_id)}, set()
    for seq, edit, kind, own_id, body in rows_about(con, KIND, record_id):
        changed = _without(body, names)
        edits.add(edit)
        if changed != body:
            write_body(con, seq, changed)
            touched.add((kind, own_id))
        if kind == "dossier_part":
            owners.add(owner_of(kind, own_id))
    drop_files(con, owners, edits)
    return len(touched)


def _check(record_id: str, bodies: list[dict[str, Any]], *, is_done: bool) -> None:
    if not bodies:
        raise WrongUse(Problem("unknown-nomination", {"known": "–"}, value=record_id))
    if all(body["kind"] != "individual" for body in bodies):
        raise WrongUse(Problem("not-individual", value=record_id))
    if is_done:
        raise WrongUse(Problem("name-erased", value=record_id))


def _without(body: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """The body with each of the names in its texts replaced, the longest first."""
    changed = {}
    for field, value in body.items():
        if isinstance(value, str):
            for name in sorted(names, key=len, reverse=True):
                value = _replaced(value, name)
        changed[field] = value
    return changed


def _replaced(text: str, name: str) -> str:
    """The text with a name replaced wherever its whole words stand, however they were typed: TRẦN THỊ HOÀ is Trần Thị Hòa."""
    mark = t("erased", "vi")
    text = re.sub(_as_typed(name), mark, text)
    words = list(_WORD.finditer(text))
    keys, wanted = [normalise_name(one.group()) for one in words], [normalise_name(one) for one in _WORD.findall(name)]
    if not wanted:  # a name of signs only
        return text
    pieces, end = [], 0
    for place, word in enumerate(words):
        if word.start() >= end and keys[place:place + len(wanted)] == wanted:
            pieces += [text[end:word.start()], mark]
            end = words[place + len(wanted) - 1].end()
    return "".join([*pieces, text[end:]])


def _as_typed(name: str) -> str:
    """The pattern of a name to the letter, with the signs that begin or end it, where it is no part of a longer word."""
    before = rf"(?<!{_LETTER})" if _WORD.match(name) else ""
    after = rf"(?!{_LETTER})" if _WORD.match(name[-1:]) else ""
    return before + re.escape(name) + after
