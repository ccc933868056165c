"""data/forecast.yaml is read and checked like the law: every fault with its line and a sentence."""
from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from ntm.problems import BadData
from ntm.progress.forecast.settings import SETTINGS_FILE, load_settings, read_settings

TEXT = SETTINGS_FILE.read_text(encoding="utf-8")


def test_the_settings_that_are_delivered() -> None:
    found = load_settings()
    assert (found.on_track_from, found.at_risk_from) == (Fraction(4, 5), Fraction(2, 5))
    assert (found.least_periods, found.spread.lines) == (3, 500)
    assert found.source.vi == "quy ước của phần mềm, cơ quan sửa được"


@pytest.mark.parametrize(("old", "new", "variants"), [
    ("on_track_from: 0.8", "on_track_from: 1.2", ["bad-number"]),
    ("on_track_from: 0.8", "on_track_from: nhiều", ["bad-number"]),
    ("at_risk_from: 0.4", "at_risk_from: 0.9", ["bad-number"]),
    ("least_periods: 3", "least_periods: 2", ["bad-number"]),
    ("lines: 500", "lines: 0", ["bad-number"]),
    ("lines: 500\n", "", ["missing-key"]),
    ("lines: 500", "lines: 500\nline: 3", ["unknown-key"]),
    ("source_status: open", "source_status: chắc", ["bad-choice"]),
    ("stall: 0.07", "stall: 7\nslack_: 1", ["unknown-key", "bad-number"]),
])
def test_faults(old: str, new: str, variants: list[str]) -> None:
    assert old in TEXT
    with pytest.raises(BadData) as raised:
        read_settings("forecast.yaml", TEXT.replace(old, new))
    assert [problem.variant for problem in raised.value.problems] == variants
    assert all("forecast.yaml" in sentence for lang in ("vi", "en") for sentence in raised.value.sentences(lang))


@pytest.mark.parametrize("text", ["", "[", "- 1"])
def test_no_settings_at_all(text: str) -> None:
    with pytest.raises(BadData):
        read_settings("forecast.yaml", text)


def test_a_missing_file_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadData) as raised:
        load_settings(tmp_path / "none.yaml")
    assert "none.yaml" in raised.value.sentences("vi")[0]
