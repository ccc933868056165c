"""What the tests of the movement share: the words of the sample's records on the day of its last question."""
from __future__ import annotations

from datetime import datetime

from ntm.progress.keep import Facts
from ntm.progress.record_words import Words, make_words
from ntm.records.saving import surroundings
from ntm.warehouse.generations import Warehouse

NOW = datetime(2025, 7, 15)


def words_of(warehouse: Warehouse, facts: Facts) -> Words:
    """The words of a warehouse's records."""
    with warehouse.reading() as con:
        return make_words(surroundings(con, facts.law, facts.units, NOW))
