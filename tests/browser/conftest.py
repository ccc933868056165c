"""A real server on the sample and a real browser, once for all tests of this folder."""
from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.browsers import FLAGS, find_browser

ROOT = Path(__file__).parent.parent.parent
expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong


def environment_of(warehouse: Path) -> dict[str, str]:
    """The environment of a program that works with a warehouse of its own."""
    return {**os.environ, "NTM_WAREHOUSE": str(warehouse), "PYTHONUTF8": "1"}


@contextmanager
def served(environment: dict[str, str], log: IO[str] | int = subprocess.DEVNULL) -> Iterator[str]:
    """The address of `streamlit run dashboard.py` while the block runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), "--server.headless", "true"],
        cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT,
    )
    try:
        _wait(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def title_says(page: Page, words: str) -> None:
    """Wait until the page's title begins to say a pattern."""
    expect(page.locator("h1").first).to_have_text(re.compile(words))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse's folder of the server under test."""
    return tmp_path_factory.mktemp("browser") / "warehouse"


@pytest.fixture(scope="session")
def environment(folder: Path) -> dict[str, str]:
    """The environment of the server and of commands run beside it."""
    return environment_of(folder)


@pytest.fixture(scope="session")
def server(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of `streamlit run dashboard.py` on a fresh machine: no warehouse yet."""
    with (tmp_path_factory.mktemp("log") / "server.log").open("w", encoding="utf-8") as log, served(environment, log) as address:
        yield address


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server on the sample that these tests write into."""
    environment = environment_of(tmp_path_factory.mktemp("office") / "warehouse")
    subprocess.run([sys.executable, "-m", "etl", "init"], cwd=ROOT, env=environment, check=True, timeout=180)
    with served(environment) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """An installed browser; without one the run fails and says what to do."""
    path = find_browser()
    if path is None:
        pytest.fail("These tests drive a real browser: install Chrome, Edge or Chromium, then run pytest again.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new window of a meeting room's projector."""
    opened = browser.new_page(viewport={"width": 1280, "height": 720})
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        if process.poll() is not None:
            pytest.fail(f"the server stopped with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail("the server did not answer within 30 seconds")
