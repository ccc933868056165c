"""The sample as workbooks in the official wide form, the same bytes each time."""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font

from data.sample.communes import Commune, make_communes, make_thon
from data.sample.figures import (
    ADVANCED_EACH_YEAR,
    STANDARD_EACH_QUARTER,
    STANDARD_EACH_YEAR,
    Cells,
    cells_advanced,
    cells_before,
    cells_model,
    cells_standard,
)
from data.sample.plan import LAST, QUARTERS, Plan, period_of
from etl.communes import own_units
from etl.form import FormLayout, FormRow, make_layout, write_form
from ntm.criteria import Law
from ntm.periods import Period, make_period
from ntm.texts import format_date, t
from ntm.units import Unit, Units

PROVINCE = "06"
MERGER_PERIOD = make_period("quarter", 2025, 3)
_WRITTEN = "2025-07-01T00:00:00Z"   # stands in each file instead of the moment of writing
_ZIP_DAY = (2025, 7, 1, 0, 0, 0)


class SampleWriter:
    """Writes the sample's workbooks from the plan, the law and the units."""

    def __init__(self, plan: Plan, law: Law, units: Units) -> None:
        self._plan, self._law, self._units = plan, law, units
        self._districts = {d.code: f"{t(f'kind.{d.kind}', 'vi')} {d.name}" for d in units.districts}
        self.communes = make_communes(communes_on(units, period_of(0).end), plan)

    def write_quarter(self, quarter: int) -> bytes:
        """The workbook of a quarter: standard, and from Q1/2022 on advanced and model."""
        workbook = Workbook()
        workbook.remove(workbook.active)
        everyone = self._communes_of(quarter)
        if quarter == 0:
            rows = [(c, cells_before(c, self._plan)) for c in everyone]
            self._add_sheet(workbook, "standard", "1980-2016-standard", quarter, rows)
            return _freeze(workbook)
        rows = [(c, cells_standard(c, quarter, self._plan)) for c in everyone]
        self._add_sheet(workbook, "standard", "318-2022-standard", quarter, rows)
        rows = [(c, cells_advanced(c, quarter, self._plan)) for c in everyone]
        self._add_sheet(workbook, "advanced", "318-2022-advanced", quarter, rows)
        aiming = [c for c in everyone if self._plan.model.get(c.code, LAST + 1) <= quarter]
        rows = [(c, cells_model(c, quarter, self._plan)) for c in aiming]
        self._add_sheet(workbook, "model", "319-2022-model", quarter, rows)
        return _freeze(workbook)

    def write_merger(self) -> bytes:
        """The workbook of Q3/2025: the communes that the old ones became, partly filled in."""
        workbook = Workbook()
        workbook.remove(workbook.active)
        layout = make_layout(self._law.sets["318-2022-standard"], self._law, MERGER_PERIOD,
                             measures=STANDARD_EACH_QUARTER, remark=t("sample_form.remark", "vi"))
        successors = communes_on(self._units, MERGER_PERIOD.end)
        _fill(workbook, "standard", layout, [FormRow(u, None, self._merged_cells(u)) for u in successors])
        return _freeze(workbook)

    def _communes_of(self, quarter: int) -> list[Commune]:
        alive = communes_on(self._units, period_of(quarter).end)
        return [self.communes[unit.code] for unit in alive]

    def _merged_cells(self, unit: Unit) -> Cells:
        """Some have not reported yet; the others write what their three or so predecessors have together."""
        before = [c for c in self._units.changes if (c.to_code, c.to_valid_from) == (unit.code, unit.valid_from)]
        thon = sum(make_thon(c.from_code, self._plan) for c in before)
        chance = self._plan.chance(unit.code, "merger")
        share, staff, is_silent = chance.uniform(0.5, 1.0), chance.randint(38, 52), chance.random() < 0.3
        if is_silent and unit.code not in self._plan.told and unit.name != "Nghĩa Tá":
            return {}
        count = round(thon * share)
        return {"8.1": "Đạt", "8.2": f"Đạt ({thon}/{thon})", "commune_station": "Có",
                "8.3": f"{'Đạt' if 3 * count >= 2 * thon else 'Chưa đạt'} ({count}/{thon})",
                "staff_with_computer": f"{round(staff * share)}/{staff}", "document_system": "Có"}

    def _add_sheet(self, workbook: Workbook, level: str, set_id: str, quarter: int,
                   rows: Iterable[tuple[Commune, Cells]]) -> None:
        period = period_of(quarter)
        layout = make_layout(self._law.sets[set_id], self._law, period, measures=_measures(quarter),
                             remark=_remark(quarter, period))
        if level == "model":   # the department answers for these two only
            layout = replace(layout, columns=tuple(c for c in layout.columns if c.key in ("3", "outstanding_digital")))
        elif quarter == 0:
            layout = replace(layout, columns=tuple(c for c in layout.columns if c.measure is None))
        _fill(workbook, level, layout, [FormRow(c.unit, self._districts[c.unit.district_code or ""], cells)
                                        for c, cells in rows])


def communes_on(units: Units, day: date) -> list[Unit]:
    """Bắc Kạn's communes (xã) of a day, or those that they became, district by district."""
    found = [u for u in own_units(units, PROVINCE, day) if u.kind == "xa"]
    return sorted(found, key=lambda u: (u.district_code or "", u.code))


def _measures(quarter: int) -> Sequence[str]:
    """The year's form, and the last one, ask for more than those of the other quarters."""
    if quarter == LAST or QUARTERS[quarter][1] == 4:
        return (*STANDARD_EACH_YEAR, *ADVANCED_EACH_YEAR, "outstanding_digital")
    return (*STANDARD_EACH_QUARTER, "outstanding_digital")


def _remark(quarter: int, period: Period) -> str:
    """Who concluded: the department at the year's end, the district otherwise, the communes alone once a year."""
    year, number = QUARTERS[quarter]
    if number == 4:
        return t("sample_form.appraised", "vi", day=format_date(date(year + 1, 1, 10), "vi"))
    return t("sample_form.self" if number == 1 else "sample_form.verified", "vi")


def _fill(workbook: Workbook, level: str, layout: FormLayout, rows: Sequence[FormRow]) -> None:
    sheet = workbook.create_sheet(t(f"sample_form.sheet_{level}", "vi"))
    write_form(sheet, layout, rows)
    sheet.cell(sheet.max_row + 2, 1, t("sample_form.footnote", "vi")).font = Font(name="Times New Roman", italic=True)


def _freeze(workbook: Workbook) -> bytes:
    """The workbook's bytes without the moment of writing, so that a second run gives the same file."""
    written = io.BytesIO()
    workbook.properties.creator = "ntm"
    workbook.save(written)
    frozen = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(frozen, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _WRITTEN.encode(), content)
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(entry, content)
    return frozen.getvalue()
