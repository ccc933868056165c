"""The parts of the commune's page that say how it stands: the answer, a card a level, the bars, each indicator explained."""
from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from ntm.criteria import CriteriaSet
from ntm.criteria.villages import load_villages
from ntm.progress import profile as words
from ntm.progress import villages
from ntm.progress.bars import bar_rows, requirement_table
from ntm.progress.profile import Note
from ntm.progress.sentences import district_name, law_words, source_words, unit_name
from ntm.progress.voices import item_name, newest_said, value_words
from ntm.texts import format_date, format_period, t
from ntm.ui import answers
from ntm.ui.charts import requirement_bars
from ntm.ui.commune.picker import Profile
from ntm.ui.kept import draw
from ntm.ui.safe import plain_markdown
from ntm.ui.theme import palette
from ntm.ui.view import choose
from ntm.ui.widgets import Scene, headline, show_chart

_CSS = """
.ntm-note {{border: 1px solid {line}; border-left: 6px solid; border-radius: 6px; padding: .5rem .8rem .55rem; margin: 0 0 .55rem;
  overflow-wrap: anywhere}}
.ntm-note h4 {{font-size: 1rem; font-weight: 600; margin: 0; padding: 0}}
.ntm-note p, .ntm-note summary, .ntm-note details div {{font-size: .9rem; margin: .12rem 0 0; line-height: 1.4; color: {quiet}}}
.ntm-note p.said {{color: {ink}}}
.ntm-note p.flag {{color: {ink}; background: {panel}; border-radius: 4px; padding: .2rem .45rem; margin-top: .3rem}}
.ntm-note summary {{cursor: pointer; color: {accent}}}
.ntm-step-count {{font-size: 1.3rem; font-weight: 600; margin: 0}}
.ntm-step-label, .ntm-step-lack {{font-size: .9rem; color: {quiet}; margin: 0}}
.ntm-step-chosen {{font-size: 1rem; color: {accent}; margin: 0; padding: .3rem 0}}
"""


def criteria_of(scene: Scene, profile: Profile) -> CriteriaSet:
    """The set by which the chosen level judges the commune on the day."""
    return scene.standing.law.sets[profile.level_row(scene.view.level)["set_id"]]


def parts_of(frame: pd.DataFrame, profile: Profile, criteria: CriteriaSet) -> pd.DataFrame:
    """The rows of indicators or requirements that belong to the commune and set."""
    return frame[(frame["unit"] == profile.unit) & (frame["set_id"] == criteria.id)]


def say_who_answers(scene: Scene, profile: Profile) -> None:
    """Where another commune is shown than the one asked for: which, since when and why."""
    lang, asked = scene.lang, profile.asked_kin
    if profile.relation is None:
        st.warning(t("commune.unknown", lang, code=plain_markdown(profile.asked_code), name=profile.name(lang)))
    elif profile.relation != "self":
        former = asked[asked["relation"] == "self"].iloc[0]
        link = asked[asked["unit"] == profile.unit].iloc[0]
        st.info(t(f"commune.gone.{profile.relation}", lang, name=unit_name(former["kind"], former["name"], lang),
                  now=words.place_words(link, lang), day=format_date(link["changed_on"], lang),
                  document=link["document"] if isinstance(link["document"], str) else ""))


def say_answer(scene: Scene, profile: Profile) -> None:
    """The page's title is the answer; the grey line says who, the day, whose word it rests on, what becomes of it."""
    lang, row = scene.lang, profile.row
    district = district_name(row["district_kind"], row["district"], lang)
    place = district or t("commune.province", lang, province=profile.own_kin["province"])
    who = f"{profile.name(lang)}, {place}"
    notes = [t("commune.who", lang, place=who, code=row["code"]), t("note.as_of", lang, day=format_date(scene.standing.as_of, lang))]
    future = words.future_words(profile.kin, profile.unit, lang)
    if pd.isna(row["level"]):
        headline(t("commune.title.not_assessed", lang, name=profile.name(lang)), [*notes, future], scene)
        return
    said, criteria = profile.level_row(scene.view.level), criteria_of(scene, profile)
    is_lowest = scene.view.level == profile.rows.iloc[0]["level"]
    notes += [_basis(scene, profile, criteria), future]
    headline(words.answer_sentence(profile.name(lang), said, criteria, is_lowest, lang),
             [*notes, *law_words(criteria, scene.standing.as_of, lang)], scene)


