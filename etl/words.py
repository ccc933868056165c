"""The words that officials type in cells and headings: what each means. Facts of the language, not rules."""
from __future__ import annotations

import re
from functools import lru_cache

from ntm.units import normalise_name

TICKS = frozenset({"x", "✓", "✔", "√"})
MET = TICKS | frozenset({"đạt", "có", "yes", "true", "met", "đã đạt"})
NOT_MET = frozenset({"chưa đạt", "không đạt", "không", "chưa", "chưa có", "no", "false", "not met", "ko đạt", "k đạt"})
NOTHING = frozenset({"", "-", "--", "–", "—", "…", "...", "..", "/"})
# Counted things that may stand behind a count ("6/9 thôn"); the measure's own unit is added.
COUNTED = frozenset({"thôn", "bản", "tổ", "xóm", "khu", "tiểu khu", "thôn, bản", "thôn/bản", "người", "cán bộ", "máy",
                     "hồ sơ", "điểm", "hộ", "thuê bao", "villages", "persons", "dossiers", "points"})

_ESTIMATE = re.compile(r"\bước\b(?:\s*thực\s*hiện|\s*tính|\s*đạt(?=\s*[:\d]))?")


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """`normalise_name`, remembered: a long table says the same few words again and again."""
    if text.isascii():  # nothing to compose and no tone to place
        return " ".join(text.lower().replace("`", "'").split())
    return normalise_name(text)


def has_estimate(text: str) -> bool:
    """Whether a heading, a title or a cell says that its figures are estimates (ước thực hiện)."""
    return bool(_ESTIMATE.search(name_key(text)))


def without_estimate(normalised: str) -> str:
    """The text without the word for an estimate; "ước đạt 7/9" has no verdict in it, "ước đạt" alone has one."""
    return _ESTIMATE.sub(" ", normalised)


def verdict_of(normalised: str) -> bool | None:
    """True for "đạt", False for "chưa đạt", None for any other text."""
    if normalised in MET:
        return True
    return False if normalised in NOT_MET else None


@lru_cache(maxsize=4096)
def side_of(text: str) -> bool | None:
    """The side that a heading of a pair of columns to tick names: True for "Có", False for "Không", None for any other."""
    written = name_key(text).strip(" .:*()")
    return None if written in TICKS else verdict_of(written)
