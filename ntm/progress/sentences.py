"""Figures as officials write them: "65/95 xã (68,4%) đạt tiêu chí số 8, tăng 06 xã so với quý III/2023"."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pandas as pd

from ntm.criteria import CriteriaSet, Law
from ntm.progress.summary import Change, Counts, needed_count, shortfall
from ntm.texts import capital, format_count, format_date, format_number, format_period, format_share, t


def unit_name(kind: str, name: str, lang: str) -> str:
    """A unit with its kind, as it begins a line: "Xã Bình Trung", "Thị trấn Vân Tùng"."""
    return f"{capital(t(f'kind.{kind}', lang))} {name}"


def district_name(kind: str | None, name: str | None, lang: str) -> str:
    """A district inside a sentence: "huyện Chợ Đồn", "TP. Bắc Kạn"; empty where there is none."""
    if not isinstance(name, str):
        return ""
    return t(f"district.{kind}", lang, name=name)


def claim(criteria: CriteriaSet, lang: str) -> str:
    """What "met" says in short: "đạt tiêu chí số 8"; where the level has no criterion of ours, the set's own words."""
    if criteria.criterion is None:
        return criteria.claim.in_(lang)
    return t("claim.criterion", lang, number=criteria.criterion)


def standing_sentence(
    counts: Counts, change: Change | None, earlier: tuple[str, date] | None, criteria: CriteriaSet, lang: str
) -> str:
    """The answer of the overview in one sentence; without an earlier period no word of change."""
    share = format_share(counts.met, counts.total, lang)
    if "(" in share:
        numbers, _, percent = share.partition(" ")
        base = t("standing.met", lang, numbers=numbers, percent=percent, claim=claim(criteria, lang))
    else:
        base = t("standing.none", lang)
    if change is None or earlier is None:
        return base
    return base + ", " + change_words(change.difference, format_period(*earlier, lang), lang)


def change_words(difference: int, earlier: str, lang: str) -> str:
    """What changed ("tăng 06 xã so với quý III/2023"), with the right word for more, fewer and equal."""
    direction = "more" if difference > 0 else "fewer" if difference < 0 else "equal"
    return t(f"standing.{direction}", lang, count=format_count(abs(difference), lang), earlier=earlier)


def figure_words(need: pd.Series, law: Law, lang: str) -> str:
    """What a requirement's figure says: "5/9 thôn, cần 6", "66,7%", "có"; empty where nothing was reported."""
    if not need["has_figure"] or need["kind"] != "measure":
        return ""
    measure = law.measures[need["ref"]]
    if measure.kind == "yes_no":
        return t("figure.yes" if need["is_met"] else "figure.no", lang)
    unit = measure.unit.in_(lang)
    if pd.notna(need["numerator"]):
        words = f"{format_number(need['numerator'], lang)}/{format_number(need['denominator'], lang)} {unit}"
        return words + _needed_words(need, lang)
    if measure.kind == "ratio":
        return t("figure.percent", lang, percent=format_number(100 * float(need["figure"]), lang, 1) + "%") + _asked_words(need, lang)
    return f"{format_number(need['figure'], lang)} {unit}".strip()


def missing_words(need: pd.Series, law: Law, lang: str) -> str:
    """What is missing to a requirement: "thiếu 01 thôn", or its name where it cannot be counted."""
    short = shortfall(need)
    measure = law.measures.get(need["ref"]) if need["kind"] == "measure" else None
    if short is not None and measure is not None:
        return _short_words(short, measure.unit.in_(lang), measure.title.in_(lang), lang)
    if measure is not None:
        return measure.title.in_(lang)
    return t("missing.reference", lang, ref=_reference_name(need["ref"], law, lang))


def _short_words(short: int, unit: str, title: str, lang: str) -> str:
    """"thiếu 01 thôn có loa hoạt động": the unit said once where the title begins with it."""
    count, name = format_count(short, lang), title[:1].lower() + title[1:]
    if name.startswith(f"{unit} "):
        return t("missing.named", lang, count=count, what=name)
    return t("missing.count", lang, count=count, unit=unit, what=name)


def _reference_name(ref: str, law: Law, lang: str) -> str:
    """The level, or the indicator of another set, that a requirement refers to."""
    titles = [one.level_title.in_(lang) for one in law.sets.values() if one.level == ref]
    return titles[-1] if titles else ref.rpartition("/")[2]


def source_words(file: str | None, sheet: str | None, cell: str | None) -> str:
    """Where a figure stands: "so-lieu-2023-q4.xlsx › Biểu 01!E25"."""
    if not isinstance(file, str):
        return ""
    place = "!".join(part for part in (sheet, cell) if isinstance(part, str) and part)
    return f"{file} › {place}" if place else file


def verdict_words(is_met: bool | None, stage: str | None, body: str | None, document: str | None, lang: str) -> str:
    """Who concluded what: "Đạt · Sở thẩm định · 16/BC-STTTT"; empty without a verdict."""
    if is_met is None or pd.isna(is_met):
        return ""
    parts = [t("status.met" if is_met else "status.not_met", lang), t(f"stage.{stage}", lang), body, document]
    return " · ".join(part for part in parts if isinstance(part, str) and part)


def names_in_words(names: Sequence[str], lang: str, most: int = 6) -> str:
    """Names in a sentence, the rest counted: "A, B, C và 04 xã khác"."""
    if len(names) <= most:
        return ", ".join(names)
    return t("names.more", lang, names=", ".join(names[:most]), count=format_count(len(names) - most, lang))


def law_words(criteria: CriteriaSet, day: date, lang: str) -> list[str]:
    """What must be said of a set on a day: that it has lapsed, that its contents are open or not checked."""
    said = []
    if not criteria.is_in_force(day) and criteria.in_force_to is not None:
        said.append(t("law.lapsed", lang, document=criteria.document.number, day=format_date(criteria.in_force_to, lang)))
    if not criteria.is_complete:
        said.append(t("law.open", lang, document=criteria.document.number))
    if any(status == "unverified" for status in _statuses(criteria)):
        said.append(t("source_status.unverified", lang))
    return said


def _statuses(criteria: CriteriaSet) -> list[str]:
    needs = [need.source_status for indicator in criteria.indicators for need in indicator.requirements]
    return [*needs, *(indicator.source_status for indicator in criteria.indicators)]


def _needed_words(need: pd.Series, lang: str) -> str:
    if pd.isna(need["threshold_num"]) or need["is_open"]:
        return ""
    threshold = Fraction(int(need["threshold_num"]), int(need["threshold_den"]))
    needed = needed_count(int(need["denominator"]), threshold)
    return t("figure.needed", lang, needed=format_number(needed, lang)) if need["status"] == "not_met" else ""


def _asked_words(need: pd.Series, lang: str) -> str:
    return t("figure.asked", lang, threshold=need["threshold"]) if isinstance(need["threshold"], str) else ""
