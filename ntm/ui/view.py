"""The whole view lives in the URL: language, place, level, day, commune. A link in a message opens the same picture.

The URL is the truth; the session only remembers it from page to page, because a change of page clears it.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from ntm.texts import LANGUAGES, format_date

DEFAULT_LANGUAGE = "vi"
NAMES = ("lang", "level", "district", "day", "known_at", "commune", "set")
_MEMORY = "remembered_view"


@dataclass(frozen=True, slots=True)
class View:
    """What the reader has chosen; None: not chosen, so the page's default holds. `known_at` is a day."""

    lang: str
    level: str | None
    district: str | None
    day: date | None
    known_at: date | None
    commune: str | None

    @property
    def is_dark(self) -> bool:
        """Whether the reader's theme is dark."""
        return st.context.theme.type == "dark"


def current_view() -> View:
    """The view that the URL names, else what this session chose before; the URL is then completed."""
    for name in NAMES:
        recall(name)
    remembered: dict[str, str] = st.session_state[_MEMORY]
    lang = remembered.get("lang", DEFAULT_LANGUAGE)
    return View(
        lang if lang in LANGUAGES else DEFAULT_LANGUAGE, remembered.get("level"), remembered.get("district"),
        _day(remembered.get("day")), _day(remembered.get("known_at")), remembered.get("commune"),
    )


def recall(name: str) -> str | None:
    """One choice from the URL, else as this session made it before; the URL is then completed.

    A page asks so for what is its own (its filters): those names are in the URL on that page only.
    """
    remembered: dict[str, str] = st.session_state.setdefault(_MEMORY, {})
    if name in st.query_params:
        remembered[name] = st.query_params[name]
    elif name in remembered:
        st.query_params[name] = remembered[name]
    return remembered.get(name)


def choose(**choices: str | None) -> None:
    """Change the view: into the URL and this session's memory. None takes a choice back."""
    remembered: dict[str, str] = st.session_state.setdefault(_MEMORY, {})
    for name, value in choices.items():
        if value is None:
            remembered.pop(name, None)
            if name in st.query_params:
                del st.query_params[name]
        else:
            remembered[name] = st.query_params[name] = value


def pick(
    widget: Callable[..., Any], name: str, label: str, options: Sequence[str], value: str,
    say: Callable[[str], str], **settings: Any,
) -> str:
    """One choice of the view as a widget (selectbox or segmented control) over plain texts; `say` words an option."""
    key = f"pick_{name}"
    st.session_state[key] = value if value in options else options[0]
    widget(label, options, key=key, format_func=say, on_change=_store, args=(name,), **settings)
    return st.session_state[key] or value


def pick_many(name: str, label: str, options: Sequence[str], say: Callable[[str], str]) -> tuple[str, ...]:
    """Several choices of the view as pills; in the URL with commas between. None chosen: not narrowed."""
    key = f"pick_{name}"
    st.session_state[key] = [option for option in (recall(name) or "").split(",") if option in options]
    st.pills(label, options, selection_mode="multi", key=key, format_func=say, on_change=_store_text, args=(name,), wrap=True)
    return tuple(st.session_state[key])


def type_in(name: str, label: str, **settings: Any) -> str:
    """A text of the view as a field; empty: not chosen."""
    key = f"pick_{name}"
    st.session_state[key] = recall(name) or ""
    st.text_input(label, key=key, on_change=_store_text, args=(name,), **settings)
    return st.session_state[key]


def _store_text(name: str) -> None:
    """Before the page runs again: text or choices go into the URL; none leave it."""
    value = st.session_state[f"pick_{name}"]
    choose(**{name: (value if isinstance(value, str) else ",".join(value)) or None})


def _store(name: str) -> None:
    """Before the page runs again: the widget's new value goes into the URL. A control clicked off keeps its choice."""
    if st.session_state[f"pick_{name}"] is not None:
        choose(**{name: st.session_state[f"pick_{name}"]})


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:  # a link mended by hand
        return None


def with_level(view: View, levels: Sequence[str]) -> View:
    """The view with a level that the day's law knows: the chosen one, else the lowest."""
    return view if view.level in levels else replace(view, level=levels[0])


def day_label(day: date, lang: str) -> str:
    """A day as an option of the picker."""
    return format_date(day, lang)
