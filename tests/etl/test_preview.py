"""Trying a file: what it would replace and change; corrections; the user's own workbook back with comments."""
from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.annotate import annotate
from etl.load import Asked, load_file, read_intake
from etl.preview import Preview, preview
from ntm.progress.keep import Facts
from ntm.warehouse.generations import Warehouse
from tests.etl.test_cli import form

NOW = datetime(2024, 1, 2)


@pytest.fixture
def loaded(empty_warehouse: Warehouse, facts: Facts, tmp_path: Path) -> Warehouse:
    """Bình Trung with 5/9 loudspeakers in Q3/2023."""
    file = form(tmp_path, {"Xã Bình Trung": ("Đạt", None, "Chưa đạt (5/9)")})
    assert load_file(empty_warehouse, facts, file.name, file.read_bytes(), Asked("kiểm thử"), NOW).accepted == 3
    return empty_warehouse


def tried_on(warehouse: Warehouse, facts: Facts, name: str, content: bytes, asked: Asked) -> Preview:
    return preview(warehouse, read_intake(warehouse, facts, name, content, asked, NOW), asked, NOW)


def test_a_preview_shows_what_changes_and_writes_nothing(loaded: Warehouse, facts: Facts, tmp_path: Path) -> None:
    generation = loaded.generation
    file = form(tmp_path, {"Xã Bình Trung": ("Đạt", None, "Đạt (6/9)")}, period="Quý IV/2023")
    tried = tried_on(loaded, facts, file.name, file.read_bytes(), Asked("kiểm thử"))
    assert loaded.generation == generation
    count = tried.figures.set_index("item").loc["thon_with_loudspeaker"]
    assert (count["numerator"], count["was_numerator"]) == (6, 5)
    standard = tried.changes[tried.changes["set_id"] == "318-2022-standard"]
    assert standard[["code", "number", "before", "after"]].to_numpy().tolist() == [["02080", "8.3", "not_met", "met"]]
    assert ["02080", "standard", "not_met", "incomplete"] in tried.levels[["code", "level", "before", "after"]].to_numpy().tolist()


def test_a_corrected_cell_is_read_as_corrected_and_kept(loaded: Warehouse, facts: Facts, tmp_path: Path) -> None:
    file = form(tmp_path, {"Xã Bình Trung": ("Đạt", "10/9")}, period="Quý IV/2023")
    content = file.read_bytes()
    assert load_file(loaded, facts, file.name, content, Asked("a"), NOW).exit_code == 1
    asked = Asked("a", corrections=(("Biểu 02", "D5", "9/9"),))
    done = load_file(loaded, facts, file.name, content, asked, NOW)
    assert (done.exit_code, done.accepted) == (0, 2)
    with loaded.reading() as con:
        assert con.execute("select * from correction").fetchall() == [(done.batch, "Biểu 02", "D5", "9/9")]
    assert load_file(loaded, facts, file.name, content, asked, NOW).batch == done.batch


def test_the_users_own_workbook_comes_back_with_comments(loaded: Warehouse, facts: Facts, tmp_path: Path) -> None:
    file = form(tmp_path, {"Xã Bình Trung": ("=1+1", "10/9")}, period="Quý IV/2023")
    content = file.read_bytes()
    tried = tried_on(loaded, facts, file.name, content, Asked("a"))
    book = load_workbook(io.BytesIO(annotate(file.name, content, tried.intake.problems, "vi")))
    sheet = book["Biểu 02"]
    assert "10/9" in sheet["D5"].comment.text
    assert sheet["C5"].value == "=1+1"
    assert book["Ô cần sửa"].max_row == 1 + len(tried.intake.problems)


def test_a_great_fall_is_asked_about_and_not_refused(loaded: Warehouse, facts: Facts, tmp_path: Path) -> None:
    file = form(tmp_path, {"Xã Bình Trung": ("Chưa đạt", None, "1/9")}, period="Quý IV/2023")
    done = load_file(loaded, facts, file.name, file.read_bytes(), Asked("a"), NOW)
    assert (done.exit_code, done.accepted) == (0, 2)
    assert {(p.code, p.cell, p.level) for p in done.problems} >= {("big-change", "C5", "note"), ("big-change", "E5", "note")}
