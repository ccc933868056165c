"""The letter that asks for reports not yet sent or incomplete (công văn đôn đốc): its content, and the content as a .docx file."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ntm.briefing import nd30
from ntm.briefing.letterhead import Letterhead
from ntm.criteria import CriteriaSet
from ntm.problems import Problem, WrongUse
from ntm.progress.completeness import SENT, Completeness
from ntm.progress.completeness_words import lacks_words, state_words
from ntm.progress.sentences import district_name, unit_name
from ntm.texts import format_count, format_date, format_number, format_period, t

LANG = nd30.LANG
MOST_ADDRESSEES = 12  # more districts than that are addressed together


@dataclass(frozen=True, slots=True)
class ChaseLetter:
    """What the letter says; a part between ⟦ and ⟧ is for a person to fill in. `rows`: number, commune, district, state, lacks."""

    subject: str
    addressees: tuple[str, ...]
    opening: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    closing: tuple[str, ...]
    recipients: tuple[str, ...]
    year: int
    is_sample: bool


def make_letter(found: Completeness, district: str | None, head: Letterhead, reply_by: date | None = None) -> ChaseLetter:
    """The letter to one district or, with None, to all that have anybody to chase. Raises WrongUse where nobody is."""
    chased = found.to_chase(district)
    if chased.empty:
        raise WrongUse(Problem("no-one-to-chase"))
    period = format_period(found.asked.kind, found.asked.end, LANG)
    body = head.body or nd30.blank("body")
    until = format_date(reply_by, LANG) if reply_by else nd30.blank("day")
    addressees = _addressees(chased)
    whom = addressees[0] if len(addressees) == 1 else t("letter.whom", LANG)
    return ChaseLetter(
        t("letter.chase.subject", LANG, period=period), addressees,
        (t("letter.chase.rule", LANG, what=_what(found.criteria), period=period, days=_asked_words(found)), _counted(found, district)),
        tuple(_row(place, row) for place, row in enumerate(chased.rename(columns={"name": "name_"}).itertuples(), 1)),
        (t("letter.chase.request", LANG, body=body, whom=whom, period=period, until=until), t("letter.chase.end", LANG)),
        (t("letter.as_above", LANG), t("letter.kept", LANG, unit=head.unit or nd30.blank("unit"))), found.as_of.year, found.is_sample,
    )


def write_letter(letter: ChaseLetter, head: Letterhead) -> bytes:
    """The letter as a .docx file in the format of NĐ 30/2020."""
    document = nd30.new_document(letter.subject, letter.is_sample)
    nd30.add_head(document, head, None, letter.subject, letter.year)
    nd30.add_addressees(document, letter.addressees)
    for text in letter.opening:
        nd30.add_paragraph(document, text)
    headings = [t(f"letter.column.{name}", LANG) for name in ("number", "commune", "district", "state", "lacks")]
    widths, centred = (10, 36, 29, 51, 39), (True, False, False, False, False)
    nd30.add_table(document, list(map(nd30.Column, headings, widths, centred)), letter.rows)
    for text in letter.closing:
        nd30.add_paragraph(document, text)
    nd30.add_foot(document, letter.recipients, head)
    return nd30.to_bytes(document)


def _addressees(chased: pd.DataFrame) -> tuple[str, ...]:
    """The district committees of the communes chased; where there are no districts, or too many, together."""
    places = chased.dropna(subset=["district_code"]).drop_duplicates("district_code")
    if places.empty:
        return (t("letter.to_communes", LANG),)
    if len(places) > MOST_ADDRESSEES:
        return (t("letter.to_districts", LANG),)
    return tuple(t("letter.to_district", LANG, district=_district(row)) for row in places.itertuples())


def _district(row: object) -> str:
    """"huyện Chợ Đồn", "thành phố Bắc Kạn": written out, as a letter has it."""
    return t(f"letter.district.{row.district_kind}", LANG, name=row.district)


def _what(criteria: CriteriaSet) -> str:
    level = criteria.level_title.in_(LANG)
    if criteria.criterion is None:
        return t("letter.chase.what_level", LANG, level=level)
    return t("letter.chase.what_criterion", LANG, number=criteria.criterion, level=level)


def _asked_words(found: Completeness) -> str:
    asked = found.asked
    if asked.due is None or asked.cutoff is None:
        return ""
    days = t("letter.chase.days", LANG, cutoff=format_date(asked.cutoff, LANG), due=format_date(asked.due, LANG))
    return days + (t("letter.chase.by", LANG, document=asked.document) if asked.document else "")


def _counted(found: Completeness, district: str | None) -> str:
    """How many have sent, late, not, and with gaps: the sentence of the screen without its names."""
    rows = found.of(district)
    is_sent, gaps = rows["state"].isin(SENT), rows["missing_numbers"].map(len).gt(0)
    parts = [t("letter.chase.sent", LANG, day=format_date(found.as_of, LANG), sent=format_number(int(is_sent.sum()), LANG),
               total=format_number(len(rows), LANG), place=_place(rows, district))]
    for name, marked in (("late", rows["state"] == "late"), ("unsent", ~is_sent), ("incomplete", is_sent & gaps)):
        if marked.any():
            parts.append(t(f"letter.chase.{name}", LANG, count=format_count(int(marked.sum()), LANG)))
    return "".join(parts) + t("letter.chase.list", LANG)


def _place(rows: pd.DataFrame, district: str | None) -> str:
    return t("letter.chase.of", LANG, district=_district(next(rows.itertuples()))) if district else ""


def _row(place: int, row: object) -> tuple[str, ...]:
    district = row.district if row.district_kind == "huyen" else district_name(row.district_kind, row.district, LANG)
    return (str(place), unit_name(row.kind, row.name_, LANG), district,
            state_words(row.state, row.days, LANG), lacks_words(row.missing_numbers, row.asked_count, LANG))
