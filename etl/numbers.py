"""Numbers as officials type them: 1.234,5 and 1234.5 and 1,234.5."""
from __future__ import annotations

import re
from decimal import Decimal

MAX_COUNT = 10**12  # no count of anything in a commune comes near

_GROUPED_DOT = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_GROUPED_COMMA = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"-?\d{1,30}([.,]\d{1,30})?")


def parse_decimal(written: str, is_percent: bool = False) -> Decimal | None:
    """A number in Vietnamese writing first ("1.234" is a thousand and more), in English where only that fits.

    A percentage has no thousands, so there "66.667" is a fraction. None where it is not a number.
    """
    text = written.strip().rstrip(".,")
    if not is_percent or text.count(".") > 1 or text.count(",") > 1:
        if _GROUPED_DOT.fullmatch(text):
            return Decimal(text.replace(".", "").replace(",", "."))
        if _GROUPED_COMMA.fullmatch(text) and (text.count(",") > 1 or "." in text):
            return Decimal(text.replace(",", ""))
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return None


def parse_count(written: str) -> int | None:
    """A whole number: "8", "1.234", "1,234", "8.0"; None for any other."""
    text = written.strip().rstrip(".,")
    if _GROUPED_COMMA.fullmatch(text) and "." not in text:  # cannot be a fraction: counts are whole
        return int(text.replace(",", ""))
    number = parse_decimal(text)
    return int(number) if number is not None and number == number.to_integral_value() else None
