"""A briefing made, written and noted down as handed out: one door for the page and the command line."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from ntm.briefing.content import Content, Request
from ntm.briefing.fingerprint import fingerprint
from ntm.briefing.forms import write_form
from ntm.briefing.making.make import make_content
from ntm.warehouse.briefings import Made, write_made
from ntm.warehouse.generations import Warehouse


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The file with its number in the list, and the content that it was written from."""

    number: int
    content: Content
    file: bytes


def make(warehouse: Warehouse, request: Request) -> Content:
    """The content of a request. Raises WrongUse with every reason why it cannot be made."""
    with warehouse.reading() as con:
        return make_content(con, request)


def hand_out(warehouse: Warehouse, content: Content, form: str, by: str, now: datetime, template: bytes | None = None) -> HandedOut:
    """Write a content in a form and keep that it was. Raises WrongUse for a template that cannot be filled."""
    file = write_form(content, form, template)
    return HandedOut(note_down(warehouse, content, form, file, by, now), content, file)


def note_down(warehouse: Warehouse, content: Content, form: str, file: bytes, by: str, now: datetime) -> int:
    """Keep that a file of a content was handed out; its number in the list."""
    asked = content.request
    made = Made(asked.kind, asked.as_of, asked.known_at, asked.lang, asked.district, asked.commune, content.subject, form,
                fingerprint(content), hashlib.sha256(file).hexdigest(), content.is_sample, by, now)
    with warehouse.writing() as draft:
        return write_made(draft.con, made)
