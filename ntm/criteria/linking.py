"""The files of the law together: references followed, cycles refused, a province's set laid over the national one."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ntm.criteria.reading import Draft, Reference
from ntm.criteria.records import CriteriaSet, Indicator
from ntm.problems import Problem

# What a province's set takes from the set it extends where it does not say otherwise.
INHERITED = ("level", "level_title", "level_rank", "criterion", "criterion_title", "claim", "is_complete", "in_force_to",
             "in_force_to_status", "includes", "includes_status", "notes")
ABSENT: dict[str, Any] = {
    "in_force_from": None, "in_force_to": None, "in_force_to_status": "open", "includes": None,
    "includes_status": "open", "extends": None, "province": None, "notes": (), "criterion_title": None,
}


def fault(draft: Draft, variant: str, line: int, found: str, expected: str) -> Problem:
    """A fault of a set's file, as nodes.py notes them."""
    params = {"file": draft.file, "line": line, "found": found, "expected": expected}
    return Problem("bad-criteria", params, variant=variant)


def find_repeated(drafts: Iterable[Draft]) -> list[Problem]:
    """A fault for each file whose set id another file has already."""
    first: dict[str, Draft] = {}
    problems = []
    for draft in drafts:
        if draft.id in first:
            problems.append(fault(draft, "repeated", draft.id_line, draft.id, first[draft.id].file))
        first.setdefault(draft.id, draft)
    return problems


def check_references(drafts: Mapping[str, Draft]) -> list[Problem]:
    """A fault for each reference to a set, level or indicator that is not there, and for each cycle."""
    problems = [fault(draft, f"unknown-{ref.kind}", ref.line, ref.ref, ", ".join(known))
                for draft in drafts.values() for ref in draft.references
                if ref.kind != "indicator" and ref.ref not in (known := _names(drafts, ref.kind))]
    cycles = list(_find_cycles(drafts))
    return problems + cycles + ([] if cycles else _check_numbers(drafts))


def _names(drafts: Mapping[str, Draft], kind: str) -> list[str]:
    if kind == "set":
        return list(drafts)
    return sorted({draft.values["level"] for draft in drafts.values() if draft.values.get("level")})


def _check_numbers(drafts: Mapping[str, Draft]) -> list[Problem]:
    """References to indicators, and numbers to remove; inherited indicators are there, so no cycle may be left."""
    keys = {draft.id: [one.number for one in _indicators(draft, drafts)] for draft in drafts.values()}
    problems = []
    for draft in drafts.values():
        for ref in (ref for ref in draft.references if ref.kind == "indicator"):
            set_id, _, number = ref.ref.partition("/")
            if number not in keys.get(set_id, []):
                known = [f"{set_id}/{one}" for one in keys[set_id]] if set_id in keys else list(keys)
                problems.append(fault(draft, "unknown-indicator", ref.line, ref.ref, ", ".join(known)))
        parent = drafts.get(draft.values.get("extends", ""))
        inherited = [one.number for one in _indicators(parent, drafts)] if parent else []
        problems += [fault(draft, "unknown-indicator", line, number, ", ".join(inherited))
                     for number, line in draft.removed if parent and number not in inherited]
    return problems


def _find_cycles(drafts: Mapping[str, Draft]) -> Iterator[Problem]:
    """A fault for each reference that closes a circle of sets (a set that refers to itself included)."""
    done: set[str] = set()

    def walk(set_id: str, path: list[str]) -> Iterator[Problem]:
        """The circles that a set closes on the way that led to it."""
        for ref in drafts[set_id].references:
            for other in _targets(ref, drafts):
                if other in path:
                    circle = [*path[path.index(other):], other]
                    yield fault(drafts[set_id], "cycle", ref.line, ref.ref, " → ".join(circle))
                elif other not in done:
                    yield from walk(other, [*path, other])
        done.add(set_id)

    for set_id in drafts:
        if set_id not in done:
            yield from walk(set_id, [set_id])


def _targets(ref: Reference, drafts: Mapping[str, Draft]) -> list[str]:
    """The sets that a reference leads to: one, or all of a level."""
    if ref.kind == "level":
        return [one.id for one in drafts.values() if _level(one, drafts) == ref.ref]
    set_id = ref.ref.partition("/")[0]
    return [set_id] if set_id in drafts else []


def _level(draft: Draft, drafts: Mapping[str, Draft]) -> str | None:
    seen: set[str] = set()
    while "level" not in draft.values and draft.id not in seen:  # a circle of `extends` ends here, noted elsewhere
        seen.add(draft.id)
        draft = drafts.get(draft.values.get("extends", ""), draft)
    return draft.values.get("level")


def _indicators(draft: Draft, drafts: Mapping[str, Draft]) -> list[Indicator]:
    """The parent's indicators with this file's in their places, and its new ones behind.

    A verdict on an unchanged one counts under the parent's key too.
    """
    parent = drafts.get(draft.values.get("extends", ""))
    own = {one.number: one for one in draft.indicators}
    if parent is None:
        return list(own.values())
    removed = {number for number, _ in draft.removed}
    merged = {}
    for one in _indicators(parent, drafts):
        if one.number not in removed:
            keys = (f"{draft.id}/{one.number}", *one.verdict_keys)
            merged[one.number] = own.get(one.number) or replace(one, verdict_keys=keys)
    return list((merged | own).values())


def build_set(draft: Draft, drafts: Mapping[str, Draft]) -> CriteriaSet:
    """The set with all that it inherits. Only for drafts without faults."""
    parent_draft = drafts.get(draft.values.get("extends", ""))
    inherited: dict[str, Any] = {}
    if parent_draft:
        parent = build_set(parent_draft, drafts)
        inherited = {key: getattr(parent, key) for key in INHERITED}
    values = ABSENT | inherited | draft.values
    return CriteriaSet(id=draft.id, indicators=tuple(_indicators(draft, drafts)), **values)
