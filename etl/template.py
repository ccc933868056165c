"""The form to fill for one set and period, with the communes of the day and a sheet that says what may be typed."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from etl.communes import own_units
from etl.form import FormColumn, FormLayout, FormRow, make_layout, write_form
from etl.headings import make_target
from ntm.criteria import CriteriaSet, Law
from ntm.periods import Period
from ntm.problems import Problem, WrongUse
from ntm.texts import t
from ntm.units import District, Unit, Units


def write_template_for(out: Path | BinaryIO, law: Law, units: Units, province_code: str, set_id: str, period: Period,
                       lang: str = "vi") -> None:
    """Write the form for all communes (xã) of a province on the period's last day, district by district.

    Raises WrongUse when there is no such set, or nothing to fill in for it.
    """
    if set_id not in law.sets:
        raise WrongUse(Problem("unknown-set", {"known": ", ".join(sorted(law.sets))}, value=set_id))
    districts = {d.code: d for d in units.districts}
    communes = [(u, _district_name(districts.get(u.district_code or ""))) for u in
                own_units(units, province_code, period.end) if u.kind == "xa"]
    communes.sort(key=lambda pair: (pair[0].district_code or "", pair[0].code))
    write_template(out, law.sets[set_id], law, communes, period, lang)


def write_template(out: Path | BinaryIO, criteria_set: CriteriaSet, law: Law,
                   communes: Iterable[tuple[Unit, str | None]], period: Period, lang: str = "vi") -> None:
    """Write an empty form for communes, each with the full name of its district ("Huyện Chợ Đồn") or None.

    Raises WrongUse when the set has no indicator to fill in, because its contents are open.
    """
    layout = make_layout(criteria_set, law, period, lang)
    if not layout.columns:
        raise WrongUse(Problem("no-indicators", value=criteria_set.id))
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = t("form.sheet", lang)
    write_form(sheet, layout, [FormRow(unit, district) for unit, district in communes])
    _write_guide(workbook.create_sheet(t("form.guide", lang)), layout, law)
    workbook.save(out)


def _district_name(district: District | None) -> str | None:
    if district is None:
        return None
    return f"{t(f'kind.{district.kind}', 'vi')} {district.name}"


def _write_guide(sheet: Worksheet, layout: FormLayout, law: Law) -> None:
    """One text a row in one column, so that nothing here looks like a table to the reader."""
    lang = layout.lang
    lines = [t("form.guide_title", lang), *(t(f"form.guide_{n}", lang) for n in range(1, 6))]
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