def _basis(scene: Scene, profile: Profile, criteria: CriteriaSet) -> str:
    """The highest stage that spoke on the level, and the period where it is not the newest."""
    own, lang = parts_of(scene.standing.indicators, profile, criteria), scene.lang
    said = profile.level_row(scene.view.level)
    period = format_period(said["period_kind"], said["period_end"], lang) if said["period_end"] else ""
    if period and scene.period and said["period_end"] != scene.period[1]:
        period = t("commune.older", lang, period=period)
    stages = own["verdict_stage"].dropna()
    stage = t(f"stage.{words.STAGES[int(stages.max())]}", lang) if len(stages) else ""
    return ", ".join(part for part in (period, stage) if part)


def put_steps_style(scene: Scene, profile: Profile) -> None:
    """The stripe of each level's card in its status' colour, and the look of the notes."""
    colours = palette(scene.view.is_dark)
    rules = _CSS.format(line=colours.line, quiet=colours.quiet_ink, ink=colours.ink, panel=colours.panel, accent=colours.accent)
    for row in profile.rows.itertuples():
        paint = colours.status[row.status]
        chosen = f"outline: 2px solid {colours.accent};" if row.level == scene.view.level else ""
        rules += f".st-key-step_{row.level} {{border-left: 7px solid {paint.hatch or paint.fill} !important; {chosen}}}\n"
    st.html(f"<style>{rules}</style>")


def steps(scene: Scene, profile: Profile) -> None:
    """A card a level: sign, word, its own count, what it lacks; one chooses the level shown below."""
    put_steps_style(scene, profile)
    for column, row in zip(st.columns(len(profile.rows)), profile.rows.to_dict("records"), strict=True):
        with column, st.container(border=True, height="stretch", key=f"step_{row['level']}", gap="xsmall"):
            _step(row, scene)


def _step(row: dict[str, object], scene: Scene) -> None:
    lang, level = scene.lang, row["level"]
    criteria = scene.standing.law.sets[row["set_id"]]
    label = t("commune.step.criterion" if criteria.criterion else "commune.step.plain", lang,
              number=criteria.criterion, level=criteria.level_title.in_(lang))
    status, sign = t(f"status.{row['status']}", lang), palette(scene.view.is_dark).status[row["status"]].sign
    is_known = row["status"] != "no_data"
    count = t("commune.step.count", lang, met=row["met_count"], of=row["of_count"], unit=words.unit_word(criteria, lang))
    lack = "; ".join(words.lacking_words(row, criteria, lang)) if is_known else ""
    lines = {"label": f"{label}: {status.lower()}", "count": f"{sign} {count if is_known else status}", "lack": lack}
    st.html("".join(f'<p class="ntm-step-{name}">{html.escape(text)}</p>' for name, text in lines.items()))
    if level == scene.view.level:
        st.html(f'<p class="ntm-step-chosen">↓ {html.escape(t("commune.step.chosen", lang))}</p>')
    else:
        st.button(t("commune.step.choose", lang), key=f"choose_{level}", type="tertiary", on_click=choose, kwargs={"level": level},
                  icon=":material/arrow_downward:")


def level_block(scene: Scene, profile: Profile) -> None:
    """The chosen level: what stands in the way, its requirements as bars, its indicators explained one by one."""
    lang, law, criteria = scene.lang, scene.standing.law, criteria_of(scene, profile)
    indicators, needs = (parts_of(frame, profile, criteria) for frame in (scene.standing.indicators, scene.standing.requirements))
    listed, differing = answers.villages_of(profile.unit, scene.standing.as_of, answers.question(scene.view).known_at)
    doubted = {row["measure"]: villages.dispute_words(row, lang) for _, row in differing.iterrows()}
    notes = words.indicator_notes(indicators, needs, criteria, law, scene.period, scene.standing.as_of, lang, doubted)
    said = profile.level_row(scene.view.level)
    st.subheader(words.obstacle(notes, needs, said, criteria, law, lang), anchor=False)
    if not notes:
        st.caption(" ".join(law_words(criteria, scene.standing.as_of, lang)))
        return
    left, right = st.columns([0.5, 0.5], gap="medium")
    with left:
        figure = draw(requirement_bars, bar_rows(indicators, needs, criteria, law, lang), lang, scene.view.is_dark, scene.is_sample)
        name = t("commune.bars.table", lang, name=profile.name(lang))
        show_chart(figure, requirement_table(needs, law, lang), name, scene, key="requirements")
        st.caption(t("commune.bars.legend", lang))
    with right:
        st.html("".join(_note_html(note, scene, _names_html(note.number, criteria, listed, scene)) for note in notes))
        for note in criteria.notes:
            st.caption(plain_markdown(note.in_(lang)))


