"""The words around a paper's sentences: where a table's figures came from."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ntm.briefing.paper import paper_of
from ntm.briefing.paper_words import ranges, stamp_lines, table_notes
from ntm.texts import t
from tests.briefing.conftest import Make, midterm
from tests.briefing.example import EXAMPLE


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


def test_the_annex_of_sources_names_no_source_of_its_own(make: Make) -> None:
    content = make(midterm())
    assert table_notes(content.table("sources"), paper_of(content)) == [f"Ghi chú: {t('briefing.note.sources', 'vi')}"]


@pytest.mark.parametrize("flag", ["rounded", "estimate"])
def test_no_note_repeats_the_title_of_its_table(make: Make, flag: str) -> None:
    content = make(midterm())
    notes = table_notes(content.table(flag), paper_of(content))
    assert len(notes) == 1 and notes[0].startswith("Nguồn:")


@pytest.mark.parametrize(("lang", "page", "part"), [
    ("vi", "“Báo cáo”", "“Kiểm tra một báo cáo đã lập”"), ("en", "“Briefing”", "“Check a briefing that was made”"),
])
def test_the_stamp_says_where_a_file_is_checked(lang: str, page: str, part: str) -> None:
    said = stamp_lines(replace(EXAMPLE, request=replace(EXAMPLE.request, lang=lang)))[-1]
    assert page in said and part in said and "python" not in said
