"""What the tests of the command line share: one command run in this process, on a warehouse of its own."""
from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.cli import run

Etl = Callable[..., tuple[int, str, str]]


@pytest.fixture
def etl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Etl:
    """Runs one command and returns its exit code, standard output and standard error."""
    monkeypatch.setenv("NTM_WAREHOUSE", str(tmp_path / "warehouse"))

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err
    return call


@pytest.fixture(scope="session")
def initialised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `init --empty` makes; to be copied."""
    folder = tmp_path_factory.mktemp("initialised")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NTM_WAREHOUSE", str(folder))
        assert run(["init", "--empty"]) == 0
    return folder


@pytest.fixture
def empty(etl: Etl, initialised: Path, tmp_path: Path) -> Etl:
    """The same, on an empty warehouse."""
    shutil.copytree(initialised, tmp_path / "warehouse")
    return etl
