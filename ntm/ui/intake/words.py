"""The intake page's sentences and tables as plain values: what was recognised, what would change."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from ntm.criteria import CriteriaSet, Law
from ntm.criteria.villages import load_villages
from ntm.figures import CoveringDocument
from ntm.periods import Period
from ntm.problem_groups import ProblemGroup, cell_ranges
from ntm.problems import Problem
from ntm.progress.sentences import claim
from ntm.progress.voices import item_name, value_words
from ntm.texts import catalogue, format_count, format_date, format_period, t
from ntm.ui.intake.tray import ReadFile
from ntm.ui.theme import palette

MOST_ROWS = 2_000        # of a table on the page; a longer one says so
BIG_FALL = -0.5          # of what stands there: 9/9 -> 2/9 is asked about
SIGNS = {"ready": "✓", "wrong": "✕", "unreadable": "⚠", "done": "●", "empty": "○"}
CHANGED = ("big", "down", "up", "other", "new")
_VALUES = ("is_met", "numerator", "denominator", "number")


def title_words(files: Sequence[ReadFile], lang: str) -> str:
    """The answer: how many files, figures, cells to mend ("03 tệp: đọc được 190 số liệu; 03 ô cần sửa")."""
    if not files:
        return t("desk.title.empty", lang)
    wrong, rejected = sum(len(file.wrong) for file in files if file.is_readable), sum(file.rejected for file in files)
    unreadable = sum(not file.is_readable for file in files)
    parts = [t("desk.title.read", lang, count=format_count(sum(file.figure_count for file in files), lang))]
    if wrong:
        key = "mend_more" if rejected > wrong else "mend"
        parts.append(t(f"desk.title.{key}", lang, count=format_count(wrong, lang), figures=format_count(rejected, lang)))
    if unreadable:
        parts.append(t("desk.title.unreadable", lang, count=format_count(unreadable, lang)))
    if all(file.state == "done" for file in files):
        parts = [t("desk.title.done", lang, count=format_count(sum(file.figure_count for file in files), lang))]
    return t("desk.title.files", lang, count=format_count(len(files), lang), parts="; ".join(parts))


def files_table(files: Iterable[ReadFile], law: Law, lang: str) -> pd.DataFrame:
    """A row a file: state, name, set, period with cut-off, stage, covering document, figures, cells to mend."""
    rows = [(
        f"{SIGNS[file.state]} {t(f'desk.state.{file.state}', lang)}", file.file.name,
        set_words(file.set_id, law, lang) if file.is_readable else "", _periods_words(file.periods, lang),
        t(f"stage.{file.stage}", lang) if file.is_readable else "", document_words(file.document, lang) if file.is_readable else "",
        *((file.figure_count, len(file.wrong)) if file.is_readable else (None, None)),
    ) for file in files]
    names = ("state", "file", "set", "period", "stage", "document", "figures", "wrong")
    return pd.DataFrame(rows, columns=[t(f"desk.column.{name}", lang) for name in names])


def set_words(set_id: str | None, law: Law, lang: str) -> str:
    """A set as officials name it: "318/QĐ-TTg · xã NTM"."""
    if set_id is None:
        return t("desk.several_sets", lang)
    criteria = law.sets[set_id]
    return f"{criteria.document.number} · {criteria.level_title.in_(lang)}"


def period_words(period: Period | None, lang: str) -> str:
    """A period, with its cut-off where that is another day than its end."""
    if period is None:
        return ""
    name = format_period(period.kind, period.end, lang)
    return name if period.cutoff == period.end else t("desk.cut_off", lang, period=name, day=format_date(period.cutoff, lang))


def _periods_words(periods: Sequence[Period], lang: str) -> str:
    if not periods:
        return ""
    newest = period_words(max(periods), lang)
    return newest if len(periods) == 1 else t("desk.more_periods", lang, period=newest, count=format_count(len(periods) - 1, lang))


def document_words(document: CoveringDocument, lang: str) -> str:
    """A covering document in a line; "chưa có" where nothing is known of it."""
    day = format_date(document.issued, lang) if document.issued else None
    return " ".join(part for part in (document.number, day) if part) or document.body or t("desk.no_document", lang)


def meaning_words(meaning: str, law: Law, lang: str) -> str:
    """A role, or the items that a column gives; what follows an item in brackets (stage, period) stays as it is."""
    if meaning.startswith("mark:"):
        answer, _, side = meaning.removeprefix("mark:").partition(":")
        return t("desk.meaning.mark_no" if side else "desk.meaning.mark", lang, answer=load_villages().answers[answer].title.in_(lang))
    if meaning.startswith("assessment:"):
        return t("desk.meaning.assessment_of", lang, stage=t(f"stage.{meaning.removeprefix('assessment:')}", lang))
    key = f"desk.meaning.{meaning}"
    if key in catalogue(lang):
        return t(key, lang)
    return " + ".join(_item_words(part, law, lang) for part in meaning.split(" + "))


def _item_words(part: str, law: Law, lang: str) -> str:
    item, _, rest = part.partition(" ")
    known = item in law.measures or item.rpartition("/")[0] in law.sets
    return " ".join(text for text in (item_name(item, law, lang) if known else item, rest) if text)


def place_words(problem: Problem) -> str:
    """Where a problem is: "Biểu 02!B13"."""
    return "!".join(part for part in (problem.sheet, problem.cell) if part)


def group_cells(group: ProblemGroup) -> str:
    """The cells of one cause: "Biểu 02!D6:D45"."""
    return "!".join(part for part in (group.first.sheet, cell_ranges(group.cells)) if part)


def groups_table(groups: Iterable[ProblemGroup], lang: str) -> pd.DataFrame:
    """A row a cause: how many cells, which, what is wrong with the first."""
    rows = [(len(group.cells), group_cells(group), group.first.sentence(lang)) for group in groups]
    return pd.DataFrame(rows, columns=[t(f"desk.groups.{name}", lang) for name in ("count", "cells", "why")])


def notes_table(problems: Iterable[Problem], lang: str) -> pd.DataFrame:
    """Places and sentences of notes."""
    rows = [(place_words(problem), problem.value or "", problem.sentence(lang)) for problem in problems]
    return pd.DataFrame(rows, columns=[t(f"desk.column.{name}", lang) for name in ("cell", "written", "note")])


def with_marks(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures of a preview with `mark`: new, same, up, down, big (a fall by half or more), other; the gravest first."""
    now, was = _height(figures, ""), _height(figures, "was_")
    known = figures[[f"was_{name}" for name in _VALUES]].notna().any(axis=1)
    same = pd.Series(True, index=figures.index)
    for name in _VALUES:
        here, there = (figures[column].astype("Float64") for column in (name, f"was_{name}"))
        same &= (here == there).fillna(False) | (here.isna() & there.isna())
    change = now - was
    mark = pd.Series("other", index=figures.index)
    mark[change > 0], mark[change < 0] = "up", "down"
    mark[(change <= BIG_FALL * was) & (was > 0) & figures["is_met"].isna()] = "big"
    mark[known & same] = "same"
    mark[~known] = "new"
    order = {name: place for place, name in enumerate((*CHANGED, "same"))}
    return figures.assign(mark=mark, rank=mark.map(order)).sort_values("rank", kind="stable").drop(columns="rank")


