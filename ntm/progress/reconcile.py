"""Another office's list beside our answer: "theirs 63, ours 65: these four differ, because …"."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ntm.criteria import Law
from ntm.figures import STAGES
from ntm.progress.sentences import district_name, figure_words, missing_words, source_words, unit_name, verdict_words
from ntm.progress.standing import Standing
from ntm.progress.summary import at_level
from ntm.texts import format_count, format_date, format_number, t
from ntm.warehouse.records import Revision

KIND = "other_list"
# Which way a commune differs; the last two exist on one side only.
WAYS = ("theirs_only", "ours_only", "unknown_here", "not_listed", "not_ours")


@dataclass(frozen=True, slots=True)
class OtherList:
    """An office's list for a level and a day: what it says of each commune (code, first day), and where."""

    body: str
    as_of: date
    level: str
    document: str | None
    said: Mapping[tuple[str, str], tuple[bool, str]]
    is_sample: bool

    @property
    def key(self) -> str:
        """What names it in a link."""
        return f"{self.as_of.isoformat()}:{self.level}:{self.body}"

    @property
    def met(self) -> int:
        """Communes that it calls met."""
        return sum(is_met for is_met, _ in self.said.values())


@dataclass(frozen=True, slots=True)
class Difference:
    """A commune of which the two say otherwise; `unit` None: no commune of ours on that day."""

    way: str
    unit: int | None
    code: str
    name: str
    district: str
    theirs: bool | None
    ours: str | None
    because: str
    source: str
    their_source: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The two counts of one level and day, each with all that it speaks of, and where they differ."""

    listed: OtherList
    met: int
    total: int
    differences: tuple[Difference, ...]
    is_sample: bool


def lists_of(records: Iterable[Revision]) -> list[OtherList]:
    """The lists that are kept, the newest day first."""
    groups: dict[tuple[str, str, str], list[Revision]] = {}
    for one in records:
        groups.setdefault((one.body["as_of"], one.body["level"], one.body["body"]), []).append(one)
    return [
        OtherList(body, date.fromisoformat(as_of), level, next((one.body["document"] for one in own if "document" in one.body), None),
                  {(one.body["commune"], one.body["commune_from"]): (one.body["is_met"], one.body.get("source", "")) for one in own},
                  any(one.is_sample for one in own))
        for (as_of, level, body), own in sorted(groups.items(), reverse=True)
    ]


def reconcile(listed: OtherList, standing: Standing, lang: str) -> Reconciled:
    """A list beside our standing on its day, with why we say otherwise."""
    rows = at_level(standing.communes, listed.level)
    ours = {(row.code, row.valid_from.isoformat()): row for row in rows.rename(columns={"name": "name_"}).itertuples()}
    found = [_difference(ours[key], listed.said.get(key), standing, lang) for key in ours]
    strangers = [Difference("not_ours", None, code, code, "", is_met, None, "", "", place)
                 for (code, first), (is_met, place) in listed.said.items() if (code, first) not in ours]
    told = sorted((one for one in [*found, *strangers] if one), key=lambda one: (WAYS.index(one.way), one.district, one.name))
    return Reconciled(listed, int((rows["status"] == "met").sum()), len(rows), tuple(told),
                      listed.is_sample or bool(standing.indicators["is_sample"].fillna(False).any()))


def _difference(row: Any, said: tuple[bool, str] | None, standing: Standing, lang: str) -> Difference | None:
    theirs, place = said if said else (None, "")
    if theirs is None:
        way = "not_listed"
    elif row.status in ("met", "not_met"):
        if theirs == (row.status == "met"):
            return None
        way = "theirs_only" if theirs else "ours_only"
    else:
        way = "unknown_here"
    because, source = _reasons(row, standing, lang)
    return Difference(way, row.unit, row.code, unit_name(row.kind, row.name_, lang), district_name(row.district_kind, row.district, lang),
                      theirs, row.status, because, source, place)


def _reasons(row: Any, standing: Standing, lang: str) -> tuple[str, str]:
    """What our answer rests on: the indicators that are not met or not known, else the verdict and figure of each."""
    own = standing.indicators[(standing.indicators["unit"] == row.unit) & (standing.indicators["set_id"] == row.set_id)]
    weak = own if row.status == "met" else own[own["status"] != "met"]
    needs = standing.requirements[(standing.requirements["unit"] == row.unit) & (standing.requirements["set_id"] == row.set_id)]
    told: dict[tuple[str, str], list[str]] = {}
    for one in weak.itertuples():
        told.setdefault((one.status, _basis(one, needs[needs["number"] == one.number], standing.law, lang)), []).append(one.number)
    parts = [_with_basis(t("reconcile.reason", lang, numbers=", ".join(numbers), status=t(f"status.{status}", lang).lower()), basis)
             for (status, basis), numbers in told.items()]
    if row.included_status in ("not_met", "incomplete", "no_data"):
        parts.append(t("reconcile.included", lang, status=t(f"status.{row.included_status}", lang).lower()))
    first = next(weak.itertuples(), None)
    return "; ".join(parts), source_words(first.file, first.sheet, first.cell) if first is not None else ""


def _with_basis(words: str, basis: str) -> str:
    return f"{words} ({basis})" if basis else words


def _basis(one: Any, needs: pd.DataFrame, law: Law, lang: str) -> str:
    """What an indicator's status rests on: "thiếu 01 thôn…; chốt 31/12/2023", "Đạt · Sở thẩm định · 16/BC-STTTT"."""
    stage = None if pd.isna(one.verdict_stage) else STAGES[int(one.verdict_stage)]
    told = verdict_words(one.verdict_is_met, stage, one.body, one.document_number, lang)
    if one.status == "not_met":
        short = [missing_words(need, law, lang) for _, need in needs[needs["status"] == "not_met"].iterrows()]
        told = ", ".join(short) or told
    elif one.status == "met" and one.rule in (1, 2):
        told = ", ".join(filter(None, (figure_words(need, law, lang) for _, need in needs.iterrows())))
    day = format_date(one.cutoff, lang) if one.cutoff else ""
    return "; ".join(part for part in (told, t("reconcile.closed", lang, day=day) if day else "") if part)


