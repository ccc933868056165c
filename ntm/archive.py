"""The parts of a zipped Office file, opened so that a hostile one is refused before it costs much time or memory."""
from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers import expat

from ntm.problems import BadFile, Problem

MAX_ENTRIES = 5_000
MAX_UNPACKED = 250 * 2**20
MAX_RATIO = 250              # sheets of equal cells reach about 60
RATIO_FROM = 4 * 2**20       # below this a high ratio does no harm
MAX_TREE = 8 * 2**20         # parts that are read into a tree: styles, relations, the list of sheets
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive, checked; whatever breaks while it is read becomes a BadFile."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            check_archive(archive)
            yield archive
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise BadFile(Problem("bad-file", variant="damaged")) from None
    except (expat.ExpatError, ElementTree.ParseError, LookupError, ValueError, TypeError, OverflowError):
        raise BadFile(Problem("bad-file", variant="not_workbook")) from None


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuses what could harm a parser: too many parts, too much when unpacked, packed too well, encrypted."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise BadFile(Problem("encrypted"))
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise zipfile.BadZipFile
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if len(parts) > MAX_ENTRIES or unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed):
        raise too_much_unpacked()


def too_much_unpacked() -> BadFile:
    """The refusal of a file that grows beyond reason when it is opened."""
    return BadFile(Problem("too-large", {"limit": MAX_UNPACKED // 2**20}, variant="unpacked"))


def tree(archive: zipfile.ZipFile, path: str, most: int = MAX_TREE) -> ElementTree.Element:
    """A small part as a tree. No Office program writes a DOCTYPE: who does, wants files fetched."""
    if archive.getinfo(path).file_size > most:
        raise too_much_unpacked()
    data = archive.read(path)
    if data[:2] in UTF_16:
        raise ValueError(path)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        refuse_doctype()
    return ElementTree.fromstring(data)


def refuse_doctype(*_: object) -> None:
    """The refusal of a part that declares a DOCTYPE."""
    raise BadFile(Problem("bad-file", variant="doctype"))
