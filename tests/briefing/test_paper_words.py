"""The words around a paper's sentences: where a table's figures came from."""
from __future__ import annotations

from collections.abc import Sequence

import pytest

from ntm.briefing.paper import paper_of
from ntm.briefing.paper_words import ranges, table_notes
from tests.briefing.conftest import Make, midterm


@pytest.mark.parametrize(("numbers", "words"), [
    ([], ""), ([7], "7"), ([1, 2], "1–2"), ([4, 1, 3, 2, 2, 7, 10, 9], "1–4, 7, 9–10"),
])
def test_neighbours_are_told_as_one(numbers: Sequence[int], words: str) -> None:
    assert ranges(numbers) == words


def test_a_table_of_many_files_names_their_loads_and_the_annex_that_lists_them(make: Make) -> None:
    content = make(midterm())
    table, sources = content.table("levels"), content.table("sources")
    assert table_notes(table, paper_of(content))[-1] == f"Nguồn: các lần cập nhật {ranges(map(int, table.sources))}, xem Phụ lục XIV."
    assert set(table.sources) <= {row.key for row in sources.body} and len(table.sources) > 3
    assert [str(row.cells[0]) for row in sources.body] == [row.key for row in sources.body]
