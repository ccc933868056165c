"""Folders -> texts -> Law. The texts stand between, because the warehouse keeps them and builds past law from them."""
from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ntm.criteria.linking import build_set, check_references, find_repeated
from ntm.criteria.reading import Draft, read_measures, read_set
from ntm.criteria.records import Law
from ntm.problems import BadData, Problem

DATA_FOLDER = Path(__file__).parent.parent.parent / "data"
CRITERIA_FOLDER = DATA_FOLDER / "criteria"
MEASURES_FILE = DATA_FOLDER / "measures.yaml"
MEASURES_NAME = "measures.yaml"


def read_law_texts(criteria_folder: Path = CRITERIA_FOLDER, measures_file: Path = MEASURES_FILE) -> dict[str, str]:
    """The texts of the law by name, "measures.yaml" and "criteria/<set id>.yaml". Raises BadData: missing, no UTF-8."""
    files = {MEASURES_NAME: measures_file}
    files |= {f"criteria/{file.name}": file for file in sorted(criteria_folder.glob("*.y*ml"))}
    texts, problems = {}, []
    for name, file in files.items():
        try:
            texts[name] = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(_unreadable(name, str(error)))
    if problems:
        raise BadData(*problems)
    return texts


def law_from_texts(files: Mapping[str, str]) -> Law:
    """The law from its texts, as `read_law_texts` names them. Raises BadData with every fault of every file."""
    measures, problems = read_measures(MEASURES_NAME, files.get(MEASURES_NAME, ""))
    drafts = []
    for name in sorted(files):
        if name != MEASURES_NAME:
            draft, faults = read_set(name, files[name], measures)
            problems += faults
            drafts += [draft] if draft else []
    by_id: dict[str, Draft] = {}
    for draft in drafts:
        by_id.setdefault(draft.id, draft)
    problems += find_repeated(drafts) + check_references(by_id)
    if any(problem.variant == "no-yaml" for problem in problems):
        # What an unreadable file defines is not unknown: naming each use of it would bury the one fault.
        problems = [problem for problem in problems if not (problem.variant or "").startswith("unknown-")]
    if problems:
        raise BadData(*problems)
    sets = {draft.id: build_set(draft, by_id) for draft in drafts}
    return Law(MappingProxyType(sets), MappingProxyType(measures), _digest(files))


@cache
def load_law(criteria_folder: Path = CRITERIA_FOLDER, measures_file: Path = MEASURES_FILE) -> Law:
    """The law of a folder, read and checked once a process. Raises BadData with every fault of every file."""
    return law_from_texts(read_law_texts(criteria_folder, measures_file))


def _digest(files: Mapping[str, str]) -> str:
    """Sha256 over names and contents; line ends do not count, since git changes them from machine to machine."""
    digest = hashlib.sha256()
    for name in sorted(files):
        text = files[name].replace("\r\n", "\n").replace("\r", "\n")
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()


def _unreadable(name: str, reason: str) -> Problem:
    params = {"file": name, "line": 1, "found": reason, "expected": "UTF-8"}
    return Problem("bad-criteria", params, variant="no-yaml")
