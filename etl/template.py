"""The form to fill for one set and period, with the communes of the day and a sheet that says what may be typed."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from etl.communes import own_units
from etl.form import FormColumn, FormLayout, make_layout, write_form
from etl.headings import make_target
from etl.prefill import KnownFigures, fill_row
from ntm.criteria import CriteriaSet, Law
from ntm.periods import Period
from ntm.problems import Problem, WrongUse
from ntm.texts import t
from ntm.units import District, Unit, Units


def write_template_for(out: Path | BinaryIO, law: Law, units: Units, province_code: str, set_id: str, period: Period,
                       lang: str = "vi", district: str | None = None, known: KnownFigures | None = None) -> None:
    """Write the form for the communes (xã) of a province on the period's last day, district by district.

    `district`: only those of that code; `known`: with these figures filled in, in grey, each with its period and source.
    Raises WrongUse when there is no such set or district, or nothing to fill in for it.
    """
    if set_id not in law.sets:
        raise WrongUse(Problem("unknown-set", {"known": ", ".join(sorted(law.sets))}, value=set_id))
    own = [unit for unit in own_units(units, province_code, period.end) if unit.kind == "xa"]
    there = districts_of(units, own)
    if district is not None and district not in there:
        if not there:
            raise WrongUse(Problem("no-districts", value=district))
        listed = ", ".join(f"{code} ({name})" for code, name in there.items())
        raise WrongUse(Problem("unknown-district", {"known": listed}, value=district))
    communes = [(u, there.get(u.district_code or "")) for u in own if district in (None, u.district_code)]
    communes.sort(key=lambda pair: (pair[0].district_code or "", pair[0].code))
    write_template(out, law.sets[set_id], law, communes, period, lang, known)


def districts_of(units: Units, communes: Iterable[Unit]) -> dict[str, str]:
    """The districts that communes lie in, by code, with their full names; none from 1/7/2025 on."""
    codes = {commune.district_code for commune in communes}
    return {d.code: _district_name(d) for d in sorted(units.districts, key=lambda d: d.code) if d.code in codes}


def write_template(out: Path | BinaryIO, criteria_set: CriteriaSet, law: Law, communes: Iterable[tuple[Unit, str | None]],
                   period: Period, lang: str = "vi", known: KnownFigures | None = None) -> None:
    """Write a form for communes, each with the full name of its district ("Huyện Chợ Đồn") or None; empty unless `known` is given.

    Raises WrongUse when the set has no indicator to fill in, because its contents are open.
    """
    layout = make_layout(criteria_set, law, period, lang, remark=t("form.prefilled", "vi") if known else "")
    if not layout.columns:
        raise WrongUse(Problem("no-indicators", value=criteria_set.id))
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = t("form.sheet", lang)
    write_form(sheet, layout, [fill_row(unit, district, layout, known or {}, law) for unit, district in communes])
    _write_guide(workbook.create_sheet(t("form.guide", lang)), layout, law)
    workbook.save(out)


def _district_name(district: District) -> str:
    return f"{t(f'kind.{district.kind}', 'vi')} {district.name}"


def _write_guide(sheet: Worksheet, layout: FormLayout, law: Law) -> None:
    """One text a row in one column, so that nothing here looks like a table to the reader."""
    lang = layout.lang
    lines = [t("form.guide_title", lang), *(t(f"form.guide_{n}", lang) for n in range(1, 6))]
    lines += [t("form.guide_known", lang)] if layout.remark else []
    lines += [_explain(column, layout, law) for column in layout.columns]
    for row, line in enumerate(lines, 1):
        cell = sheet.cell(row, 1, line)
        cell.font = Font(name="Times New Roman", size=13, bold=row == 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 110
    sheet.protection.sheet = True


def _explain(column: FormColumn, layout: FormLayout, law: Law) -> str:
    """What may be typed under one heading."""
    lang = layout.lang
    title = f"{column.indicator.number}. {column.indicator.title.in_(lang)}"
    measure = column.measure or make_target(layout.criteria_set, column.indicator, law).measure
    if measure is None or measure.kind == "yes_no":
        return t("form.explain_verdict", lang, title=title)
    if measure.numerator and measure.denominator:
        return t("form.explain_ratio", lang, title=title, numerator=measure.numerator.in_(lang),
                 denominator=measure.denominator.in_(lang))
    return t("form.explain_count", lang, title=title, measure=measure.title.in_(lang))
