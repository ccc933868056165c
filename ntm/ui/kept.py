"""Figures drawn once: Plotly takes longer to check a figure than the page takes to ask for its numbers."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

KEPT_FIGURES = 256


def draw(make: Callable[..., go.Figure], *values: Any) -> go.Figure:
    """The figure that a chart function makes of these values; shared between viewers: show it, never change it."""
    return _draw(make, make.__name__, *values)


@st.cache_resource(max_entries=KEPT_FIGURES, show_spinner=False)
def _draw(_make: Callable[..., go.Figure], name: str, *values: Any) -> go.Figure:
    return _make(*values)
