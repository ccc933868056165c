"""Generations: readers open the newest published file and never wait; one writer at a time publishes the next.

A writer copies the current generation, changes the copy in one transaction, closes it and renames it to the next number.
Killed at any point it leaves the old generation standing; its temporary file is removed by the next writer.
"""
from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import psutil
from filelock import FileLock, Timeout
from platformdirs import user_data_path

from ntm.problems import Problem, WarehouseError
from ntm.warehouse.files import kept_files, sweep_files
from ntm.warehouse.versions import SCHEMA, SCHEMA_VERSION, bring_up, migrate, version_of

KEPT_GENERATIONS = 5
LOCK_SECONDS = 60
NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb", "smbfs", "smb3", "fuse.sshfs", "afpfs", "webdav"}
_NAME = re.compile(r"warehouse-(\d{6,})\.duckdb")


@dataclass
class Draft:
    """The next generation while it is written. `discard` keeps the present one instead.

    `is_upgraded`: the present one was written by an older version of the software; discarding keeps it so.
    """

    con: duckdb.DuckDBPyConnection
    is_new: bool
    is_upgraded: bool = False
    is_discarded: bool = False

    def discard(self) -> None:
        """Publish nothing: nothing has changed."""
        self.is_discarded = True


@dataclass
class _Opened:
    number: int
    con: duckdb.DuckDBPyConnection
    users: int = 0


class Warehouse:
    """The warehouse of one folder; made when missing. Thread-safe; any number of processes may use the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._due = folder / "rewrite.due"
        self._opened: dict[int, _Opened] = {}
        self._guard = threading.Lock()
        _check_local(folder)
        try:
            (folder / "files").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _cannot_write(folder) from error

    @property
    def generation(self) -> int:
        """Number of the newest published generation; 0 when there is none yet."""
        return max(self._numbers(), default=0)

    def _numbers(self) -> list[int]:
        return [int(found[1]) for file in self.folder.iterdir() if (found := _NAME.fullmatch(file.name))]

    def path_of(self, number: int) -> Path:
        """The file of a generation."""
        return self.folder / f"warehouse-{number:06d}.duckdb"

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own to the newest generation, which stays the same until the end of the block."""
        opened = self._acquire()
        cursor = opened.con.cursor()
        try:
            yield cursor
        finally:
            cursor.close()
            self._release(opened)

    @contextmanager
    def writing(self) -> Iterator[Draft]:
        """The next generation inside one transaction; published at the end of the block unless it fails or is discarded."""
        with self._locked():
            yield from self._write_next()

    def adopt(self, generation: Path, bring_files: Callable[[], None] = lambda: None) -> None:
        """Publish a complete generation that was made elsewhere (a backup) as the next one, its files first; the present one stays."""
        _open_read_only(generation).close()
        with self._locked():
            bring_files()
            temporary = self.folder / "next.duckdb.part"
            _remove(temporary)
            shutil.copyfile(generation, temporary)
            bring_up(temporary)
            number = self.generation + 1
            _publish(temporary, self.path_of(number))
            self._prune(number)

    @property
    def is_rewrite_due(self) -> bool:
        """Whether something was deleted for good that older generations or files may still hold."""
        return self._due.exists()

    def ask_rewrite(self) -> None:
        """Note, before something is deleted for good, that `rewrite` has to follow: the note stays until that has been done whole."""
        self._due.touch()

    def rewrite(self) -> int:
        """Publish the newest generation written anew, without what was deleted from it, and delete all older ones.

        Files that it does not name go too; returns how many. An older generation that another process still reads (Windows)
        stays until five newer ones stand, or until this is called again; as long as it does, the rewrite stays due.
        """
        with self._locked():
            number, temporary = self.generation, self.folder / "next.duckdb.part"
            _remove(temporary)
            with duckdb.connect() as con:
                con.execute(f"attach '{self._quoted(self.path_of(number))}' as old (read_only)")
                con.execute(f"attach '{self._quoted(temporary)}' as fresh")
                con.execute("copy from database old to fresh")
                con.execute("use fresh")
                kept = kept_files(con)
            _publish(temporary, self.path_of(number + 1))
            with self._guard:
                self._close_unused(number + 1)
            self._prune(number + 1, keep=1)
            swept = sweep_files(self.folder, kept)
            if self._numbers() == [number + 1]:
                self._due.unlink(missing_ok=True)
            return swept

    @staticmethod
    def _quoted(path: Path) -> str:
        return str(path).replace("'", "''")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """The writers' lock. Whatever the disk refuses meanwhile is told as a sentence."""
        lock = FileLock(self.folder / "write.lock", timeout=LOCK_SECONDS)
        try:
            lock.acquire()
        except Timeout as error:
            raise WarehouseError(Problem("warehouse-busy", {"folder": str(self.folder)})) from error
        except OSError as error:
            raise _cannot_write(self.folder) from error
        try:
            yield
        except (OSError, duckdb.IOException) as error:  # DuckDB's own word for a full disk
            raise _cannot_write(self.folder) from error
        finally:
            lock.release()

    @contextmanager
    def trying(self) -> Iterator[Draft]:
        """A private copy of the newest generation to try a write on; nobody waits for it and nothing of it stays."""
        with TemporaryDirectory(prefix="ntm-", ignore_cleanup_errors=True) as folder:
            temporary = Path(folder) / "try.duckdb"
            shutil.copyfile(self.path_of(self.generation), temporary)
            draft = Draft(duckdb.connect(str(temporary)), is_new=False)
            try:
                _begin(draft)
                yield draft
            finally:
                draft.con.close()

    def _write_next(self) -> Iterator[Draft]:
        number = self.generation
        temporary = self.folder / "next.duckdb.part"
        _remove(temporary)
        if number:
            shutil.copyfile(self.path_of(number), temporary)
        draft = Draft(duckdb.connect(str(temporary)), is_new=not number)
        try:
            _begin(draft)
            yield draft
            draft.con.execute("rollback" if draft.is_discarded else "commit")
            if not draft.is_discarded:
                draft.con.execute("checkpoint")
        except BaseException:
            draft.discard()
            raise
        finally:
            draft.con.close()
            if draft.is_discarded:
                _remove(temporary)
        if not draft.is_discarded:
            _publish(temporary, self.path_of(number + 1))
            self._prune(number + 1)

    def _acquire(self) -> _Opened:
        with self._guard:
            while True:
                number = self.generation
                if not number:
                    raise WarehouseError(Problem("warehouse-missing", {"folder": str(self.folder)}))
                if number not in self._opened:
                    try:
                        con = _open_read_only(self.path_of(number))
                    except duckdb.IOException:
                        if self.generation != number:  # pruned between looking and opening
                            continue
                        raise
                    self._opened[number] = _Opened(number, con)
                self._opened[number].users += 1
                self._close_unused(number)
                return self._opened[number]

    def _release(self, opened: _Opened) -> None:
        with self._guard:
            opened.users -= 1

    def _close_unused(self, newest: int) -> None:
        for number in [n for n, opened in self._opened.items() if n != newest and not opened.users]:
            self._opened.pop(number).con.close()

    def close(self) -> None:
        """Close what is open for reading; blocks still running fail."""
        with self._guard:
            for opened in self._opened.values():
                opened.con.close()
            self._opened.clear()

    def _prune(self, newest: int, keep: int = KEPT_GENERATIONS) -> None:
        for number in self._numbers():
            if number <= newest - keep:
                with suppress(OSError):  # Windows: somebody still reads it; the next writer tries again
                    self.path_of(number).unlink()


