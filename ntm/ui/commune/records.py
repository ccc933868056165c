"""What the office has typed in of a commune beside its figures: area, group and number of thôn on the day, and its dossier."""
from __future__ import annotations

import html
from collections.abc import Mapping

import streamlit as st

from ntm.criteria.villages import thon_totals
from ntm.progress.evidence import answer_words
from ntm.records.attributes import ATTRIBUTE, NAMES, Attribute, attributes_on
from ntm.records.evidence import Folder, folders
from ntm.records.placing import Life
from ntm.texts import capital, format_date, format_number, format_period, t
from ntm.ui.commune.parts import criteria_of
from ntm.ui.commune.picker import Profile
from ntm.ui.records import store
from ntm.ui.records.desk import RecordDesk
from ntm.ui.view import choose, recall
from ntm.ui.widgets import Scene

KINDS = ("attribute", "evidence_item", "evidence")
_SHOWN = "notes_shown"


def life_of(profile: Profile) -> Life:
    """The commune's life as records name it."""
    return profile.row["code"], profile.own_kin["valid_from"].isoformat()


def folders_of(scene: Scene, profile: Profile, desk: RecordDesk) -> tuple[Folder, ...]:
    """The commune's dossier at the chosen level, as records are looked at on the desk's day."""
    return folders(criteria_of(scene, profile), life_of(profile), desk.words.known, desk.day)


def say_records(scene: Scene, profile: Profile, desk: RecordDesk) -> None:
    """One grey line: what the commune is on the day, by which document, and how complete its dossier is; below it a doubt."""
    lang = scene.lang
    own = attributes_on(desk.words.known[ATTRIBUTE], scene.standing.as_of).get(life_of(profile), {})
    parts = [_words(own[name], desk, lang) if name in own else t(f"attribute.unknown.{name}", lang) for name in NAMES]
    parts.append(t("evidence.page.short", lang, answer=answer_words(folders_of(scene, profile, desk), lang)))
    said = " · ".join(parts)
    lines = [capital(said), *(f"⚑ {doubt}" for doubt in _doubts(scene, profile, own))]
    st.html("".join(f'<p class="quiet-line">{html.escape(line)}</p>' for line in lines))


def _words(one: Attribute, desk: RecordDesk, lang: str) -> str:
    """An attribute with its source: "khu vực III (861/QĐ-TTg, từ 4/6/2021, chưa đối chiếu văn bản gốc)"."""
    value = format_number(one.value, lang) if isinstance(one.value, int) else one.value
    live = store.live_at(desk.moment).get((ATTRIBUTE, one.id))
    source = [
        one.document or "", t("attribute.since", lang, day=format_date(one.since, lang)),
        t("attribute.until", lang, day=format_date(one.until, lang)) if one.until else "",
        t(f"source_status.{one.source_status}", lang) if one.source_status in ("unverified", "open") else "",
        t("sample", lang) if live and live.is_sample else "",
    ]
    what = t(f"attribute.{one.name}", lang, value=value)
    return t("attribute.source", lang, what=what, source=", ".join(part for part in source if part))


def _doubts(scene: Scene, profile: Profile, own: Mapping[str, Attribute]) -> list[str]:
    """Where the newest figures count another number of thôn than is typed in, each period and number told once."""
    thon, lang = own.get("thon"), scene.lang
    if thon is None:
        return []
    needs = scene.standing.requirements
    told = needs[(needs["unit"] == profile.unit) & needs["ref"].isin(thon_totals(scene.standing.law)) & needs["denominator"].notna()]
    other = told[told["denominator"] != thon.value].drop_duplicates(["denominator", "period_end"])
    return [t("attribute.differs", lang, period=format_period(row.period_kind, row.period_end, lang),
              total=format_number(int(row.denominator), lang), known=format_number(thon.value, lang)) for row in other.itertuples()]


def are_notes_open(lang: str) -> bool:
    """A switch for the lists in which attributes and evidence lists are typed in; in the URL as any choice of the view."""
    st.session_state[_SHOWN] = recall("notes") is not None
    return st.toggle(t("attribute.edit", lang), key=_SHOWN, on_change=_keep_shown)


def _keep_shown() -> None:
    choose(notes="open" if st.session_state[_SHOWN] else None)
