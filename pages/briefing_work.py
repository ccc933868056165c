"""The content that the pages show as a briefing: made once a generation and view."""
from datetime import datetime

from ntm.briefing.content import Content, Request
from ntm.briefing.making.make import make_content
from ntm.ui import answers
from ntm.ui import records_store as store
from ntm.ui.kept import once
from ntm.ui.widgets import Scene


def content_of(scene: Scene, kind: str = "midterm") -> Content:
    """The briefing of the view's day and place, as the view knows it; kept, so that a viewer does not wait for it twice."""
    known_at = answers.question(scene.view).known_at

    def make() -> Content:
        with answers.opened().reading() as con:
            return make_content(con, _request(scene, kind, known_at or store.now()))

    return once("briefing", repr((scene.key, kind)), make)


def _request(scene: Scene, kind: str, known_at: datetime) -> Request:
    return Request(kind, scene.standing.as_of, known_at, scene.lang, scene.district)
