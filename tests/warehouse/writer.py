"""A writer to be killed: `python -m tests.warehouse.writer FOLDER NAME` says "ready", waits for a line, then loads batch after batch.

After each published batch it prints the batch's identity: the acknowledgement that its figures are safe.
"""
from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from ntm.progress.evaluate import END_OF_TIME
from ntm.progress.keep import refresh
from ntm.warehouse.facts import law_as_known
from ntm.warehouse.generations import Warehouse
from tests.progress.helpers import load

COMMUNES = ("02062", "02071", "02080")
SAID = {"8.1": "Đạt", "8.2": "Đạt", "8.3": "Chưa đạt", "thon_with_loudspeaker": "5/9", "commune_station": "có"}
FIGURES = len(COMMUNES) * len(SAID)


def write_on(folder: Path, name: str) -> None:
    """Load batches of FIGURES figures until somebody kills this process."""
    warehouse = Warehouse(folder)
    with warehouse.reading() as con:
        law_as_known(con, END_OF_TIME)  # read once a process: its time is start-up
    print("ready", flush=True)
    sys.stdin.readline()
    for number in count():
        identity = f"{name}-{number}"
        with warehouse.writing() as draft:
            done = load(draft.con, "Quý II/2023", dict.fromkeys(COMMUNES, SAID), number, identity=identity)
            refresh(draft.con, done.units)
        print(identity, flush=True)


if __name__ == "__main__":
    write_on(Path(sys.argv[1]), sys.argv[2])