def answer_sentence(found: Reconciled, lang: str) -> str:
    """"Đến 31/12/2023 Văn phòng Điều phối: 63/94 xã; số liệu ở đây: 65/95 xã; 04 xã khác nhau"."""
    listed = found.listed
    head = t("reconcile.title", lang, day=format_date(listed.as_of, lang), body=listed.body, theirs=format_number(listed.met, lang),
             listed=format_number(len(listed.said), lang), ours=format_number(found.met, lang), total=format_number(found.total, lang))
    if not found.differences:
        return head + t("reconcile.same", lang)
    return head + t("reconcile.differ", lang, count=format_count(len(found.differences), lang))


def difference_table(found: Reconciled, lang: str) -> pd.DataFrame:
    """The differing communes with both voices and our reasons; headings in words."""
    lines = [(
        one.name, one.district, t(f"reconcile.way.{one.way}", lang), _said(one.theirs, lang),
        t(f"status.{one.ours}", lang) if one.ours else "", one.because, one.source, one.their_source,
    ) for one in found.differences]
    names = ("commune", "district", "way", "theirs", "ours", "because", "source", "their_source")
    return pd.DataFrame(lines, columns=[t(f"reconcile.column.{name}", lang) for name in names], dtype="str")


def _said(is_met: bool | None, lang: str) -> str:
    return "" if is_met is None else t("status.met" if is_met else "status.not_met", lang)


def as_json(found: Reconciled) -> dict[str, Any]:
    """The comparison for other programs."""
    listed = found.listed
    return {
        "body": listed.body, "document": listed.document, "as_of": listed.as_of.isoformat(), "level": listed.level,
        "theirs": {"met": listed.met, "of": len(listed.said)}, "ours": {"met": found.met, "of": found.total},
        "is_sample": found.is_sample,
        "differences": [{
            "commune": one.code, "name": one.name, "way": one.way, "theirs": _plain(one.theirs), "ours": one.ours, "because": one.because,
            "source": one.source or None, "their_source": one.their_source or None,
        } for one in found.differences],
    }


def _plain(is_met: bool | None) -> str | None:
    return None if is_met is None else "met" if is_met else "not_met"
