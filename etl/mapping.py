"""What a person said that columns mean: laid over what was recognised, and remembered for the layout it was said of."""
from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from etl.columns import heading_period
from etl.grid import Book, column_letters, column_number
from etl.headings import target_of
from etl.layout import Heading, Layout
from etl.marks import NO, is_mark_meaning
from etl.titles import stage_of
from etl.words import name_key
from ntm.clock import local_day
from ntm.criteria import Law
from ntm.problems import BadFile, Problem

Meanings = tuple[tuple[str, str, str], ...]  # (sheet, letters, what the column means)
Chosen = tuple[tuple[str, str], ...]         # (letters, what the column means) of one layout
ROLES_BY_HAND = ("commune", "district", "code", "village", "item", "value", "period", "ignored")
WHOLE = "*"  # in place of letters: which commune a table without a column of communes is of
_LETTERS = re.compile(r"[A-Z]{1,3}")
_WHEN = re.compile(r"(?:(?:quý|tháng)\s+[ivx\d]+|\d{1,2}(?:[/.-]\d{1,2})?)?\s*[/.-]?\s*(?:năm\s+)?20\d\d")


@dataclass(frozen=True, slots=True)
class Recalled:
    """A mapping by hand that is remembered for a layout: the columns, who chose, when (UTC)."""

    columns: Chosen
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered, by the layout's fingerprint. `is_off`: this file is to be read without it."""

    known: Mapping[str, Recalled] = field(default_factory=dict)
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class Mapped:
    """The tables as they are to be read, with their fingerprints; notes of what was remembered; what is to be remembered."""

    layouts: tuple[Layout, ...]
    keys: tuple[str, ...]
    notes: tuple[Problem, ...] = ()
    recalled: tuple[Recalled, ...] = ()
    to_remember: tuple[tuple[str, Chosen], ...] = ()

    def of(self, layouts: Sequence[Layout]) -> Mapped:
        """The same with only some of its tables."""
        kept = [place for place, layout in enumerate(self.layouts) if any(layout is one for one in layouts)]
        return replace(self, layouts=tuple(self.layouts[place] for place in kept), keys=tuple(self.keys[place] for place in kept))


def fingerprint(layout: Layout) -> str:
    """What stays the same of a layout from period to period: the columns and their headings, without the periods in them."""
    lines = [f"{h.letters} " + " › ".join(_WHEN.sub("·", name_key(part)) for part in h.parts) for h in layout.headings]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def map_columns(book: Book, layouts: Sequence[Layout], said: Meanings, memory: Memory, law: Law) -> Mapped:
    """Lay what was said now over what is remembered, and both over what was recognised.

    Raises BadFile with every fault of what was said: a sheet, column or meaning that is not there, two columns onto one thing.
    """
    by_sheet: dict[str, dict[str, str]] = defaultdict(dict)
    for sheet, letters, meaning in said:
        by_sheet[sheet][letters] = meaning
    faults = list(_outside(book, layouts, said, law))
    mapped, notes, recalled, chosen_by_key, asked = [], [], [], defaultdict(set), set()
    keys = tuple(map(fingerprint, layouts))
    for layout, key in zip(layouts, keys, strict=True):
        now = dict(by_sheet.get(layout.sheet.name, {}))
        seen = replace(layout, commune=now.pop(WHOLE, None))
        known = memory.known.get(key)
        kept, gone = _split_known(known, layout, law) if known and not memory.is_off else ({}, [])
        if kept and known:
            recalled.append(known)
            notes.append(_note(layout, known, "remembered", kept))
        if gone and known:
            notes.append(_note(layout, known, "forgotten", gone))
        chosen = kept | now
        faults += [*_doubled(layout, chosen), *_of_no_village(layout, chosen)]
        seen = _mapped(seen, chosen, law) if chosen and not faults else seen
        if seen.commune and {"commune", "code"} & seen.roles.keys():
            faults.append(Problem("mapping", sheet=seen.sheet.name, value=seen.commune, variant="has_communes"))
        mapped.append(seen)
        chosen_by_key[key].add(tuple(sorted(chosen.items())))
        if now or (memory.is_off and known and known.columns):
            asked.add(key)
    if faults:
        raise BadFile(*faults)
    # Tables of one layout that are read in different ways leave nothing that could be remembered for it.
    alike = tuple((key, *found) for key, found in chosen_by_key.items() if key in asked and len(found) == 1)
    return Mapped(tuple(mapped), keys, tuple(notes), tuple(dict.fromkeys(recalled)), alike)


def _split_known(known: Recalled, layout: Layout, law: Law) -> tuple[dict[str, str], list[str]]:
    """What is remembered and can still be meant, and the columns whose indicator is in no set any more."""
    kept = {letters: meaning for letters, meaning in known.columns if _is_known(meaning, law)}
    return kept, [letters for letters, _ in known.columns if letters not in kept]


