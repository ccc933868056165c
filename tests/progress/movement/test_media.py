"""Media work counted by month and commune; the communes never written about, with what was written of their predecessors."""
from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from ntm.progress.keep import Facts
from ntm.progress.movement.media import by_commune, by_month, examples, media_on, never_written

BINH_TRUNG = {"commune": "02080", "commune_from": "2020-02-01"}
MEDIA = {
    "1": {"on": "2023-01-31", "kind": "published"} | BINH_TRUNG,
    "2": {"on": "2023-03-01", "kind": "urged", "example": "model"},
    "3": {"on": "2023-03-15", "kind": "published", "example": "person"} | BINH_TRUNG,
    "4": {"on": "2024-01-01", "kind": "supplied"} | BINH_TRUNG,
}
KNOWN = {"media": MEDIA}


def communes(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Communes: code, first day, name."""
    return pd.DataFrame([(code, date.fromisoformat(since), name, "Chợ Đồn") for code, since, name in rows],
                        columns=["code", "valid_from", "name", "district"])


def test_by_month_tells_the_months_without_any() -> None:
    frame = by_month(media_on(KNOWN, date(2023, 1, 1), date(2023, 12, 31)))
    counts = {(row.month.month, row.kind): row.count_ for row in frame.rename(columns={"count": "count_"}).itertuples()}
    assert {month for month, _ in counts} == {1, 2, 3}
    assert (counts[1, "published"], counts[2, "published"], counts[3, "published"], counts[3, "urged"]) == (1, 0, 1, 1)
    assert by_month({}).empty


@pytest.mark.parametrize(("day", "published", "other", "last"), [
    pytest.param(date(2023, 1, 30), 0, 0, None, id="the day before the first"),
    pytest.param(date(2023, 1, 31), 1, 0, date(2023, 1, 31), id="on its day"),
    pytest.param(date(2024, 12, 31), 2, 1, date(2024, 1, 1), id="all"),
])
def test_by_commune(day: date, published: int, other: int, last: date | None, facts: Facts) -> None:
    found = by_commune(media_on(KNOWN, date.min, day), communes(("02080", "2020-02-01", "Bình Trung"), ("02071", "2020-02-01", "Nghĩa Tá")),
                       facts.units)
    row = found.set_index("code").loc["02080"]
    assert (row["published"], row["other"], row["last"]) == (published, other, last)
    assert "02071" in set(never_written(found)["code"])
    assert ("02080" in set(never_written(found)["code"])) is (published == 0)


def test_what_was_written_of_a_commune_is_its_successors(facts: Facts) -> None:
    found = by_commune(MEDIA, communes(("02071", "2025-07-01", "Nghĩa Tá")), facts.units)
    assert found.iloc[0]["published"] == 2
    assert never_written(found).empty


def test_examples_newest_first() -> None:
    assert [one for one, _ in examples(MEDIA)] == ["3", "2"]
