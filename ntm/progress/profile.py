"""One commune in words and rows: who it is on a day, what stands in its way, each indicator with its voices and flags."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ntm.criteria import CriteriaSet, Indicator, Law
from ntm.figures import STAGES
from ntm.progress.bars import need_name
from ntm.progress.sentences import figure_words, source_words, unit_name, verdict_words
from ntm.progress.summary import shortfall
from ntm.texts import format_count, format_date, format_period, t

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """An indicator as it is explained: every text worded and not yet escaped; empty where there is nothing to say."""

    number: str
    title: str
    status: str
    figures: str
    verdict: str
    period: str
    is_older: bool
    source: str
    verdict_source: str
    explanations: tuple[str, ...]
    answering: str
    law: str
    rule: str


def find_on_day(kin: pd.DataFrame, living: pd.DataFrame, day: date) -> pd.Series | None:
    """The unit (a row of kin.sql) that a code stands for on a day: itself, else what it has become, else what became it.

    `living`: the units of the place on that day. None where the code has no relation to any of them.
    """
    alive = kin[kin["unit"].isin(living["unit"]) & (kin["valid_from"] <= day)]
    for relation in ("self", "successor", "predecessor"):
        found = alive[alive["relation"] == relation]
        if len(found):
            return found.iloc[0]
    return None


def place_words(unit: pd.Series, lang: str) -> str:
    """Where a unit lies: "xã Nghĩa Tá, tỉnh Thái Nguyên"."""
    name = unit_name(unit["kind"], unit["name"], lang)
    place = t("commune.in_province", lang, name=name[:1].lower() + name[1:], province=unit["province"])
    return place if isinstance(unit["province"], str) else name


def future_words(kin: pd.DataFrame, unit: int, lang: str) -> str:
    """What becomes of a unit: "từ 1/7/2025 thuộc xã Nghĩa Tá, tỉnh Thái Nguyên"; empty where nothing is known."""
    links = kin[(kin["relation"] == "successor") & (kin["of_unit"] == unit)]
    if links.empty:
        return ""
    places = ", ".join(place_words(link, lang) for _, link in links.iterrows())
    return t("commune.future", lang, day=format_date(links.iloc[0]["changed_on"], lang), place=places)


def unit_word(criteria: CriteriaSet, lang: str) -> str:
    """What a level counts: "chỉ tiêu", or "nội dung" where the level has no criterion of ours."""
    return t("commune.counted.indicators" if criteria.criterion else "commune.counted.contents", lang)


def answer_sentence(name: str, said: Row, criteria: CriteriaSet, is_lowest: bool, lang: str) -> str:
    """The page's title: "Xã Bình Trung: đạt 3/4 chỉ tiêu; chưa đạt chỉ tiêu 8.3". `said` is a row of communes.sql."""
    if said["status"] == "met":
        return t("commune.title.met", lang, name=name, claim=criteria.claim.in_(lang))
    level = "" if is_lowest else " " + criteria.level_title.in_(lang)
    if said["status"] == "no_data":
        return t("commune.title.no_data", lang, name=name, level=level)
    word = unit_word(criteria, lang)
    start = t("commune.title.count", lang, name=name, met=said["met_count"], of=said["of_count"], unit=word, level=level)
    return "; ".join([start, *lacking_words(said, criteria, lang)])


def lacking_words(said: Row, criteria: CriteriaSet, lang: str) -> list[str]:
    """What a level lacks: "chưa đạt chỉ tiêu 8.3", "chưa rõ chỉ tiêu 8.4", "chưa đạt mức dưới"."""
    word, parts = unit_word(criteria, lang), []
    for key, numbers in (("not_met", said["not_met_numbers"]), ("unknown", said["unknown_numbers"])):
        if len(numbers):
            parts.append(t(f"commune.lacking.{key}", lang, unit=word, numbers=", ".join(numbers)))
    if said["included_status"] in ("not_met", "incomplete", "no_data"):
        parts.append(t("commune.lacking.included", lang))
    return parts


def obstacle(notes: list[Note], needs: pd.DataFrame, said: Row, criteria: CriteriaSet, law: Law, lang: str) -> str:
    """The heading of a level: what stands in the way, in words; else that all is met, or that nothing is known."""
    if not criteria.indicators:
        return t("commune.obstacle.open", lang)
    failing = [note for note in notes if note.status == "not_met"]
    if failing:
        others = ", ".join(note.number for note in failing[1:])
        also = t("commune.obstacle.also", lang, numbers=others, unit=unit_word(criteria, lang)) if others else ""
        return t("commune.obstacle.title", lang, short=failing[0].title, what=lack_words(failing[0], needs, law, lang)) + also
    unknown = [note.number for note in notes if note.status != "met"]
    if unknown:
        return t("commune.obstacle.unknown", lang, numbers=", ".join(unknown), unit=unit_word(criteria, lang))
    key = "met" if said["status"] == "met" else "included"
    return t(f"commune.obstacle.{key}", lang, count=format_count(len(notes), lang), unit=unit_word(criteria, lang))


def lack_words(note: Note, needs: pd.DataFrame, law: Law, lang: str) -> str:
    """What an indicator that is not met lacks: "còn thiếu 01 thôn", else the requirement that fails."""
    own = needs[(needs["number"] == note.number) & (needs["status"] == "not_met")]
    for _, need in own.iterrows():
        short = shortfall(need)
        if short is not None:
            return t("commune.obstacle.count", lang, count=format_count(short, lang), unit=law.measures[need["ref"]].unit.in_(lang))
    if len(own):
        return t("commune.obstacle.need", lang, need=need_name(own.iloc[0], law, lang))
    return t("commune.obstacle.verdict", lang)