def default_folder() -> Path:
    """NTM_WAREHOUSE, or a folder in the user's own data, never the working tree."""
    named = os.environ.get("NTM_WAREHOUSE")
    return Path(named) if named else user_data_path("ntm-dashboard", appauthor=False) / "warehouse"


def _begin(draft: Draft) -> None:
    found = 0 if draft.is_new else version_of(draft.con)
    draft.con.execute("begin")
    if draft.is_new:
        draft.con.execute(SCHEMA)
    draft.is_upgraded = not draft.is_new and found < SCHEMA_VERSION
    migrate(draft.con, max(found, 1))


def _open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(str(path), read_only=True)
    try:
        version_of(con)
    except WarehouseError:
        con.close()
        raise
    return con


def _publish(temporary: Path, target: Path) -> None:
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(target)
    if os.name == "posix":  # the rename itself must survive a power cut
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _remove(temporary: Path) -> None:
    for leftover in (temporary, temporary.with_name(temporary.name + ".wal")):
        leftover.unlink(missing_ok=True)


def _cannot_write(folder: Path) -> WarehouseError:
    return WarehouseError(Problem("warehouse-unwritable", {"folder": str(folder)}))


def _check_local(folder: Path) -> None:
    """Refuse a network folder: locks and renames are not to be trusted there."""
    resolved = folder.absolute()
    mounts = [p for p in psutil.disk_partitions(all=True) if resolved.is_relative_to(p.mountpoint)]
    nearest = max(mounts, key=lambda p: len(p.mountpoint), default=None)
    is_remote = nearest is not None and (nearest.fstype.lower() in NETWORK_FILE_SYSTEMS or "remote" in nearest.opts.split(","))
    if is_remote or str(resolved).startswith("\\\\"):
        raise WarehouseError(Problem("warehouse-on-network", {"folder": str(folder)}))
