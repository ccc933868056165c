"""A folder that is watched: what is dropped there is loaded once it lies still, its checked copy put beside it, nothing moved.

The folder is looked at every few seconds: events of the file system do not reach a machine from a network share.
"""
from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from etl.annotate import annotate
from etl.load import Outcome
from ntm.problems import Problem, WrongUse

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
MARK = ".da-kiem-tra"
SECONDS = 2.0
Stamp = tuple[int, int]  # size and time of the last change: two looks at a file that is being copied differ


def look(folder: Path) -> dict[Path, Stamp]:
    """The files of a folder that may be loaded, as they lie now; none of our own copies, none that a program holds open for itself."""
    found = {}
    try:
        for file in sorted(folder.iterdir()):
            if is_candidate(file.name) and file.is_file():
                state = file.stat()
                found[file] = (state.st_size, state.st_mtime_ns)
    except OSError:  # a share that is away for a while, a file taken away meanwhile: the next look sees the rest
        return found
    return found


def is_candidate(name: str) -> bool:
    """Whether a file's name is one of a table that somebody dropped."""
    stem, dot, ending = name.lower().rpartition(".")
    return dot + ending in ENDINGS and not stem.endswith(MARK) and not name.startswith(("~$", "."))


def settled(before: Mapping[Path, Stamp], now: Mapping[Path, Stamp], done: Mapping[Path, Stamp]) -> list[Path]:
    """The files that lay still between two looks, hold anything, and were not loaded as they lie."""
    return [file for file, stamp in now.items() if stamp[0] and before.get(file) == stamp and done.get(file) != stamp]


def copy_of(file: Path, others: Iterable[Path]) -> Path:
    """Where the checked copy goes: "bieu.da-kiem-tra.xlsx"; with the whole name where another file differs by its ending alone."""
    is_shared = any(other.stem == file.stem and other != file for other in others)
    ending = ".xlsm" if file.suffix.lower() == ".xlsm" else ".xlsx"
    return file.with_name(f"{file.name if is_shared else file.stem}{MARK}{ending}")


def write_copy(file: Path, target: Path, outcome: Outcome, lang: str) -> bool:
    """Put the checked copy beside a file, whole or not at all; False where that cannot be done (it is open in Excel)."""
    is_unreadable = outcome.exit_code == 2  # nothing of ours could open it again: the copy only says why
    temporary = target.with_name(f".{target.name}.part")
    try:
        name, content = ("", b"") if is_unreadable else (file.name, file.read_bytes())
        temporary.write_bytes(annotate(name, content, outcome.problems, lang))
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)
        return False
    return True


def watch(folder: Path, load: Callable[[Path], Outcome], tell: Callable[[Path, Outcome, bool], None], lang: str,
          wait: Callable[[], None] = lambda: time.sleep(SECONDS)) -> Counter[str]:
    """Load what is dropped in a folder until `wait` is interrupted (Ctrl-C); comes back with how many files ended how.

    `tell` is given each file, what became of it and whether its copy was written. Raises WrongUse when there is no such folder.
    """
    if not folder.is_dir():
        raise WrongUse(Problem("watch-folder", value=str(folder)))
    ended: Counter[str] = Counter()
    try:
        for file, others in _coming(folder, wait):
            outcome = load(file)
            tell(file, outcome, write_copy(file, copy_of(file, others), outcome, lang))
            ended[state_of(outcome)] += 1
    except KeyboardInterrupt:
        return ended
    return ended


def _coming(folder: Path, wait: Callable[[], None]) -> Iterator[tuple[Path, list[Path]]]:
    """The files in the order in which they come to lie still, each with all that lie there; again when one was changed."""
    before, done = look(folder), {}
    while True:
        wait()
        now = look(folder)
        for file in settled(before, now, done):
            done[file] = now[file]
            yield file, list(now)
        before = now


def state_of(outcome: Outcome) -> str:
    """How a file ended: loaded, known (loaded before), refused or unreadable."""
    if outcome.exit_code == 2:
        return "unreadable"
    if outcome.batch is None:
        return "refused"
    return "loaded" if outcome.accepted else "known"