def _height(figures: pd.DataFrame, prefix: str) -> pd.Series:
    """What a figure comes to, to see whether it rose: the share, the number, or 1 and 0 for a verdict."""
    columns = {name: figures[prefix + name].astype("Float64") for name in _VALUES}
    share = columns["numerator"] / columns["denominator"]
    return share.fillna(columns["number"]).fillna(columns["is_met"]).astype(float)


def figures_words(marked: pd.DataFrame, lang: str) -> str:
    """How many figures are new, changed and as they were."""
    counts = marked["mark"].value_counts()
    changed = sum(int(counts.get(mark, 0)) for mark in ("big", "down", "up", "other"))
    values = {"total": len(marked), "new": counts.get("new", 0), "changed": changed, "same": counts.get("same", 0),
              "big": counts.get("big", 0)}
    key = "desk.figures.title_big" if counts.get("big", 0) else "desk.figures.title"
    return t(key, lang, **{name: format_count(int(count), lang) for name, count in values.items()})


def figures_table(marked: pd.DataFrame, law: Law, lang: str) -> pd.DataFrame:
    """Figures in words: commune, what, what stands there and since when, what the file says, how that differs, cell."""
    rows = [(
        row["name"], item_name(row["item"], law, lang), _value(row, "was_", law, lang),
        format_date(row["was_period_end"].date(), lang) if pd.notna(row["was_period_end"]) else "",
        _value(row, "", law, lang), t(f"desk.mark.{row['mark']}", lang), f"{row['sheet']}!{row['cell']}",
    ) for row in marked.head(MOST_ROWS).to_dict("records")]
    names = ("commune", "item", "was", "was_period", "now", "mark", "cell")
    return pd.DataFrame(rows, columns=[t(f"desk.column.{name}", lang) for name in names])


def _value(row: dict[str, Any], prefix: str, law: Law, lang: str) -> str:
    values = {name: row[prefix + name] for name in _VALUES}
    if all(pd.isna(value) for value in values.values()):
        return ""
    return value_words(values | {"item_key": row["item"], "is_estimate": False}, law, lang)


def change_words(changes: pd.DataFrame, levels: pd.DataFrame, set_id: str | None, law: Law, lang: str) -> str:
    """What the standing would gain and lose, in a sentence; indicators of the file's own set, communes of every level."""
    own = changes[changes["set_id"] == set_id] if set_id is not None and not changes.empty else changes
    parts = _counted(own, lambda key, count: t(f"desk.change.indicator_{key}", lang, count=format_count(count, lang)))
    for of_set, rows in levels.groupby("set_id") if not levels.empty else ():
        met = _claim_words(law.sets[of_set], lang)
        parts += _counted(rows[(rows["before"] == "met") | (rows["after"] == "met")], lambda key, count, met=met: t(
            f"desk.change.level_{key}", lang, count=format_count(count, lang), claim=met))
    return "; ".join(parts) or t("desk.change.none", lang)


def _claim_words(criteria: CriteriaSet, lang: str) -> str:
    """The claim with its level: two levels have a criterion 8 each."""
    level = f" ({criteria.level_title.in_(lang)})" if criteria.criterion else ""
    return claim(criteria, lang) + level


def _counted(rows: pd.DataFrame, words: Callable[[str, int], str]) -> list[str]:
    if rows.empty:
        return []
    rose, fell = int((rows["after"] == "met").sum()), int((rows["before"] == "met").sum())
    counts = {"rose": rose, "fell": fell, "other": len(rows) - rose - fell}
    return [words(key, count) for key, count in counts.items() if count]


def changes_table(changes: pd.DataFrame, law: Law, lang: str) -> pd.DataFrame:
    """Commune, level, indicator, status now and after, with their signs."""
    signs = palette(dark=False).status
    rows = [(
        row.name_, law.sets[row.set_id].level_title.in_(lang), row.number,
        *(f"{signs[status].sign} {t(f'status.{status}', lang)}" for status in (row.before, row.after)),
    ) for row in changes.head(MOST_ROWS).rename(columns={"name": "name_"}).itertuples()]
    names = ("commune", "level", "indicator", "before", "after")
    return pd.DataFrame(rows, columns=[t(f"desk.column.{name}", lang) for name in names])
