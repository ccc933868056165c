"""The few rules of style that Streamlit's theme has no setting for."""
from __future__ import annotations

import streamlit as st

_RULES = """
<style>
.block-container {padding: 2.6rem 2.2rem 3rem; max-width: 1320px}
h1 {line-height: 1.25; padding: 0 0 .1rem}
.quiet-line {font-size: .9rem; opacity: .78; margin: 0 0 .35rem}
[data-testid="stMetricValue"] {font-size: 1.6rem; font-weight: 600; font-variant-numeric: tabular-nums}
.quiet-line + * {margin-top: 0}
[data-testid="stCaptionContainer"] {color: inherit !important; opacity: .78}  /* Streamlit's own grey is too faint to read */
[data-testid="stMetricLabel"] p {font-size: .88rem; white-space: normal}
button[data-variant="segmented_control"][data-selected="true"] {color: inherit !important; font-weight: 600}
@media (max-width: 640px) {
  .block-container {padding: 3.6rem .9rem 2rem}
  [data-testid="stColumn"]:has([data-testid="stMetric"]) {min-width: calc(50% - .5rem)}
  h1 {font-size: 1.35rem !important}
}
@media print {
  [data-testid="stSidebar"], .st-key-pickers, button {display: none !important}
}
[class*="st-key-card_"] button {padding: 0; min-height: 1.2rem}
[data-testid="stText"] {font-family: inherit; white-space: normal}
button[aria-label="Download as CSV"] {display: none}  /* ours mark sample data and neutralise formulas */
</style>
"""


def put_style() -> None:
    """Put the rules into the page."""
    st.html(_RULES)
