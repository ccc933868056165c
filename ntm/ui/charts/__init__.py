"""Charts: a DataFrame in, a Plotly figure out. They know no SQL and no streamlit.

No figure has a title (the page writes the answer above it); each carries one sentence for those who cannot see it in
`figure.layout.meta["alt"]`. Show them with `theme=None`: they bring their own template.
"""
from ntm.ui.charts.base import LawChange, alt_text, selected_value
from ntm.ui.charts.districts import district_bars
from ntm.ui.charts.fan import fan_chart
from ntm.ui.charts.histories import history_steps, level_history
from ntm.ui.charts.requirements import requirement_bars
from ntm.ui.charts.status_map import status_map
from ntm.ui.charts.strips import status_history

__all__ = [
    "LawChange", "alt_text", "district_bars", "fan_chart", "history_steps", "level_history", "requirement_bars", "selected_value",
    "status_history", "status_map",
]
