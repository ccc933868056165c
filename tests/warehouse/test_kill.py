"""A writer killed at random moments, 30 times, while a reader asks: every acknowledged load is whole, none is ever seen half."""
from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path

from ntm.warehouse.generations import Warehouse
from tests.warehouse.writer import COMMUNES, FIGURES, SAID

ROOT = Path(__file__).parent.parent.parent
KILLS = 30
SPARES = 2  # writers that start up while another one writes
LONGEST_LIFE_SECONDS = 0.8

_BATCHES = """
select identity, accepted, count(observation.line)
from batch
left join observation on observation.batch = batch.id
group by batch.id, identity, accepted
"""
# After a load of these communes the kept tables hold the newest figure of each item, all of one batch.
_CURRENT = "select count(*), count(distinct batch), max(batch) from current"


class Reader(threading.Thread):
    """Asks all the time, and remembers what it must never see."""

    def __init__(self, warehouse: Warehouse) -> None:
        super().__init__()
        self.warehouse = warehouse
        self.is_done = threading.Event()
        self.asked = 0
        self.seen: set[str] = set()
        self.wrong: list[object] = []

    def run(self) -> None:
        while not self.is_done.is_set():
            try:
                self._ask()
            except Exception as error:  # a reader that fails at all is what this test looks for
                self.wrong.append(error)
            self.asked += 1
            time.sleep(0.02)

    def _ask(self) -> None:
        with self.warehouse.reading() as con:
            rows = con.execute(_BATCHES).fetchall()
            current = con.execute(_CURRENT).fetchone()
        self.wrong += [row for row in rows if row[1:] != (FIGURES, FIGURES)]
        if rows and current != (len(COMMUNES) * len(SAID), 1, len(rows)):
            self.wrong.append(current)
        now = {identity for identity, *_ in rows}
        self.wrong += [f"{lost} was seen and is gone" for lost in self.seen - now]
        self.seen |= now


def start_writer(folder: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.warehouse.writer", str(folder), name], cwd=ROOT, text=True, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )


def let_live(writer: subprocess.Popen[str], seconds: float, must_finish_one: bool) -> list[str]:
    """Let a writer write for so long (after its first load, if it must finish one), kill it, and return what it acknowledged."""
    assert writer.stdout.readline() == "ready\n"
    writer.stdin.write("\n")
    writer.stdin.flush()
    first = writer.stdout.readline() if must_finish_one else ""
    time.sleep(seconds)
    assert writer.poll() is None, "the writer stopped by itself"
    writer.kill()
    printed, _ = writer.communicate()
    return [line.strip() for line in (first + printed).splitlines(keepends=True) if line.endswith("\n")]


def test_a_writer_killed_at_any_moment_leaves_every_acknowledged_load_whole(empty_warehouse: Warehouse) -> None:
    chance = random.Random(8)
    folder = empty_warehouse.folder
    reader = Reader(empty_warehouse)
    acknowledged: list[str] = []
    spares: deque[subprocess.Popen[str]] = deque()
    names = iter(f"w{number}" for number in range(KILLS))
    reader.start()
    try:
        spares.extend(start_writer(folder, next(names)) for _ in range(SPARES))
        while spares:
            writer = spares.popleft()
            acknowledged += let_live(writer, chance.uniform(0, LONGEST_LIFE_SECONDS), must_finish_one=not spares or chance.random() < 0.2)
            spares.extend(start_writer(folder, name) for name in [next(names, None)] if name)
    finally:
        for writer in spares:
            writer.kill()
            writer.communicate()
        reader.is_done.set()
        reader.join()
    check_afterwards(empty_warehouse, reader, acknowledged)


def check_afterwards(warehouse: Warehouse, reader: Reader, acknowledged: list[str]) -> None:
    assert reader.wrong == []
    assert reader.asked > KILLS
    assert acknowledged
    with warehouse.reading() as con:
        rows = con.execute(_BATCHES).fetchall()
    assert {row[1:] for row in rows} == {(FIGURES, FIGURES)}
    stored = [identity for identity, *_ in rows]
    assert set(acknowledged) <= set(stored) and len(stored) == len(set(stored))
    # Killed between publishing and acknowledging: whole, and at most the last load of each writer.
    unacknowledged = [identity.partition("-")[0] for identity in set(stored) - set(acknowledged)]
    assert len(unacknowledged) == len(set(unacknowledged))
    with warehouse.writing():
        pass
    assert not list(warehouse.folder.glob("next.*")), "the next writer clears what the killed ones left"
