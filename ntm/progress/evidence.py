"""Which communes have the papers of their dossiers (hồ sơ minh chứng), and what is lacking: by indicator, and counted by commune."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from ntm.problems import Problem, WrongUse
from ntm.progress.evaluate import END_OF_TIME, Question
from ntm.progress.standing import standing
from ntm.progress.summary import at_level
from ntm.records.evidence import EVIDENCE, ITEM, Folder, folders
from ntm.texts import format_count, t
from ntm.warehouse.records import Revision, live_records


@dataclass(frozen=True, slots=True)
class Dossier:
    """One commune's folders at one level, with who brought each file by its record's number."""

    code: str
    valid_from: date
    name: str
    district: str | None
    level: str
    set_id: str
    folders: tuple[Folder, ...]
    brought: Mapping[str, Revision]


def dossiers(con: duckdb.DuckDBPyConnection, question: Question, level: str | None) -> list[Dossier]:
    """The assessed communes of a question with their folders on its day; `level` None: the lowest. Raises WrongUse for an unknown one."""
    found = standing(con, question)
    levels = found.law.levels(question.province, found.as_of)
    if level is not None and level not in levels:
        raise WrongUse(Problem("unknown-level", {"known": ", ".join(levels)}, value=level))
    level = level or levels[0]
    brought, known = _known(con, question)
    return [
        Dossier(row.code, row.valid_from, row.name_, row.district if isinstance(row.district, str) else None, level, row.set_id,
                folders(found.law.sets[row.set_id], (row.code, row.valid_from.isoformat()), known, found.as_of), brought)
        for row in at_level(found.communes, level).rename(columns={"name": "name_"}).itertuples()
    ]


def _known(con: duckdb.DuckDBPyConnection, question: Question) -> tuple[dict[str, Revision], dict[str, dict[str, Any]]]:
    """The files by number with who brought them, and the bodies that folders are made of, as known at the moment."""
    live = {kind: live_records(con, kind, question.known_at or END_OF_TIME) for kind in (EVIDENCE, ITEM)}
    return {one.id: one for one in live[EVIDENCE]}, {kind: {one.id: one.body for one in found} for kind, found in live.items()}


def evidence_rows(found: Sequence[Dossier]) -> list[dict[str, Any]]:
    """A row a commune and indicator for other programs; an indicator without a list has status `no_list`, its counts 0."""
    return [
        {"commune": one.code, "valid_from": one.valid_from.isoformat(), "name": one.name, "district": one.district, "level": one.level,
         "set": one.set_id, "indicator": folder.number, "status": folder.status, "there": len(folder.items) - len(folder.lacking),
         "of": len(folder.items), "items": [_item_row(one, folder, item) for item in folder.items],
         "unlisted": [_file_row(one, file.id) for file in folder.unlisted]}
        for one in found for folder in one.folders
    ]


def _item_row(one: Dossier, folder: Folder, item: Any) -> dict[str, Any]:
    return {"item": item.key, "title": item.title.vi, "source": item.source or None, "source_status": item.source_status,
            "files": [_file_row(one, file.id) for file in folder.files.get(item.key, ())]}


def _file_row(one: Dossier, number: str) -> dict[str, Any]:
    said = one.brought[number]
    return {"id": number, "item": said.body["item"], "file": said.body["file"], "sha256": said.body["sha256"], "on": said.body["on"],
            "by": said.by, "at": said.at.isoformat(timespec="seconds")}


def evidence_lines(found: Sequence[Dossier], lang: str) -> list[list[str]]:
    """The same as a table's lines: commune, indicator, status with its count, what is lacking, the files' numbers and names."""
    return [
        [f"{one.name} ({one.code})", one.district or "", f"{folder.number} {folder.title.in_(lang)}", status_words(folder, lang),
         "; ".join(item.title.in_(lang) for item in folder.lacking),
         "; ".join(f"{file.id}: {file.name}" for files in folder.files.values() for file in files)]
        for one in found for folder in one.folders
    ]


def status_words(folder: Folder, lang: str) -> str:
    """How complete an indicator's papers are: "Thiếu 02/6 mục", "Đủ (6 mục)", "Chưa có danh mục"."""
    return t(f"evidence.status.{folder.status}", lang, lacking=format_count(len(folder.lacking), lang), of=len(folder.items))


def answer_words(found: Sequence[Folder], lang: str) -> str:
    """A commune's dossier in a sentence: "đủ 1/4 chỉ tiêu, còn thiếu 09 mục"; indicators without a list are told apart."""
    listed = [one for one in found if one.items]
    if not listed:
        return t("evidence.answer.no_list", lang)
    complete, lacking = sum(one.status == "complete" for one in listed), sum(len(one.lacking) for one in listed)
    parts = [t("evidence.answer.complete", lang, complete=complete, of=len(listed)),
             t("evidence.answer.lacking", lang, count=format_count(lacking, lang)) if lacking else "",
             t("evidence.answer.unknown", lang, count=format_count(len(found) - len(listed), lang)) if len(found) > len(listed) else ""]
    return ", ".join(part for part in parts if part)


def total_words(found: Sequence[Dossier], lang: str) -> str:
    """All communes in a sentence: how many have every paper of every indicator that has a list."""
    whole = sum(all(folder.status != "lacking" for folder in one.folders) and any(folder.items for folder in one.folders) for one in found)
    return t("evidence.total", lang, complete=whole, of=len(found))
