"""Evidence: the list of a set until the office has its own, what is there and what lacks on a day, what may be filed."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from ntm.progress.check import check_warehouse
from ntm.progress.keep import Facts
from ntm.records.evidence import Folder, Paper, add_evidence, folders
from ntm.records.keys import KeyIndex
from ntm.records.kinds import Kind
from ntm.records.saving import BadRecords, Change, save, surroundings, undo_edit
from ntm.warehouse.backup import backup, restore
from ntm.warehouse.files import kept_file
from ntm.warehouse.generations import Warehouse

NOW = datetime(2024, 3, 1, 12)
END = date(2023, 12, 31)
LIFE = ("02080", "2020-02-01")
STANDARD = "318-2022-standard"
PDF = b"%PDF-1.7\n...\n%%EOF\n"
PAPER = Paper("02080", f"{STANDARD}/8.3", "commune_station", date(2023, 6, 1), "dai-xa.pdf", PDF)


@pytest.fixture
def con(blank: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    """A transaction that is thrown away."""
    with blank.writing() as draft:
        yield draft.con
        draft.discard()


def put(warehouse: Warehouse, con: duckdb.DuckDBPyConnection, facts: Facts, paper: Paper = PAPER) -> int:
    return add_evidence(warehouse, con, [paper], surroundings(con, facts.law, facts.units, NOW), "Cán bộ A", NOW)


def folder(con: duckdb.DuckDBPyConnection, facts: Facts, number: str = "8.3", day: date = END, life: tuple[str, str] = LIFE) -> Folder:
    known = surroundings(con, facts.law, facts.units, NOW).known
    return next(one for one in folders(facts.law.sets[STANDARD], life, known, day) if one.number == number)


def test_what_the_requirements_ask_for_stands_in_for_an_open_list(con, facts) -> None:
    found = folder(con, facts)
    assert [(item.key, item.source_status) for item in found.items] == [("thon_with_loudspeaker", "open"), ("commune_station", "open")]
    assert (found.status, len(found.lacking)) == ("lacking", 2)


def test_complete_when_each_item_has_a_file(con, facts, blank) -> None:
    put(blank, con, facts)
    assert [item.key for item in folder(con, facts).lacking] == ["thon_with_loudspeaker"]
    put(blank, con, facts, replace(PAPER, item="thon_with_loudspeaker"))
    found = folder(con, facts)
    assert (found.status, [one.name for one in found.files["commune_station"]]) == ("complete", ["dai-xa.pdf"])


@pytest.mark.parametrize(("day", "life"), [
    pytest.param(date(2023, 5, 31), LIFE, id="before the paper's day"),
    pytest.param(END, ("02083", "2020-02-01"), id="another commune"),
    pytest.param(END, ("02080", "2025-07-01"), id="another life of the code"),
])
def test_a_paper_counts_for_its_commune_from_its_day(day: date, life: tuple[str, str], con, facts, blank) -> None:
    put(blank, con, facts)
    assert len(folder(con, facts, day=day, life=life).lacking) == 2


def test_the_office_lists_its_own_and_no_file_is_lost(con, facts, blank) -> None:
    put(blank, con, facts)
    item = {"indicator": "8.3", "what": "Biên bản nghiệm thu", "since": "1/7/2023", "until": "31/12/2023"}
    save(con, [Change("evidence_item", None, item)], surroundings(con, facts.law, facts.units, NOW), "Cán bộ A", NOW)
    found = folder(con, facts)
    assert [(one.key, one.title.vi) for one in found.items] == [("1", "Biên bản nghiệm thu")]
    assert [one.name for one in found.unlisted] == ["dai-xa.pdf"]
    assert len(folder(con, facts, day=date(2023, 6, 30)).items) == len(folder(con, facts, day=date(2024, 1, 1)).items) == 2
    put(blank, con, facts, replace(PAPER, item="1", on=date(2023, 7, 1)))
    assert folder(con, facts).status == "complete"


def test_without_a_list_nothing_is_complete(con, facts) -> None:
    known = surroundings(con, facts.law, facts.units, NOW).known
    assert {one.status for one in folders(facts.law.sets["1980-2016-standard"], LIFE, known, END)} == {"no_list"}


@pytest.mark.parametrize(("changes", "codes"), [
    pytest.param({"content": b"<html>%PDF-"}, ["attachment-kind"], id="HTML called PDF"),
    pytest.param({"content": b"%PDF-1.7 cut"}, ["attachment-cut"], id="cut off"),
    pytest.param({"item": "bien-ban"}, ["evidence-item"], id="an item that is not listed"),
    pytest.param({"indicator": "8.9"}, ["bad-record"], id="no such indicator"),
    pytest.param({"commune": "99999", "content": b""}, ["attachment-kind", "bad-record"], id="all at once"),
    pytest.param({}, ["evidence-twin"], id="the same file again"),
])
def test_what_may_not_be_filed_is_told_and_nothing_is_written(changes: dict[str, object], codes: list[str], con, facts, blank) -> None:
    put(blank, con, facts)
    with pytest.raises(BadRecords) as refused:
        put(blank, con, facts, replace(PAPER, **changes))
    assert [problem.code for problem in refused.value.problems] == codes
    assert all(problem.sentence(lang) for problem in refused.value.problems for lang in ("vi", "en"))
    assert con.execute("select count(*) from attachment").fetchone() == (1,)


def test_the_same_file_twice_in_one_upload_is_named(con, facts, blank) -> None:
    around = surroundings(con, facts.law, facts.units, NOW)
    twice = [PAPER, replace(PAPER, item="thon_with_loudspeaker"), replace(PAPER, file_name="ban-sao.pdf")]
    with pytest.raises(BadRecords) as refused:
        add_evidence(blank, con, twice, around, "Cán bộ A", NOW)
    assert [problem.code for problem in refused.value.problems] == ["evidence-twin"]
    assert refused.value.sentences("vi") == ["ban-sao.pdf và dai-xa.pdf là cùng một tệp cho cùng một mục. Chỉ chọn một."]


def test_papers_are_indexed_once(con, facts, blank, monkeypatch: pytest.MonkeyPatch) -> None:
    made, init = [], KeyIndex.__init__

    def count(self: KeyIndex, kind: Kind, known: dict[str, dict[str, object]]) -> None:
        made.append(kind.id)
        init(self, kind, known)

    monkeypatch.setattr(KeyIndex, "__init__", count)
    papers = [replace(PAPER, content=PDF + b"%d %%%%EOF" % number) for number in range(5)]
    add_evidence(blank, con, papers, surroundings(con, facts.law, facts.units, NOW), "Cán bộ A", NOW)
    assert made == ["evidence", "evidence"], "once for the papers' sentences, once for the save"


def test_undone_it_is_not_counted_and_comes_back(con, facts, blank) -> None:
    edit = put(blank, con, facts)
    undone = undo_edit(con, edit, surroundings(con, facts.law, facts.units, NOW), "Cán bộ B", NOW)
    assert len(folder(con, facts).lacking) == 2
    undo_edit(con, undone, surroundings(con, facts.law, facts.units, NOW), "Cán bộ B", NOW)
    assert len(folder(con, facts).lacking) == 1


def test_it_goes_into_the_backup_and_under_the_check(empty_warehouse: Warehouse, facts, tmp_path: Path) -> None:
    with empty_warehouse.writing() as draft:
        put(empty_warehouse, draft.con, facts)
        sha256 = folder(draft.con, facts).files["commune_station"][0].sha256
    backup(empty_warehouse, tmp_path / "sao-luu.zip", NOW)
    other = Warehouse(tmp_path / "other")
    restore(other, tmp_path / "sao-luu.zip", is_confirmed=False)
    assert kept_file(other.folder, sha256).read_bytes() == PDF
    assert check_warehouse(other) == []
    kept_file(other.folder, sha256).write_bytes(b"changed")
    assert [(problem.code, problem.variant) for problem in check_warehouse(other)] == [("check-file", "changed")]
    other.close()
