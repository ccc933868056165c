"""Colours: contrast by WCAG 2.2's formula, one order of luminance in both themes, the same colours as Streamlit's."""
import tomllib
from pathlib import Path

import plotly.io as pio
import pytest

from ntm.ui.theme import DARK, FONT_FAMILY, LIGHT, STATUSES, hatch_pattern, palette

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
DARKEST_FIRST = ("met", "not_met", "incomplete", "no_data")


def luminance(colour: str) -> float:
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_formula():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@BOTH
def test_text_on_each_fill_can_be_read(colours):
    low = {status: paint for status, paint in colours.status.items() if contrast(paint.text, paint.fill) < 4.5}
    assert not low


@BOTH
def test_words_on_the_page_can_be_read(colours):
    words = [colours.ink, colours.quiet_ink, colours.accent, *(rating.ink for rating in colours.ratings.values())]
    assert min(contrast(word, colours.ground) for word in words) >= 4.5


@BOTH
def test_fills_differ_in_black_and_white(colours):
    fills = [colours.status[status].fill for status in DARKEST_FIRST]
    assert [luminance(fill) for fill in fills] == sorted(luminance(fill) for fill in fills)
    assert min(contrast(one, other) for one, other in zip(fills, fills[1:], strict=False)) >= 1.2


@BOTH
def test_every_status_and_rating_has_its_own_sign(colours):
    assert set(colours.status) == set(STATUSES)
    assert len({paint.sign for paint in colours.status.values()}) == 4
    assert len({rating.sign for rating in colours.ratings.values()}) == 6


@BOTH
def test_only_no_data_is_hatched(colours):
    assert [status for status in STATUSES if hatch_pattern(colours.status[status])] == ["no_data"]


@BOTH
def test_template_is_registered_with_the_page_font(colours):
    layout = pio.templates[colours.name].layout
    assert layout.font.family == FONT_FAMILY
    assert layout.xaxis.automargin
    assert layout.paper_bgcolor == colours.ground


@pytest.mark.parametrize("dark", [False, True])
def test_streamlit_has_the_same_colours(dark):
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]["dark" if dark else "light"]
    colours = palette(dark)
    assert (theme["backgroundColor"], theme["textColor"], theme["linkColor"], theme["borderColor"]) == (
        colours.ground, colours.ink, colours.accent, colours.line)
    assert contrast(theme["primaryColor"], "#FFFFFF") >= 4.5


def test_server_is_closed_to_others_by_default():
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    assert config["server"] == {"address": "127.0.0.1", "enableXsrfProtection": True, "maxUploadSize": 50,
                                "showEmailPrompt": False}
    assert config["browser"]["gatherUsageStats"] is False
    assert config["runner"]["postScriptGC"] is False
