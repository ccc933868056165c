"""The content that the pages show as a briefing, made once a generation and view; its files handed out and checked."""
from datetime import datetime

from ntm.briefing.content import Content, Request
from ntm.briefing.forms import write_form
from ntm.briefing.hand_out import hand_out, make
from ntm.briefing.verify import Verified, verify
from ntm.ui import answers
from ntm.ui import records_store as store
from ntm.ui.kept import once
from ntm.ui.widgets import Scene


def content_of(scene: Scene, kind: str = "midterm", commune: str | None = None) -> Content:
    """The briefing of the view's day and place, as the view knows it; kept, so that a viewer does not wait for it twice."""
    known_at = answers.question(scene.view).known_at
    return once("briefing", repr((scene.key, kind, commune)),
                lambda: make(answers.opened(), _request(scene, kind, commune, known_at or store.now())))


def _request(scene: Scene, kind: str, commune: str | None, known_at: datetime) -> Request:
    return Request(kind, scene.standing.as_of, known_at, scene.lang, None if commune else scene.district, commune)


def give(content: Content, form: str, by: str, template: bytes | None) -> bytes:
    """The content in a form, noted as handed out."""
    return hand_out(answers.opened(), content, form, by, store.now(), template).file


def check_template(content: Content, template: bytes) -> None:
    """Raise WrongUse with everything that keeps a template from being filled."""
    write_form(content, "docx", template)


def check_file(name: str, file: bytes) -> Verified:
    """A briefing's file held against the warehouse."""
    with answers.opened().reading() as con:
        return verify(con, name, file, store.now())
