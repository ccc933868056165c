"""What a forecast is called: achieved, on_track, at_risk, off_track, not_enough_data; after the date achieved or missed."""
from __future__ import annotations

from fractions import Fraction

from ntm.progress.forecast.settings import Settings

RATINGS = ("achieved", "on_track", "at_risk", "off_track", "not_enough_data", "missed")


def rate(is_met: bool, has_come: bool, chance: Fraction, is_sure: bool, settings: Settings) -> str:
    """The rating before a date, or once it has come.

    `chance`: of making it, as lines out of all lines; where something has no basis (not `is_sure`) it is the most that the
    rest allows, so that it can still tell that the date will be missed, and nothing else.
    """
    if is_met:
        return "achieved"
    if has_come:
        return "missed"
    if chance < settings.at_risk_from:
        return "off_track"
    if not is_sure:
        return "not_enough_data"
    return "on_track" if chance >= settings.on_track_from else "at_risk"
