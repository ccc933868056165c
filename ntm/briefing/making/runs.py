"""Sentences whose figures are fields: a text of the catalogue, its places filled with words or with figures that can be traced."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from string import Formatter

from ntm.briefing.content import Field, Paragraph, Run
from ntm.texts import format_count, format_number, format_pct, t, word_for

Runs = tuple[Run, ...]
Said = str | Field | Runs


def say(key: str, lang: str, **values: Said) -> Runs:
    """The text of a key with its places filled."""
    runs: list[Run] = []
    for words, name, choice, _ in Formatter().parse(t(key, lang)):
        runs += [words] if words else []
        if name is not None:
            runs += [word_for(choice, paragraph(values[name]).text)] if choice else _runs(values[name])
    return joined(runs)


def joined(runs: Iterable[Run]) -> Runs:
    """Runs in which neighbouring words are one."""
    found: list[Run] = []
    for run in runs:
        if isinstance(run, str) and found and isinstance(found[-1], str):
            found[-1] += run
        elif run:
            found.append(run)
    return tuple(found)


def paragraph(*said: Said, is_item: bool = False) -> Paragraph:
    """A paragraph of some sentences and words."""
    return Paragraph(joined(run for one in said for run in _runs(one)), is_item)


def told(key: str, lang: str, **values: Said) -> Paragraph:
    """A paragraph of one text."""
    return paragraph(say(key, lang, **values))


def item(key: str, lang: str, **values: Said) -> Paragraph:
    """An item of a list, of one text."""
    return paragraph(say(key, lang, **values), is_item=True)


def blank(name: str, lang: str) -> str:
    """A part that a person must write, marked."""
    return f"⟦[{t(f'briefing.blank.{name}', lang)}]⟧"


def to_write(name: str, lang: str) -> Paragraph:
    """A paragraph that a person must write."""
    return paragraph(blank(name, lang))


def counted(keys: Sequence[str], table: str, lang: str) -> Field:
    """How many rows of a table: "06"."""
    return Field(format_count(len(keys), lang), len(keys), table, tuple(keys))


def numbered(keys: Sequence[str], table: str, lang: str) -> Field:
    """How many rows of a table, as a part of a share: "6"."""
    return Field(format_number(len(keys), lang), len(keys), table, tuple(keys))


def figure(value: int, table: str, lang: str) -> Field:
    """A count that stands in a cell of a table."""
    return Field(format_count(value, lang), value, table)


def amount(value: int, table: str, lang: str) -> Field:
    """A count that stands in a cell of a table, as a part of a share."""
    return Field(format_number(value, lang), value, table)


def percent(part: int, whole: int, table: str, lang: str) -> Field:
    """A share that stands in a cell of a table."""
    return Field(format_pct(part, whole, lang), Fraction(part, whole), table)


def named(names: Mapping[str, str], table: str, lang: str, most: int = 12) -> Runs:
    """Names by the keys of their rows, those beyond `most` counted: "A, B, C và 04 xã khác"."""
    keys = list(names)
    shown = ", ".join(names[key] for key in keys[:most])
    if len(keys) <= most:
        return (shown,)
    return say("names.more", lang, names=shown, count=counted(keys[most:], table, lang))


def listed(parts: Sequence[Said], glue: str = "; ") -> Runs:
    """Parts of a sentence one after another."""
    found: list[Run] = []
    for place, part in enumerate(parts):
        found += [glue] if place else []
        found += _runs(part)
    return joined(found)


def _runs(said: Said) -> Runs:
    return said if isinstance(said, tuple) else (said,)
