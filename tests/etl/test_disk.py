"""Files named on the command line: what cannot be read or written is a sentence, and nothing is left half done."""
from __future__ import annotations

from pathlib import Path

import pytest

from etl.disk import read_file, write_file
from ntm.problems import BadFile, WrongUse
from tests.etl.conftest import Etl


def test_a_file_is_written_whole_and_read_again(tmp_path: Path) -> None:
    write_file(tmp_path / "a.txt", b"1")
    write_file(tmp_path / "a.txt", b"2")
    assert read_file(tmp_path / "a.txt") == b"2" and [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as told:
        read_file(tmp_path / "a.txt")
    assert told.value.sentences()[0].startswith("Không mở được tệp a.txt.")


def test_a_place_that_cannot_be_written_is_a_sentence_and_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "folder", tmp_path / "none" / "a.txt"):
        with pytest.raises(WrongUse) as told:
            write_file(target, b"1")
        assert str(target) in told.value.sentences()[0]
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_a_path_without_a_name_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path / "folder")
    with pytest.raises(WrongUse):
        write_file(Path(), b"1")
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"1")
    try:
        (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    except OSError:  # Windows lets only some users make one
        return
    write_file(tmp_path / "link.txt", b"2")
    assert (tmp_path / "link.txt").is_symlink() and (tmp_path / "a.txt").read_bytes() == b"2"


@pytest.mark.parametrize("arguments", [
    ("obstacles", "export"), ("template", "--set", "318-2022-standard", "--period", "Quý I/2024", "--out"),
], ids=lambda arguments: arguments[0])
def test_every_command_that_writes_says_so(empty: Etl, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, _, err = empty(*arguments, str(tmp_path / "none" / "a.xlsx"))
    assert code == 2 and "Không ghi được tệp" in err
