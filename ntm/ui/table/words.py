"""The cells of the summary table in words, signs and colours, and their numbers for a spreadsheet."""
from __future__ import annotations

from datetime import date

import pandas as pd

from ntm.criteria import CriteriaSet, Law
from ntm.progress.matrix import LEVEL, main_measure
from ntm.progress.sentences import claim, district_name
from ntm.progress.summary import STATUSES, count_statuses
from ntm.texts import format_count, format_number, format_period, t
from ntm.ui.theme import palette

_SIGNS = {status: paint.sign for status, paint in palette(dark=False).status.items()}
FIGURE_SPACE = "\u2007"  # as wide as a digit
_WORTH_A_LOOK = {"disputed", "slipping"}


def status_words(status: str, lang: str, figure: str = "") -> str:
    """A status with its sign: "✓ Đạt"; or the figure that says it: "✓ 7/9 thôn"."""
    return f"{_SIGNS[status]} {figure or t(f'status.{status}', lang)}"


def status_css(status: str | None, dark: bool) -> str:
    """Fill and text colour of a status for a Styler; empty where there is none to colour."""
    if status not in STATUSES:
        return ""
    paint = palette(dark).status[status]
    return f"background-color: {paint.fill}; color: {paint.text}"


def quiet_css(status: str | None, dark: bool) -> str:
    """The same where many stand side by side: only what is not met or incomplete is filled, so that it stands out."""
    colours = palette(dark)
    inks = {"met": colours.ratings["achieved"].ink, "no_data": colours.quiet_ink}
    return f"color: {inks[status]}" if status in inks else status_css(status, dark)


def title_words(rows: pd.DataFrame, not_met: dict[str, int], criteria: CriteriaSet, lang: str) -> str:
    """The answer: communes by status and the indicator that most do not meet (`not_met`: communes by number)."""
    counts = count_statuses(rows)
    parts = [t("table.title.met", lang, count=format_count(counts.met, lang) if counts.met else "0", claim=claim(criteria, lang))]
    parts += [
        t("table.title.part", lang, count=format_count(count, lang), status=t(f"status.{status}", lang).lower())
        for status in STATUSES[1:] if (count := getattr(counts, status))
    ]
    words = t("table.title.day", lang, total=format_number(counts.total, lang), parts=", ".join(parts))
    worst = max(not_met, key=not_met.__getitem__, default=None)
    if worst is None or not not_met[worst]:
        return words
    return words + t("table.title.most", lang, number=worst, count=format_count(not_met[worst], lang))


def figure_text(cell: object, lang: str, law: Law, suffix: str = "") -> str:
    """The figure of a cell (a row of make_cells, whose columns may end in a suffix): "7/9", "66,7%"; empty without one."""
    numerator, figure = getattr(cell, "numerator" + suffix), getattr(cell, "figure" + suffix)
    if pd.notna(numerator):
        return f"{format_number(numerator, lang)}/{format_number(getattr(cell, 'denominator' + suffix), lang)}"
    if pd.isna(figure):
        return ""
    is_share = law.measures[getattr(cell, "measure" + suffix)].kind == "ratio"
    return format_number(100 * float(figure), lang, 1) + "%" if is_share else format_number(figure, lang)


def cell_text(cell: object, newest: date | None, law: Law, lang: str, digits: int = 0) -> str:
    """A cell of the table: "✓ 7/9", "✕ Chưa đạt", "○"; * of an earlier period, ! worth a look.

    `digits`: how many the longest numerator of the column has; shorter ones are filled up, so that they sort as numbers.
    """
    word = figure_text(cell, lang, law)
    word = word.rjust(len(word) + digits - word.find("/"), FIGURE_SPACE) if "/" in word else word
    if not word and cell.status in ("met", "not_met"):
        word = t(f"status.{cell.status}", lang)
    marks = "*" if is_older(cell.period_end, newest) else ""
    marks += "!" if _WORTH_A_LOOK & set(cell.flags) else ""
    return " ".join(part for part in (_SIGNS[cell.status], word, marks) if part)


