"""Measures everything that DESIGN promises about speed and prints it as Markdown tables.

    python -m benchmarks.run [FOLDER]

FOLDER keeps the national warehouse between runs (made when missing; 0.3 GB). Takes some minutes.
"""
from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psutil

from benchmarks import national, past_day, today
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.settings import write_setting

LIBRARIES = ("duckdb", "pandas", "polars", "pyarrow", "numpy", "streamlit")


def main(folder: Path) -> None:
    """Run all measurements and print them."""
    source = folder / "national"
    if not (source / "warehouse-000001.duckdb").exists():
        national.build(source).close()
    print(_machine())
    print(_past_day(source))
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work) / "national"
        (copy / "files").mkdir(parents=True)
        shutil.copy(source / "warehouse-000001.duckdb", copy)
        print(_all_day(copy))
        print(_pages(Path(work) / "sample", copy))


def _machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (f"{date.today().isoformat()}; {psutil.cpu_count(logical=False) or '?'} cores ({psutil.cpu_count()} threads), "
            f"{memory:.0f} GiB memory, {platform.system()}, Python {platform.python_version()}; {libraries}.\n")


def _past_day(source: Path) -> str:
    parquet = source / "parquet"
    warehouse = Warehouse(source)
    past_day.export(warehouse, parquet)
    warehouse.close()
    found = past_day.measure(parquet)
    ours = found["ntm"]
    rows = [
        [past_day.CONTENDERS[name], f"{one.seconds:.2f}", f"{one.cpu:.2f}", f"{one.seconds / ours.seconds:.1f}",
         f"{one.peak:.0f}", f"{one.peak_above_imports:.0f}", f"{ours.peak_above_imports / one.peak_above_imports:.2f}"]
        for name, one in found.items()
    ]
    small = found["ntm-small"]
    aims = [
        _aim("a past day, against pandas", f"{found['pandas'].seconds / ours.seconds:.1f} times as fast", "8 times",
             is_met=found["pandas"].seconds >= 8 * ours.seconds),
        _aim("a past day, against polars", f"{found['polars'].seconds / ours.seconds:.1f} times as fast", "1.5 times",
             is_met=found["polars"].seconds >= 1.5 * ours.seconds),
        _aim("memory for it, against polars", _share(ours, found["polars"]), "a quarter",
             is_met=ours.peak_above_imports <= found["polars"].peak_above_imports / 4),
        _aim(f"the same with DuckDB held to {past_day.SMALL}", f"{_share(small, found['polars'])},"
             f" {found['polars'].seconds / small.seconds:.1f} times as fast", "a quarter, 1.5 times",
             is_met=small.peak_above_imports <= found["polars"].peak_above_imports / 4
             and found["polars"].seconds >= 1.5 * small.seconds),
    ]
    head = ["", "seconds", "CPU seconds", "times ours", "peak MiB", "above imports", "ours to theirs"]
    return f"{_table(head, rows)}\n{_table(['question', 'found', 'aim', 'met'], aims)}"


def _share(one: past_day.Measured, other: past_day.Measured) -> str:
    return f"{one.peak_above_imports / other.peak_above_imports:.2f} of it"


def _all_day(folder: Path) -> str:
    warehouse = Warehouse(folder)
    asked = today.ask_today(warehouse)
    loaded = today.load_hundred(warehouse)
    with warehouse.writing() as draft:  # from here on an office's own: its pages are measured next
        write_setting(draft.con, "province", today.PROVINCE, "benchmark", national.NOW)
    warehouse.close()
    form, start = today.load_form(), today.start_first()
    names = {"commune": "a commune's profile", "province": "a province's picture", "country": "the national picture"}
    rows = [_aim(f"today: {names[name]}, SQL", f"{1000 * seconds:.1f} ms", "10 ms", is_met=seconds < 0.010)
            for name, seconds in asked.items()]
    rows += [
        _aim("a load of 100 communes into national data, published", f"{loaded:.2f} s", "1 s", is_met=loaded < 1),
        _aim("an official form of 108 rows, from bytes to published", f"{form:.2f} s", "2 s", is_met=form < 2),
        _aim("the first start with the sample (`python -m etl init`)", f"{start:.1f} s", "15 s", is_met=start < 15),
    ]
    return _table(["what", "found", "aim", "met"], rows)


def _pages(sample: Path, country: Path) -> str:
    subprocess.run([sys.executable, "-m", "etl", "init"], check=True, capture_output=True, env=_environment(sample))
    found = {}
    for folder in (sample, country):
        done = subprocess.run([sys.executable, "-m", "benchmarks.pages"], check=True, capture_output=True, text=True,
                              env=_environment(folder))
        found[folder] = json.loads(done.stdout.splitlines()[-1])
    rows = [
        [f"`{page}`", *(f"{1000 * wall:.0f} ms ({1000 * work:.0f})" for wall, work in (taken, found[country][page])), "200 ms",
         "yes" if max(taken[0], found[country][page][0]) < 0.2 else "**no**"]
        for page, taken in found[sample].items()
    ]
    return _table(["page, server time, warm (of it CPU)", "sample", "national data", "aim", "met"], rows)


def _environment(warehouse: Path) -> dict[str, str]:
    return os.environ | {"NTM_WAREHOUSE": str(warehouse)}


def _aim(what: str, found: str, aim: str, *, is_met: bool) -> list[str]:
    return [what, found, aim, "yes" if is_met else "**no**"]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "ntm-benchmark")
