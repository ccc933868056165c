"""Briefings of the sample's province, each made once for all tests that look at them."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

import pytest

from ntm.briefing.content import Content, Request
from ntm.briefing.making import make_content
from ntm.warehouse.generations import Warehouse

DAY, KNOWN = date(2023, 12, 31), datetime(2025, 8, 1)
Make = Callable[[Request], Content]


def midterm(**changed: object) -> Request:
    """The midterm briefing of 31/12/2023 for the province, or with something else asked for."""
    return Request(**({"kind": "midterm", "as_of": DAY, "known_at": KNOWN} | changed))


@pytest.fixture(scope="session")
def make(sample_warehouse: Warehouse) -> Make:
    """Makes a briefing of the sample, once a request."""
    @cache
    def made(request: Request) -> Content:
        with sample_warehouse.reading() as con:
            return make_content(con, request)
    return made
