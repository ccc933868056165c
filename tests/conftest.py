"""What the tests share: facts read once, an empty warehouse, and the clock that they set."""
from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from etl.load import init
from ntm.progress.keep import Facts, furnish, load_facts, refresh
from ntm.warehouse.generations import Warehouse

START = datetime(2020, 1, 1)


@pytest.fixture(scope="session")
def facts() -> Facts:
    """Law and units of data/."""
    return load_facts()


def make_empty(folder: Path) -> Warehouse:
    """A warehouse of Bắc Kạn without figures: made once in a test run, from then on copied."""
    warehouse = Warehouse(folder)
    shutil.copyfile(_made_empty(), warehouse.path_of(1))
    return warehouse


@cache
def _made_empty() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ntm-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    warehouse = Warehouse(folder)
    with warehouse.writing() as draft:
        furnish(draft, load_facts(), "06", "kiểm thử", START)
        refresh(draft.con, None)
    return warehouse.path_of(1)


@pytest.fixture
def empty_warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    """A warehouse of Bắc Kạn without figures, of this test alone."""
    warehouse = make_empty(tmp_path / "warehouse")
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """An empty warehouse that no test publishes into: each works in a transaction that is discarded."""
    warehouse = make_empty(tmp_path_factory.mktemp("blank"))
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> Iterator[Warehouse]:
    """The warehouse of a first start, with the bundled sample; read it only."""
    warehouse = Warehouse(tmp_path_factory.mktemp("sample"))
    init(warehouse, facts, "06", datetime(2025, 7, 15))
    yield warehouse
    warehouse.close()