def changed_text(cell: object, suffix: str, newest: date | None, law: Law, lang: str) -> str:
    """One side of a change in full: "✕ Chưa đạt 5/9", its period behind it where that is an earlier one."""
    text = f"{status_words(getattr(cell, 'status' + suffix), lang)} {figure_text(cell, lang, law, suffix)}".strip()
    return with_period(text, getattr(cell, "period_kind" + suffix), getattr(cell, "period_end" + suffix), newest, lang)


def with_period(text: str, kind: str, end: date | None, newest: date | None, lang: str) -> str:
    """A text with its period behind it where that is not the newest one."""
    if not is_older(end, newest):
        return text
    return t("table.older", lang, text=text, period=format_period(kind, end, lang))


def is_older(end: date | None, newest: date | None) -> bool:
    """Whether a figure's period ended before the newest one did."""
    return newest is not None and end is not None and not pd.isna(end) and end < newest


def place_names(rows: pd.DataFrame, lang: str) -> list[str]:
    """The communes' districts as they stand in a column "Huyện": the kind only where it is another."""
    return [
        row.district if row.district_kind == "huyen" else district_name(row.district_kind, row.district, lang)
        for row in rows.itertuples()
    ]


def set_words(criteria: CriteriaSet, lang: str) -> str:
    """The level and the document that is applied: "xã NTM nâng cao theo 318/QĐ-TTg"."""
    return t("table.note.set", lang, level=criteria.level_title.in_(lang), document=criteria.document.number)


def flags_text(cells: pd.DataFrame, lang: str) -> dict[int, str]:
    """What must be said of a commune's indicators, by unit: "8.2, 8.3: số liệu cũ hơn 12 tháng"."""
    flagged = cells.explode("flags").dropna(subset=["flags"])
    notes: dict[int, list[str]] = {}
    for (unit, flag), numbers in flagged.groupby(["unit", "flags"], sort=False)["number"]:
        notes.setdefault(unit, []).append(t("table.note_part", lang, numbers=", ".join(numbers), flag=t(f"flag.{flag}", lang)))
    return {unit: "; ".join(parts) for unit, parts in notes.items()}


def indicator_words(number: str, criteria: CriteriaSet, lang: str) -> str:
    """An indicator by number and short title; the whole level for the number of the level."""
    if number == LEVEL:
        return t("table.whole_level", lang, level=criteria.level_title.in_(lang))
    indicator = criteria.find_indicator(number)
    return f"{number} {indicator.short.in_(lang)}" if indicator else number


def number_columns(cells: pd.DataFrame, criteria: CriteriaSet, law: Law, number: str, lang: str) -> dict[str, list[object]]:
    """An indicator's columns of a spreadsheet, a line a row of `cells`: result in words, what was counted as numbers, period."""
    columns = {t("table.export.result", lang, name=number): [t(f"status.{status}", lang) for status in cells["status"]]}
    measure = main_measure(criteria, number, law)
    if measure is not None and measure.kind == "ratio":
        shares = [_percent(cell) for cell in cells.itertuples()]
        columns[t("table.export.numerator", lang, name=number)] = cells["numerator"].to_list()
        columns[t("table.export.denominator", lang, name=number)] = cells["denominator"].to_list()
        columns[t("table.export.percent", lang, name=number)] = shares
    elif measure is not None:
        columns[t("table.export.number", lang, name=number)] = cells["figure"].to_list()
    columns[t("table.export.period", lang, name=number)] = [period_text(c.period_kind, c.period_end, lang) for c in cells.itertuples()]
    return columns


def period_text(kind: str, end: date | None, lang: str) -> str:
    """A period's name; empty where there is none."""
    return format_period(kind, end, lang) if end is not None and not pd.isna(end) else ""


def _percent(cell: object) -> float | None:
    if pd.notna(cell.numerator):
        return round(100 * int(cell.numerator) / int(cell.denominator), 2)
    return round(100 * float(cell.figure), 2) if pd.notna(cell.figure) else None
