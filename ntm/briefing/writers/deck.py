"""A briefing as a meeting's deck: one HTML file that draws itself, without a server and without the internet."""
from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import Any

from ntm.briefing.content import Content
from ntm.briefing.sheets import CommuneSheet
from ntm.briefing.stamp import stamp_of, stamp_values
from ntm.briefing.writers.deck_data import deck_data

FOLDER = Path(__file__).parent / "deck_page"
SCRIPTS = ("base.js", "charts.js", "map.js", "tables.js", "slides.js", "search.js", "keys.js")
# What a JSON text may not hold inside of a script element.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def write_deck(content: Content, sheets: Sequence[CommuneSheet]) -> bytes:
    """The deck as an .html file; `sheets`: the communes that can be opened over a slide.

    The page's own policy lets run only the script and the style that are in it, by their digests, and fetches nothing.
    """
    style = _read("deck.css")
    script = "(() => {\n'use strict';\n" + "\n".join(map(_read, SCRIPTS)) + "\n})();"
    page = Template(_read("page.html")).substitute(
        lang=content.request.lang, title=_escape_html(content.subject), style=style, script=script,
        data=escape_json(deck_data(content, sheets)), style_digest=_digest(style), script_digest=_digest(script),
        stamp=_escape_html(json.dumps(stamp_values(stamp_of(content)), ensure_ascii=False)),
    )
    return page.encode()


def escape_json(data: dict[str, Any]) -> str:
    """Data as JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPES.items():
        text = text.replace(sign, escaped)
    return text


def _escape_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