def _note(layout: Layout, known: Recalled, variant: str, columns: Iterable[str]) -> Problem:
    params = {"columns": ", ".join(sorted(columns, key=column_number)), "on": local_day(known.at), "by": known.by}
    return Problem("mapping", params, layout.sheet.name, level="note", variant=variant)


def _is_known(meaning: str, law: Law) -> bool:
    return meaning in ROLES_BY_HAND or is_mark_meaning(meaning) or target_of(meaning, [""], law) is not None


def _outside(book: Book, layouts: Sequence[Layout], said: Meanings, law: Law) -> Iterator[Problem]:
    sheets = {sheet.name: sheet for sheet in book.sheets}
    with_table = {layout.sheet.name for layout in layouts}
    for name, letters, meaning in said:
        where = {"sheet": name, "value": letters}
        if name not in sheets:
            yield Problem("mapping", {"known": ", ".join(sheets)}, variant="sheet", **where)
        elif name not in with_table:
            yield Problem("mapping", variant="table", **where)
        else:
            if letters == WHOLE:
                continue
            last = max((max(row) for row in sheets[name].rows.values() if row), default=0)
            if not _LETTERS.fullmatch(letters) or column_number(letters) > last:
                yield Problem("mapping", {"last": column_letters(last)}, variant="column", **where)
        if letters != WHOLE and not _is_known(meaning, law):
            yield Problem("mapping", {"column": letters}, sheet=name, value=meaning, variant="meaning")


def _doubled(layout: Layout, chosen: Mapping[str, str]) -> Iterator[Problem]:
    """Two columns onto one thing; the same indicator of two periods or stages, as their headings say, is two things."""
    headings = {heading.letters: heading for heading in layout.headings}
    taken: dict[tuple[object, ...], str] = {}
    for letters in sorted((name for name in chosen if _LETTERS.fullmatch(name)), key=column_number):
        meaning, heading = chosen[letters], headings.get(letters)
        if meaning == "ignored":
            continue
        stage = next((s for part in heading.parts if (s := stage_of(part))), None) if heading else None
        thing = (meaning, heading and heading_period(replace(heading, role=None)), stage)
        if other := taken.get(thing):
            yield Problem("mapping", {"other": other, "meaning": meaning}, layout.sheet.name, value=letters, variant="twice")
        taken.setdefault(thing, letters)


def _of_no_village(layout: Layout, chosen: Mapping[str, str]) -> Iterator[Problem]:
    """An answer of each thôn in a table that has no column of thôn; one for no without the one for yes."""
    has_villages = "village" in layout.roles or "village" in chosen.values()
    for letters, meaning in chosen.items():
        where, yes = {"sheet": layout.sheet.name, "value": meaning}, meaning.removesuffix(NO)
        if is_mark_meaning(meaning) and not has_villages:
            yield Problem("mapping", {"column": letters}, variant="no_villages", **where)
        elif is_mark_meaning(meaning) and yes not in chosen.values():
            yield Problem("mapping", {"column": letters, "other": yes}, variant="half", **where)


def _mapped(layout: Layout, chosen: Mapping[str, str], law: Law) -> Layout:
    """The table with the chosen meanings; a role that was chosen for one column is taken from the one that had it."""
    headings = {heading.letters: heading for heading in layout.headings}
    given = {meaning for meaning in chosen.values() if meaning in ROLES_BY_HAND and meaning != "ignored"}
    for letters, heading in headings.items():
        if heading.role in given and letters not in chosen:
            headings[letters] = replace(heading, role="ignored")
    for letters, meaning in chosen.items():
        old = headings.get(letters) or Heading(column_number(letters), layout.first_row - 1, (letters,))
        is_role = meaning in ROLES_BY_HAND
        headings[letters] = replace(old, role=meaning if is_role else None, meaning=meaning)
    ordered = tuple(sorted(headings.values(), key=lambda heading: heading.column))
    roles: dict[str, int] = {}
    for heading in ordered:
        if heading.role and heading.role != "ignored":
            roles.setdefault(heading.role, heading.column)
    return replace(layout, headings=ordered, roles=roles)


def written_meaning(columns: Chosen) -> str:
    """A mapping as it is stored with the office's settings."""
    return json.dumps({"columns": dict(columns)}, ensure_ascii=False, sort_keys=True)


def parse_written(text: str) -> Chosen:
    """A stored mapping; nothing where it is not one of ours."""
    try:
        columns = json.loads(text)["columns"]
        return tuple(sorted((str(letters), str(meaning)) for letters, meaning in columns.items()))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()
