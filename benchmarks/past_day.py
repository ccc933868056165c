"""The same question to this project, pandas and polars: status of every commune by the standard set on a past day.

Each answers in a process of its own, whose seconds (imports apart, files opened anew) and peak memory are taken, with
unit, number, status, low, high, level_status and met_count, one row a commune and indicator. The answers must be equal.
"""
from __future__ import annotations

import importlib
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

import duckdb
import psutil

from benchmarks.national import SQL, STANDARD
from ntm.progress.evaluate import END_OF_TIME
from ntm.warehouse.generations import Warehouse

SMALL = "160 MB"
CONTENDERS = {"ntm": "this project", "ntm-small": f"this project, DuckDB held to {SMALL}", "polars": "polars", "pandas": "pandas"}
DAY = date(2023, 12, 31)
ROUNDS = 3
MIB = 2**20


@dataclass(frozen=True, slots=True)
class Measured:
    """One contender: medians over the rounds. Memory in MiB: the peak of the whole process, and what came upon the imports."""

    seconds: float
    cpu: float
    peak: float
    peak_above_imports: float


def export(warehouse: Warehouse, folder: Path) -> None:
    """Write what pandas and polars read, sorted as in the warehouse; once."""
    if (folder / "unit.parquet").exists():
        return
    folder.mkdir(exist_ok=True)
    statements = {name: (SQL / f"export_{name}.sql").read_text(encoding="utf-8") for name in
                  ("observation", "requirement", "verdict", "dead_batch", "withdrawn", "unit")}
    with warehouse.reading() as con:
        con.execute("set variable day = ?::date", [DAY])
        con.execute("set variable known_at = ?::timestamp", [END_OF_TIME])
        con.execute("set variable standard = ?", [STANDARD])
        for name, statement in statements.items():
            con.execute(f"copy ({statement}) to '{(folder / name).as_posix()}.parquet' (format parquet, compression zstd)")


def measure(folder: Path) -> dict[str, Measured]:
    """Ask every contender in turn, several rounds; raises AssertionError when their answers differ."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in CONTENDERS}
    for _ in range(ROUNDS):
        for name in CONTENDERS:
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.past_day", name, str(folder)], check=True, capture_output=True, text=True
            )
            runs[name].append(json.loads(done.stdout))
    _check_equal(folder)
    return {name: Measured(*(median(run[key] for run in found) for key in ("seconds", "cpu", "peak", "peak_above_imports")))
            for name, found in runs.items()}


def _check_equal(folder: Path) -> None:
    with duckdb.connect() as con:
        for other in [name for name in CONTENDERS if name != "ntm"]:
            rows, differing = con.execute(
                "select count(*), count(*) filter (a.status is distinct from b.status or a.level_status is distinct from"
                " b.level_status or a.met_count is distinct from b.met_count or not coalesce(abs(a.low - b.low) < 1e-9 and"
                f" abs(a.high - b.high) < 1e-9, false)) from '{_answer_file(folder, 'ntm')}' a"
                f" full join '{_answer_file(folder, other)}' b using (unit, number)"
            ).fetchone()
            assert rows and not differing, f"{other}: {differing} of {rows} answers differ"


def _answer_file(folder: Path, name: str) -> str:
    return (folder / f"answer-{name}.parquet").as_posix()


def peak_memory() -> float:
    """Peak resident memory of this process in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count the parent's memory before exec
        line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    if hasattr(found := psutil.Process().memory_info(), "peak_wset"):
        return found.peak_wset / MIB
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB


def _answer_once(name: str, folder: Path) -> None:
    contender = importlib.import_module(f"benchmarks.in_{name.partition('-')[0]}")
    options = {"memory_limit": SMALL} if name.endswith("-small") else {}
    imported = peak_memory()
    start, start_cpu = time.perf_counter(), time.process_time()
    found = contender.answer(folder, DAY, **options)
    seconds, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    peak = peak_memory()
    if name == "polars":
        found.write_parquet(_answer_file(folder, name))
    else:
        found.to_parquet(_answer_file(folder, name))
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": peak, "peak_above_imports": peak - imported}))


if __name__ == "__main__":
    _answer_once(sys.argv[1], Path(sys.argv[2]))
