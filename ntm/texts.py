"""The text catalogue and the way figures are written: every sentence a person reads comes from data/text/<lang>/*.yaml."""
from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ntm.clock import local_moment

LANGUAGES = ("vi", "en")
LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader  # ten times as fast; every wheel has it
TEXT_FOLDER = Path(__file__).parent.parent / "data" / "text"


class UnknownText(KeyError):
    """A key that the catalogue of a language does not have: a fault of the program, found by the tests."""


@cache
def catalogue(lang: str) -> dict[str, str]:
    """All texts of a language by dotted key ("problem.out-of-range")."""
    texts: dict[str, str] = {}
    for file in sorted((TEXT_FOLDER / lang).glob("*.yaml")):
        for key, text in _flatten(yaml.load(file.read_text(encoding="utf-8"), LOADER) or {}):
            if key in texts:
                raise UnknownText(f"{file.name}: {key} stands twice")
            texts[key] = text
    return texts


def _flatten(node: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in node.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def t(key: str, lang: str, **values: Any) -> str:
    """The text of a key with its places filled. A missing key raises UnknownText.

    A place that holds two words is the one that goes with its number: "{count} {count:commune is|communes are} met".
    """
    texts = catalogue(lang)
    try:
        text = texts[key]
    except KeyError:
        raise UnknownText(f"{lang}: {key}") from None
    if not values:
        return text
    return _COUNTED.vformat(text, (), values) if "|" in text else text.format(**values)


def word_for(choice: str, number: str) -> str:
    """Of "one|many" the word that goes with a number as it is written in English."""
    one, _, many = choice.partition("|")
    return one if number == "1" else many


class _Counted(string.Formatter):
    """Fills the places of a text as str.format does, and chooses between the words for one and for many."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """The value as it is written; of "one|many" the word that goes with it."""
        return word_for(format_spec, str(value)) if "|" in format_spec else super().format_field(value, format_spec)


_COUNTED = _Counted()


def format_number(number: float | Decimal | int, lang: str, digits: int = 0) -> str:
    """1234.5 -> "1.234,5" in vi, "1,234.5" in en; halves round away from zero as in school."""
    rounded = Decimal(str(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    english = f"{rounded:,.{digits}f}"
    return english.translate(str.maketrans(",.", ".,")) if lang == "vi" else english


def format_pct(part: int, whole: int, lang: str, digits: int = 1) -> str:
    """A share as percent: (65, 95) -> "68,4%". Never alone: show the counts beside it."""
    share = Fraction(100 * part, whole)
    return format_number(Decimal(share.numerator) / Decimal(share.denominator), lang, digits) + "%"


def format_count(number: int, lang: str) -> str:
    """How officials write a count in a sentence: two digits at least ("06 xã"); plain in English."""
    return f"{number:02d}" if lang == "vi" and number < 10 else format_number(number, lang)


def format_share(part: int, whole: int, lang: str) -> str:
    """65 of 95 -> "65/95 xã (68,4%)" without the noun: "65/95" and the percent in brackets; no percent of nothing."""
    counts = f"{format_number(part, lang)}/{format_number(whole, lang)}"
    return f"{counts} ({format_pct(part, whole, lang)})" if whole else counts


def format_date(day: date, lang: str) -> str:
    """05/01/2024 and 30/6/2023 in vi (a zero before days 1 to 9 and months 1 and 2: NĐ 30/2020, phụ lục I), 30 Jun 2023 in en."""
    if lang == "vi":
        return f"{day.day:02}/{day.month:0{2 if day.month < 3 else 1}}/{day.year}"
    return f"{day.day} {day:%b} {day.year}"


def small(text: str) -> str:
    """A text inside a line; what begins with an abbreviation stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """A text as it begins a line."""
    return text[:1].upper() + text[1:]


def format_moment(moment: datetime, lang: str) -> str:
    """A moment of the warehouse (naive UTC) by the clock of Việt Nam: "23/11/2026 17:05"."""
    local = local_moment(moment)
    return f"{format_date(local.date(), lang)} {local:%H:%M}"


_ROMAN = ("", "I", "II", "III", "IV")


def format_period(kind: str, end: date, lang: str) -> str:
    """The name of a reporting period: "quý II/2023", "6 tháng đầu năm 2023"."""
    if kind == "day":
        return format_date(end, lang)
    number = {"month": end.month, "quarter": end.month // 3, "half": end.month // 6}.get(kind, 1)
    variant = f"half_{number}" if kind == "half" else kind
    roman = _ROMAN[number] if kind == "quarter" else str(number)
    return t(f"period.{variant}", lang, number=number, roman=roman, year=end.year)
