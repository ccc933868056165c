"""The styles of an OpenDocument spreadsheet, only where they change what a cell means."""
from __future__ import annotations

from xml.parsers import expat

from etl.legacy import encoding_of_font
from etl.readers.archive import local
from etl.readers.sheet_xml import Style

_DATE_PARTS = {"day": "d", "month": "m", "year": "yyyy"}


class OdsStyles:
    """Fed with styles.xml and then content.xml: of each cell style its format and legacy font, which tables are hidden."""

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self._formats: dict[str, str] = {}            # data style -> number format as Excel would write it
        self._fonts: dict[str, str] = {}              # font face -> family
        self._cells: dict[str, tuple[str, str, str]] = {}  # cell style -> parent, data style, font
        self._style = self._data_style = ""

    def expat(self) -> expat.XMLParserType:
        """A parser to be fed."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        return parser

    def of_cell(self, name: str) -> Style:
        """The format and the encoding of a cell style, its own or its parents'."""
        number_format: str | None = None
        encoding: str | None = None
        for _ in range(8):  # styles inherit from styles; no chain is longer, and a circle must end
            parent, data_style, font = self._cells.get(name, ("", "", ""))
            number_format = number_format or self._formats.get(data_style)
            encoding = encoding or encoding_of_font(self._fonts.get(font, font))
            if not parent:
                break
            name = parent
        return Style(number_format, encoding)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        found = {local(key): value for key, value in attributes.items()}
        if tag == "font-face":
            self._fonts[found.get("name", "")] = found.get("font-family", "").strip("'\"")
        elif tag == "style" and found.get("family") in ("table-cell", "table"):
            self._style = found.get("name", "")
            self._cells[self._style] = (found.get("parent-style-name", ""), found.get("data-style-name", ""), "")
        elif tag == "table-properties" and found.get("display") == "false":
            self.hidden_tables.add(self._style)
        elif tag == "text-properties" and self._style in self._cells:
            parent, data_style, _ = self._cells[self._style]
            self._cells[self._style] = (parent, data_style, found.get("font-name") or found.get("font-family", "").strip("'\""))
        elif tag in ("percentage-style", "date-style"):
            self._data_style = found.get("name", "")
            self._formats[self._data_style] = ""
        elif self._data_style:
            self._add_part(tag, found)

    def _add_part(self, tag: str, found: dict[str, str]) -> None:
        if tag == "number":
            digits = min(int(found.get("decimal-places", "0")), 30)
            self._formats[self._data_style] = "0" + ("." + "0" * digits if digits > 0 else "") + "%"
        elif tag in _DATE_PARTS:
            written = self._formats[self._data_style]
            self._formats[self._data_style] = "/".join(part for part in (written, _DATE_PARTS[tag]) if part)

    def _end(self, name: str) -> None:
        tag = local(name)
        if tag in ("percentage-style", "date-style"):
            self._data_style = ""
        elif tag == "style":
            self._style = ""
