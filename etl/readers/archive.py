"""The parts of a zipped workbook, read tag by tag within a budget."""
from __future__ import annotations

import zipfile
from xml.parsers import expat

from etl.grid import Budget
from ntm.archive import UTF_16, refuse_doctype, too_much_unpacked

MAX_TOKEN = 2**20            # one tag; expat keeps an unfinished one whole
CHUNK = 2**16


class PartReader:
    """What reads a part of a workbook tag by tag: its subclass has `_start`, `_end` and `_characters`."""

    def expat(self) -> expat.XMLParserType:
        """The parser to be fed."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        return parser


def feed(parser: expat.XMLParserType, archive: zipfile.ZipFile, path: str, budget: Budget) -> None:
    """Parses a part piece by piece, so that no more than a piece is in memory. Refuses a DOCTYPE and giant tags."""
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    fed = 0
    with archive.open(path) as part:
        while piece := part.read(CHUNK):
            if fed == 0 and piece[:2] in UTF_16:
                raise ValueError(path)  # no spreadsheet program writes its parts in UTF-16
            fed += len(piece)
            budget.spend_tags(piece.count(b"<") + piece.count(b"/>"))
            parser.Parse(piece, False)
            if fed - parser.CurrentByteIndex > MAX_TOKEN:
                raise too_much_unpacked()
    parser.Parse(b"", True)


def local(tag: str) -> str:
    """A tag or attribute without its namespace: "{…}row" and "table:row" are both row."""
    return tag.rpartition("}")[2].rpartition(":")[2]
