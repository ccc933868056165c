"""Blanks that are left to a person: written between ⟦ and ⟧ in every text, marked in every form."""
from __future__ import annotations

import re
from collections.abc import Iterator

from ntm.texts import t

LANG = "vi"  # the language of papers that are Vietnamese whatever the reader's screen says
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def blank(name: str, lang: str = LANG) -> str:
    """A blank (letter.blank.<name>) as a part of a text."""
    return f"⟦{t(f'letter.blank.{name}', lang)}⟧"


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text cut into pieces, each with whether it is for a person to fill in; what no document may hold is left out."""
    for place, piece in enumerate(_NOT_XML.sub("", text).replace("⟧", "⟦").split("⟦")):
        if piece:
            yield piece, bool(place % 2)
