"""Files that a person names on the command line: read, or written whole or not at all; what goes wrong is a sentence."""
from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ntm.problems import BadFile, Problem, WrongUse


def read_file(file: Path) -> bytes:
    """What stands in a file. Raises BadFile where it cannot be opened."""
    try:
        return file.read_bytes()
    except OSError:
        raise BadFile(Problem("bad-file", {"file": file.name}, variant="unreadable")) from None


def write_file(file: Path, content: bytes) -> None:
    """Put a file in its place (that of a link is where it leads), whole or not at all.

    Raises WrongUse where that cannot be done: no such folder, a folder itself, open in Excel.
    """
    place = file.resolve()
    beside = place.parent / f".{place.name}.part"
    try:
        beside.write_bytes(content)
        beside.replace(place)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise WrongUse(Problem("unwritable", {"file": str(file)})) from None
