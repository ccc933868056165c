"""What the page tests share: a warehouse shown by the dashboard, a page opened on it, a button pressed, a table read."""
from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from etl.load import SAMPLE_FOLDER, init
from ntm.progress.keep import Facts
from ntm.warehouse.generations import Warehouse

DASHBOARD = Path(__file__).parent.parent.parent / "dashboard.py"


@contextmanager
def shown(made: Warehouse) -> Iterator[Warehouse]:
    """The dashboard shows this warehouse, with nothing remembered of another, until the end of the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NTM_WAREHOUSE", str(made.folder))
        st.cache_resource.clear()
        yield made
        st.cache_resource.clear()
    made.close()


def sample_of(folder: Path, facts: Facts, files: Iterable[str], now: datetime) -> Warehouse:
    """A warehouse in a folder with some files of the sample, loaded at a moment."""
    (folder / "sample").mkdir()
    for name in files:
        shutil.copy(SAMPLE_FOLDER / name, folder / "sample" / name)
    warehouse = Warehouse(folder / "warehouse")
    init(warehouse, facts, "06", now, folder / "sample")
    return warehouse


def told(app: AppTest) -> str:
    """Everything that the page's own HTML says."""
    reader = _Text()
    for block in app.get("html"):
        reader.feed(block.proto.body)
    return " ".join(reader.parts)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def open_page(page: str, **choices: str) -> AppTest:
    """A page ("commune") with choices in its URL, run once without an exception."""
    app = AppTest.from_file(str(DASHBOARD), default_timeout=60)
    app.query_params.update(choices)
    return without_exception(app.switch_page(f"pages/{page}.py").run())


def pressed(app: AppTest, key: str) -> AppTest:
    """The page after a button was pressed."""
    return without_exception(app.button(key).click().run())


def table(app: AppTest, column: str) -> pd.DataFrame:
    """The first table that has a column."""
    return next(frame.value for frame in app.dataframe if column in frame.value.columns)


def without_exception(app: AppTest) -> AppTest:
    """The page, if it ran without an exception."""
    assert not app.exception, app.exception
    return app
