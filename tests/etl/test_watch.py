"""A watched folder: what lies still is loaded, its checked copy put beside it, and nothing else is touched."""
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.load import Asked, Outcome, load_file
from etl.watch import copy_of, is_candidate, look, settled, watch
from ntm.problems import WrongUse
from ntm.progress.keep import Facts
from ntm.warehouse.generations import Warehouse
from tests.etl.conftest import Etl
from tests.etl.test_cli import form

A = Path("a.xlsx")


@pytest.mark.parametrize(("name", "expected"), [
    pytest.param("bieu.xlsx", True, id="a workbook"), pytest.param("BIEU.XLS", True, id="in capitals"),
    pytest.param("a.csv", True, id="text"),
    pytest.param("bieu.da-kiem-tra.xlsx", False, id="our own copy"), pytest.param("~$bieu.xlsx", False, id="Excel's lock"),
    pytest.param(".bieu.da-kiem-tra.xlsx.part", False, id="a copy being written"), pytest.param("thu.docx", False, id="a letter"),
    pytest.param("bieu.xlsx.part", False, id="a download"), pytest.param("xlsx", False, id="no ending"),
])
def test_what_may_be_loaded(name: str, expected: bool) -> None:
    assert is_candidate(name) == expected


@pytest.mark.parametrize(("before", "now", "done", "expected"), [
    pytest.param({}, {A: (5, 1)}, {}, [], id="just come"), pytest.param({A: (4, 1)}, {A: (5, 2)}, {}, [], id="still growing"),
    pytest.param({A: (5, 1)}, {A: (5, 1)}, {}, [A], id="lies still"),
    pytest.param({A: (5, 1)}, {A: (5, 1)}, {A: (5, 1)}, [], id="loaded so"),
    pytest.param({A: (6, 2)}, {A: (6, 2)}, {A: (5, 1)}, [A], id="changed since"),
    pytest.param({A: (0, 1)}, {A: (0, 1)}, {}, [], id="empty yet"),
])
def test_what_lies_still(before: dict, now: dict, done: dict, expected: list[Path]) -> None:
    assert settled(before, now, done) == expected


def test_the_copy_has_its_own_name_where_two_files_share_theirs() -> None:
    assert copy_of(A, [A]).name == "a.da-kiem-tra.xlsx"
    assert [copy_of(file, [A, Path("a.csv")]).name for file in (A, Path("a.csv"))] == ["a.xlsx.da-kiem-tra.xlsx", "a.csv.da-kiem-tra.xlsx"]
    assert copy_of(Path("a.xlsm"), []).name == "a.da-kiem-tra.xlsm"


def steps(*acts: Callable[[], object]) -> Callable[[], None]:
    """Waits that do one thing each, then Ctrl-C."""
    left = list(acts)

    def wait() -> None:
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()
    return wait


def test_files_are_loaded_checked_and_left_where_they_are(empty_warehouse: Warehouse, facts: Facts, tmp_path: Path) -> None:
    folder = tmp_path / "tha"
    folder.mkdir()
    told: list[tuple[str, int, int]] = []

    def load(file: Path) -> Outcome:
        return load_file(empty_warehouse, facts, file.name, file.read_bytes(), Asked("a"), datetime(2024, 1, 2))

    def tell(file: Path, outcome: Outcome, is_copied: bool) -> None:
        assert is_copied
        told.append((file.name, outcome.accepted, outcome.exit_code))

    def drop() -> None:
        form(folder, {"Xã Bình Trung": ("Đạt",)}, name="tot.xlsx")
        form(folder, {"Xã Bình Trung": ("Đạt", "10/9")}, name="sai.xlsx")
        (folder / "hong.xlsx").write_bytes(b"not a workbook")

    def again() -> None:
        (folder / "lai.xlsx").write_bytes((folder / "tot.xlsx").read_bytes())

    def nothing() -> None:
        pass

    ended = watch(folder, load, tell, "vi", steps(drop, nothing, again, nothing, nothing))
    assert told == [("hong.xlsx", 0, 2), ("sai.xlsx", 0, 1), ("tot.xlsx", 1, 0), ("lai.xlsx", 0, 0)]
    assert ended == {"unreadable": 1, "refused": 1, "loaded": 1, "known": 1}
    assert {file.name for file in folder.iterdir()} == {
        f"{stem}{mark}.xlsx" for stem in ("tot", "sai", "hong", "lai") for mark in ("", ".da-kiem-tra")}
    assert "10/9" in load_workbook(folder / "sai.da-kiem-tra.xlsx")["Biểu 02"]["D5"].comment.text
    assert load_workbook(folder / "hong.da-kiem-tra.xlsx")["Ô cần sửa"].max_row == 2
    assert {file.name for file in look(folder)} == {"tot.xlsx", "sai.xlsx", "hong.xlsx", "lai.xlsx"}


def test_no_such_folder_or_nothing_to_load_is_told(empty: Etl, tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        watch(tmp_path / "khong-co", lambda file: None, lambda *_: None, "vi")
    assert empty("load", "--watch", tmp_path / "khong-co")[0] == 2
    assert empty("load", tmp_path / "a.xlsx", "--watch", tmp_path)[0] == 2


def test_ctrl_c_ends_the_command_with_a_summary(empty: Etl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tha"
    folder.mkdir()
    form(folder, {"Xã Bình Trung": ("Đạt",)}, name="tot.xlsx")
    monkeypatch.setattr("etl.watch.time.sleep", lambda _: steps_left.pop()())
    steps_left = [stop, list]
    code, out, err = empty("load", "--watch", folder)
    assert (code, out.splitlines()) == (0, ["tot.xlsx: đã nạp 1 số liệu (lần nạp 1; 0 trùng số liệu đã có; 0 ô bị từ chối)"])
    assert err.splitlines()[-1] == "Đã dừng. 01 tệp: 01 đã nạp, 00 đã nạp từ trước, 00 còn ô cần sửa, 00 không đọc được."


def stop() -> None:
    """Ctrl-C."""
    raise KeyboardInterrupt
