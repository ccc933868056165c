"""What one cell said, and the load it came with: the records that pass from intake to the warehouse."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ntm.periods import Period

# In order of authority (DOMAIN §1): commune, district, department, council. The last two are signed.
STAGES = ("self", "verified", "appraised", "concluded")


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says: a verdict, a count over a count, a percentage or a number. Exactly one of the three is set.

    `number` of a percentage is the fraction (66,7 % is 0.667); `slack` is half of the last digit that can be trusted,
    as a fraction, 0 where the digits are exact. A yes/no figure is `is_met`, like a verdict; its item tells which.
    """

    is_met: bool | None = None
    numerator: int | None = None
    denominator: int | None = None
    number: Decimal | None = None
    slack: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class VillageMark:
    """What a list says of one village (thôn): whether it counts for a measure, None where the list leaves it open.

    `lacks` names the answers (data/villages.yaml) that it has not; the cell is the one that decided.
    """

    village: str
    is_met: bool | None
    lacks: tuple[str, ...] = ()
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One observation: unit (code, valid_from), item (a measure's id, or `set_id/number` for a verdict), value, place.

    `marks` are the names behind a count, where it was counted from names.
    """

    unit_code: str
    unit_valid_from: date
    item: str
    value: Value
    period: Period
    stage: str = "self"
    is_estimate: bool = False
    sheet: str | None = None
    cell: str | None = None
    written: str = ""
    marks: tuple[VillageMark, ...] = ()

    @property
    def place(self) -> tuple[object, ...]:
        """What it speaks of: figures of one place say the same, or contradict each other."""
        return self.unit_code, self.unit_valid_from, self.item, self.period, self.stage, self.is_estimate


@dataclass(frozen=True, slots=True)
class CoveringDocument:
    """Công văn gửi kèm: who said it, by which document, when."""

    body: str | None = None
    number: str | None = None
    issued: date | None = None
    signer: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """One load of one file. Identity (DESIGN §3) is sha256 + period + set + mapping, as one text."""

    sha256: str
    file_name: str
    identity: str
    period: Period
    set_id: str | None
    stage: str
    loaded_by: str
    document: CoveringDocument = CoveringDocument()
    is_sample: bool = False
