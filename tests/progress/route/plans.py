"""Communes with made-up work, in one line each."""
from __future__ import annotations

from datetime import date
from fractions import Fraction

from ntm.progress.route.model import Commune, CommunePlan, Step


def commune(number: int, district: str = "064") -> Commune:
    return Commune(number, f"{number:05d}", date(2020, 2, 1), f"Xã {number}", "xa", district, "Chợ Đồn", "huyen")


def plan(number: int, *costs: Fraction | int, indicators: tuple[str, ...] = ("s/8.3",)) -> CommunePlan:
    """A commune whose steps cost so much; each step fulfils a requirement of its own."""
    steps = [Step(indicators[i % len(indicators)], f"need_{i}", 1, Fraction(cost)) for i, cost in enumerate(costs)]
    return CommunePlan(commune(number), tuple(steps))
