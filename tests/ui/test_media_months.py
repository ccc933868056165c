"""Media work by month: a trace a kind, the parts told apart without colour, the sample said at the foot."""
from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from ntm.ui.charts.base import alt_text
from ntm.ui.charts.media_months import media_months

FRAME = pd.DataFrame(
    [(date(2023, 1, 1), "published", 2), (date(2023, 1, 1), "urged", 1), (date(2023, 2, 1), "published", 0),
     (date(2023, 2, 1), "urged", 3)],
    columns=["month", "kind", "count"])


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("dark", [False, True])
def test_bars(lang: str, dark: bool) -> None:
    figure = media_months(FRAME, lang, dark)
    heights = {trace.name: list(trace.y) for trace in figure.data}
    assert [values for values in heights.values() if any(values)] == [[2, 0], [1, 3]]
    assert len({trace.marker.pattern.shape for trace in figure.data}) == 4, "told apart in black and white"
    assert "6" in alt_text(figure)
    assert "2" in alt_text(figure)


def test_the_sample_is_said() -> None:
    assert media_months(FRAME, "vi", sample=True).layout.title.text == "Số liệu minh họa"
    assert media_months(FRAME, "vi").layout.title.text is None
