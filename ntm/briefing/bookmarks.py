"""The names under which a Word file keeps its tables, so that figures lead to them and they are found again."""
from __future__ import annotations

import re

PREFIX = "bang_"


def bookmark_name(table_id: str) -> str:
    """A table's bookmark: what a bookmark may not hold is written as its code ("8.3" -> "bang_8_2e3")."""
    return PREFIX + re.sub(r"[^A-Za-z0-9]", lambda found: f"_{ord(found.group()):02x}", table_id)


def table_of(bookmark: str) -> str | None:
    """The table's id of such a bookmark; None for another bookmark."""
    if not bookmark.startswith(PREFIX):
        return None
    return re.sub(r"_([0-9a-f]{2})", lambda found: chr(int(found.group(1), 16)), bookmark.removeprefix(PREFIX))