def indicator_notes(
    indicators: pd.DataFrame, needs: pd.DataFrame, criteria: CriteriaSet, law: Law, newest: tuple[str, date] | None, as_of: date, lang: str,
    doubted: Mapping[str, str] | None = None,
) -> list[Note]:
    """The notes of one commune and set, in the law's order. `newest`: the newest period loaded by the day asked about.

    `doubted`: by measure, how names and reported counts differ (villages.dispute_words).
    """
    by_number = {row["number"]: row for row in indicators.to_dict("records")}
    return [
        _note(by_number[indicator.number], needs[needs["number"] == indicator.number], indicator, law, newest, as_of, lang, doubted or {})
        for indicator in criteria.indicators if indicator.number in by_number
    ]


def _note(
    said: Row, needs: pd.DataFrame, indicator: Indicator, law: Law, newest: tuple[str, date] | None, as_of: date, lang: str,
    doubted: Mapping[str, str],
) -> Note:
    is_older = bool(newest and said["period_end"] and said["period_end"] != newest[1])
    period = format_period(said["period_kind"], said["period_end"], lang) if said["period_end"] else ""
    source, verdict_source = (source_words(said[f"{voice}file"], said[f"{voice}sheet"], said[f"{voice}cell"]) for voice in ("", "verdict_"))
    return Note(
        indicator.number, f"{indicator.number} {indicator.short.in_(lang)}", said["status"], _figures(needs, law, lang, with_cells=True),
        concluded(said, lang), t("commune.older", lang, period=period) if is_older else period, is_older,
        source, verdict_source if verdict_source != source else "",
        tuple(sentence for flag in said["flags"] for sentence in _explain(flag, said, needs, law, as_of, lang, doubted)),
        "; ".join(answer.body.in_(lang) for answer in indicator.answering(as_of)),
        t(f"source_status.{_law_status(indicator)}", lang), t(f"commune.rule.{said['rule']}", lang),
    )


def _figures(needs: pd.DataFrame, law: Law, lang: str, with_cells: bool = False) -> str:
    """What was counted and every requirement that is not met; what is only "yes" stays with the bars."""
    told = needs[(needs["measure_kind"] != "yes_no") | (needs["status"] == "not_met")]
    parts = []
    for _, need in told.iterrows():
        figure = figure_words(need, law, lang)
        place = t("commune.note.cell", lang, cell=need["cell"]) if with_cells and isinstance(need["cell"], str) else ""
        parts += [f"{need_name(need, law, lang)}: {figure}{place}"] if figure else []
    return "; ".join(parts)


def _law_status(indicator: Indicator) -> str:
    """The weakest source status of an indicator: its wording, its threshold, its requirements."""
    known = {indicator.source_status, indicator.threshold_status, *(need.source_status for need in indicator.requirements)}
    if "open" in known or not indicator.requirements:
        return "open"
    return "unverified" if "unverified" in known else "verified"


def concluded(said: Row, lang: str) -> str:
    """Who concluded what: "Đạt · Sở thẩm định · 16/BC-STTTT · 10/1/2024 (quý IV/2023)"; empty without a verdict."""
    if pd.isna(said["verdict_is_met"]):
        return ""
    words = verdict_words(bool(said["verdict_is_met"]), STAGES[int(said["verdict_stage"])], said["body"], said["document_number"], lang)
    if said["document_date"]:
        words += " · " + format_date(said["document_date"], lang)
    return f"{words} ({format_period(said['verdict_period_kind'], said['verdict_period_end'], lang)})"


def _explain(
    flag: str, said: Row, needs: pd.DataFrame, law: Law, as_of: date, lang: str, doubted: Mapping[str, str]
) -> list[str]:
    """A flag as sentences: where names and counts differ, what each says; else the figures and periods that it is about."""
    named = [doubted[ref] for ref in needs["ref"] if ref in doubted] if flag == "disputed" else []
    fails = bool((needs["status"] == "not_met").any())
    agrees_with_verdict = pd.isna(said["verdict_is_met"]) or fails != bool(said["verdict_is_met"])
    return named if named and agrees_with_verdict else [*named, _flag_words(flag, said, needs, law, as_of, lang)]


def _flag_words(flag: str, said: Row, needs: pd.DataFrame, law: Law, as_of: date, lang: str) -> str:
    failing = needs[needs["status"] == "not_met"]
    known = failing if len(failing) else needs[needs["has_figure"]]
    figures = _figures(known, law, lang)
    periods = [format_period(need["period_kind"], need["period_end"], lang) for _, need in known.iterrows() if need["period_end"]]
    values = {
        "figures": figures, "period": periods[0] if periods else "", "verdict": "", "verdict_period": "", "stage": "",
        "relied": format_date(said["relied_cutoff"], lang) if said["relied_cutoff"] else "", "day": format_date(as_of, lang),
    }
    if not pd.isna(said["verdict_is_met"]):
        values["verdict"] = t("status.met" if said["verdict_is_met"] else "status.not_met", lang)
        values["stage"] = t(f"stage.{STAGES[int(said['verdict_stage'])]}", lang)
        values["verdict_period"] = format_period(said["verdict_period_kind"], said["verdict_period_end"], lang)
    variant = "stages" if flag == "disputed" and (failing.empty == bool(said["verdict_is_met"])) else flag
    return t(f"commune.explain.{variant}", lang, **values)
