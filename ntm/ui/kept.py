"""Figures drawn once: Plotly takes longer to check a figure than the page takes to ask for its numbers."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import plotly.graph_objects as go
import streamlit as st

KEPT_FIGURES = 256
Content = TypeVar("Content")


def draw(make: Callable[..., go.Figure], *values: Any) -> go.Figure:
    """The figure that a chart function makes of these values; shared between viewers: show it, never change it."""
    return _draw(make, make.__name__, *values)


@st.cache_resource(max_entries=KEPT_FIGURES, show_spinner=False)
def _draw(_make: Callable[..., go.Figure], name: str, *values: Any) -> go.Figure:
    return _make(*values)


def once(name: str, key: str, make: Callable[[], Content]) -> Content:
    """What `make` gives for a view's key, made once for all who look at it; shared: show it, never change it."""
    return _once(name, key, make)


@st.cache_resource(max_entries=KEPT_FIGURES, show_spinner=False)
def _once(name: str, key: str, _make: Callable[[], Any]) -> Any:
    return _make()
