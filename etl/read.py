"""Bytes to a grid of cells: which reader, and all that is refused before a parser sees the file."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from etl.grid import Book
from etl.readers import ods, text, xls, xlsx
from ntm.problems import BadFile, Problem

MAX_BYTES = 50 * 2**20
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
# An encrypted workbook is an OLE container with a stream of this name.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

Reader = Callable[[str, bytes], Book]
READERS: dict[str, Reader] = {".xlsx": xlsx.read, ".xlsm": xlsx.read, ".xls": xls.read, ".ods": ods.read,
                              ".csv": text.read, ".tsv": text.read, ".txt": text.read}
TEXT_ENDINGS = (".csv", ".tsv", ".txt")
ZIP_ENDINGS = (".xlsx", ".xlsm", ".ods")
BINARY_MAGICS = (b"PK\x03\x04", OLE_MAGIC, b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")


def read_file(name: str, content: bytes) -> Book:
    """The cells of a user's file; the ending of `name` and the first bytes say what it is.

    Raises BadFile (`bad-file`, `too-large`, `encrypted`, `unsupported`) when nothing of it can be read.
    """
    ending = PurePath(name).suffix.lower()
    if len(content) > MAX_BYTES:
        raise BadFile(Problem("too-large", {"limit": MAX_BYTES // 2**20}, variant="file"))
    if not content.strip(b"\0 \r\n\t"):
        raise BadFile(Problem("bad-file", variant="empty"))
    if content.startswith(OLE_MAGIC) and ENCRYPTED_STREAM in content:
        raise BadFile(Problem("encrypted"))
    if ending not in READERS:
        raise BadFile(Problem("unsupported", {"readable": ", ".join(sorted(READERS))}, value=ending, variant="kind"))
    _check_kind(ending, content)
    book = READERS[ending](PurePath(name).name, content)
    if not any(sheet.row_numbers() for sheet in book.sheets):
        raise BadFile(Problem("bad-file", variant="empty"))
    return book


def _check_kind(ending: str, content: bytes) -> None:
    """The ending must say what the first bytes are: a PDF called .xlsx is refused by name, not parsed."""
    is_zip, is_ole = content.startswith(b"PK\x03\x04"), content.startswith(OLE_MAGIC)
    if ending in TEXT_ENDINGS:
        is_fitting = not content.startswith(BINARY_MAGICS)
    elif ending in ZIP_ENDINGS:
        is_fitting = is_zip or not is_ole
    else:
        is_fitting = is_ole or not is_zip
    if not is_fitting:
        raise BadFile(Problem("unsupported", value=ending, variant="other_kind"))
    if (ending in ZIP_ENDINGS and not is_zip) or (ending == ".xls" and not is_ole):
        raise BadFile(Problem("bad-file", variant="not_workbook"))