def _names_html(number: str, criteria: CriteriaSet, listed: pd.DataFrame, scene: Scene) -> str:
    """Which thôn lack what an indicator counts, with the list that says so."""
    refs = [need.ref for need in criteria.find_indicator(number).requirements if need.kind == "measure"]
    lines = []
    for note in villages.list_notes(listed, refs, scene.standing.law, load_villages(), scene.lang):
        lines += [("said", note.lacking), ("said", note.open), ("", note.source)]
    return "".join(f'<p class="{look}">{html.escape(text)}</p>' for look, text in lines if text)


def _note_html(note: Note, scene: Scene, names: str) -> str:
    lang, paint = scene.lang, palette(scene.view.is_dark).status[note.status]
    lines = [
        ("said", "figures", note.figures), ("said", "concluded", note.verdict), ("", "period", note.period),
        ("", "source", note.source), ("", "verdict_source", note.verdict_source), ("", "answering", note.answering),
    ]
    body = "".join(
        f'<p class="{look}">{html.escape(t(f"commune.note.{name}", lang, text=text))}</p>' for look, name, text in lines if text)
    flags = "".join(f'<p class="flag">⚑ {html.escape(sentence)}</p>' for sentence in note.explanations)
    return (
        f'<div class="ntm-note" style="border-left-color: {paint.hatch or paint.fill}">'
        f'<h4>{paint.sign} {html.escape(note.title)}: {html.escape(t(f"status.{note.status}", lang).lower())}</h4>{flags}{names}{body}'
        f'<details><summary>{html.escape(t("commune.note.how", lang))}</summary>'
        f'<div>{html.escape(note.rule)} {html.escape(t("commune.note.law", lang, text=note.law))}</div></details></div>'
    )


def predecessors_block(scene: Scene, profile: Profile) -> pd.DataFrame | None:
    """What was reported for the communes that became this one, newest figure each; None where there are none."""
    lang, kin = scene.lang, profile.kin
    before = kin[(kin["relation"] == "predecessor") & (kin["of_unit"] == profile.unit)]
    if before.empty:
        return None
    names = ", ".join(unit_name(row.kind, row.name_, lang) for row in before.rename(columns={"name": "name_"}).itertuples())
    st.subheader(t("commune.before.title", lang, names=names), anchor=False)
    key = "commune.before.partial" if before["is_partial"].any() else "commune.before.summed"
    st.caption(t(key, lang, day=format_date(before.iloc[0]["changed_on"], lang)))
    said = answers.everything_said_of([int(unit) for unit in before["unit"]], answers.question(scene.view).known_at)
    said = newest_said(said[said["cutoff"] <= scene.standing.as_of])
    said = said.assign(is_plain=said["numerator"].isna()).sort_values(["is_plain", "item", "code"])
    law = scene.standing.law
    st.dataframe(pd.DataFrame({
        t("commune.column.need", lang): [item_name(item, law, lang) for item in said["item_key"]],
        t("commune.column.commune", lang): list(said["name"]),
        t("commune.column.value", lang): [value_words(row, law, lang) for row in said.to_dict("records")],
        t("commune.column.stage", lang): [t(f"stage.{words.STAGES[int(stage)]}", lang) for stage in said["stage"]],
        t("commune.column.period", lang): [format_period(row.period_kind, row.period_end, lang) for row in said.itertuples()],
        t("commune.column.source", lang): [source_words(row.file, row.sheet, row.cell) for row in said.itertuples()],
    }), hide_index=True)
    return said
