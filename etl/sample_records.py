"""The bundled sample's typed-in records, beside its figures: read from records.yaml and written as of the sample."""
from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import yaml

from ntm.progress.keep import Facts
from ntm.records.saving import Change, save, surroundings

RECORDS_FILE = "records.yaml"


def write_sample_records(con: duckdb.DuckDBPyConnection, facts: Facts, folder: Path, province: str, by: str, now: datetime) -> None:
    """Write the records of a sample's folder in one save. Nothing where it has none, or they are another province's.

    Raises BadRecords when they break the rules for what people type in.
    """
    file = folder / RECORDS_FILE
    found = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) if file.exists() else {}
    if found.get("province") != province:
        return
    changes = [Change(kind, None, written) for kind, records in found["records"].items() for written in records]
    save(con, changes, surroundings(con, facts.law, facts.units, now), by, now, RECORDS_FILE, is_sample=True)
