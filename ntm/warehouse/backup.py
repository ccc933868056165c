"""The whole warehouse out, in one file, and in again: the current generation, the users' files, and what they must hash to."""
from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from ntm.problems import Problem, WarehouseError, WrongUse
from ntm.warehouse.files import keep_file, kept_files
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.versions import SCHEMA_VERSION

MANIFEST, GENERATION = "manifest.json", "warehouse.duckdb"
_SHA256 = re.compile(r"[0-9a-f]{64}")
CHUNK = 1 << 20


def backup(warehouse: Warehouse, target: Path, now: datetime) -> None:
    """Write everything into one zip file, whole or not at all; readers and writers go on meanwhile."""
    place = target.resolve()
    temporary = place.parent / f"{place.name}.part"
    try:
        # A published generation never changes; reading it keeps it from being swept away while it is copied.
        with warehouse.reading() as con, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            (source,) = con.execute("select path from duckdb_databases() where database_name = current_database()").fetchone()
            files = sorted(kept_files(con))
            archive.write(source, GENERATION)
            for sha256 in files:
                archive.write(warehouse.folder / "files" / sha256, f"files/{sha256}")
            manifest = {"schema_version": SCHEMA_VERSION, "made_at": now.isoformat(), "generation": _digest(Path(source)), "files": files}
            archive.writestr(MANIFEST, json.dumps(manifest))
        temporary.replace(place)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise WarehouseError(Problem("backup-unwritable", {"file": str(target)})) from error


def restore(warehouse: Warehouse, source: Path, is_confirmed: bool) -> None:
    """Publish a backup as the next generation; the former one stays. A used warehouse is replaced only when confirmed."""
    if warehouse.generation and not is_confirmed:
        raise WrongUse(Problem("restore-unconfirmed", {"folder": str(warehouse.folder)}))
    try:
        with zipfile.ZipFile(source) as archive, TemporaryDirectory(prefix="ntm-", ignore_cleanup_errors=True) as folder:
            manifest = _read_manifest(archive, source)
            generation = Path(folder) / GENERATION
            _extract(archive, GENERATION, generation)
            if _digest(generation) != manifest["generation"]:
                raise _damaged(source)
            warehouse.adopt(generation, lambda: _restore_files(warehouse, archive, manifest["files"], source))
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, duckdb.Error) as error:
        raise _damaged(source) from error


def _read_manifest(archive: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        version = int(manifest["schema_version"])
    except (ValueError, TypeError) as error:
        raise _damaged(source) from error
    if version > SCHEMA_VERSION:
        raise WarehouseError(Problem("warehouse-newer", {"found": version, "known": SCHEMA_VERSION}))
    if not all(isinstance(name, str) and _SHA256.fullmatch(name) for name in manifest["files"]):
        raise _damaged(source)
    return manifest


def _restore_files(warehouse: Warehouse, archive: zipfile.ZipFile, names: Sequence[str], source: Path) -> None:
    for sha256 in names:
        content = archive.read(f"files/{sha256}")
        if hashlib.sha256(content).hexdigest() != sha256:
            raise _damaged(source)
        keep_file(warehouse.folder, sha256, content)


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    with archive.open(name) as packed, target.open("wb") as file:
        while chunk := packed.read(CHUNK):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damaged(source: Path) -> WarehouseError:
    return WarehouseError(Problem("backup-damaged", {"file": str(source)}))
