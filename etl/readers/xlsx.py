"""Reads .xlsx and .xlsm in one pass over each sheet's XML.

Own code because no library gives all at once and fast (100,000 × 10 cells): calamine loses error cells, formulas
without a stored value, number formats and hidden rows; openpyxl keeps them and takes ten times as long.
"""
from __future__ import annotations

import posixpath
import zipfile
from xml.etree import ElementTree

from etl.grid import Book, Budget, Sheet, clean_text, is_date_format
from etl.legacy import encoding_of_font
from etl.readers.archive import PartReader, feed, local
from etl.readers.sheet_xml import SheetParser, Style
from ntm.archive import opened, too_much_unpacked, tree

MAX_STRINGS = 2_000_000
MAX_STRING_TEXT = 60 * 2**20
BUILT_IN_FORMATS = {9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
                    22: "d/m/yyyy h:mm"}


def read(name: str, content: bytes) -> Book:
    """All sheets of a workbook. Macros are not looked at. Raises BadFile."""
    with opened(content) as archive:
        return Book(name, _read_sheets(archive))


def _children(node: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    return [child for child in node.iter() if local(child.tag) == tag]


def _relations(archive: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """Relation id -> (kind, path of the part) of the part at `path`."""
    folder, file = posixpath.split(path)
    found = {}
    for node in tree(archive, f"{folder}/_rels/{file}.rels".lstrip("/")):
        target = node.attrib.get("Target", "")
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[node.attrib.get("Id", "")] = (node.attrib.get("Type", "").rpartition("/")[2], full)
    return found


def _read_sheets(archive: zipfile.ZipFile) -> tuple[Sheet, ...]:
    workbook_path = dict(_relations(archive, "").values())["officeDocument"]
    workbook = tree(archive, workbook_path)
    parts = _relations(archive, workbook_path)
    by_kind = dict(parts.values())
    budget = Budget()
    strings = _shared_strings(archive, by_kind.get("sharedStrings"), budget)
    styles = _styles(archive, by_kind.get("styles"))
    has_1904_dates = any(p.attrib.get("date1904") in ("1", "true") for p in _children(workbook, "workbookPr"))
    sheets = []
    for node in _children(workbook, "sheet"):
        kind, path = parts[{local(key): value for key, value in node.attrib.items()}["id"]]
        if kind == "worksheet":
            parser = SheetParser(strings, styles, budget)
            feed(parser.expat(), archive, path, budget)
            is_hidden = node.attrib.get("state", "visible") != "visible"
            sheets.append(parser.sheet(clean_text(node.attrib["name"]), is_hidden, has_1904_dates))
    return tuple(sheets)


def _shared_strings(archive: zipfile.ZipFile, path: str | None, budget: Budget) -> list[str]:
    if path is None or path not in archive.namelist():
        return []
    parser = _StringParser()
    feed(parser.expat(), archive, path, budget)
    return parser.strings


class _StringParser(PartReader):
    """The texts of a workbook, in one pass: rich text joined from its runs, without the phonetic guides (rPh)."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._text: list[str] = []
        self._taken = 0
        self._take = self._is_phonetic = False

    def _start(self, name: str, _: dict[str, str]) -> None:
        tag = local(name)
        if tag == "t":
            self._take = not self._is_phonetic
        elif tag == "si":
            self._text = []
        elif tag == "rPh":
            self._is_phonetic = True

    def _end(self, name: str) -> None:
        tag = local(name)
        if tag == "t":
            self._take = False
        elif tag == "rPh":
            self._is_phonetic = False
        elif tag == "si":
            self.strings.append(clean_text("".join(self._text)))
            if len(self.strings) > MAX_STRINGS:
                raise too_much_unpacked()

    def _characters(self, text: str) -> None:
        if self._take:
            self._text.append(text)
            self._taken += len(text)
            if self._taken > MAX_STRING_TEXT:
                raise too_much_unpacked()


def _styles(archive: zipfile.ZipFile, path: str | None) -> list[Style]:
    """Of each cell style what changes the meaning of a cell: percent and date formats, fonts of a legacy encoding."""
    if path is None or path not in archive.namelist():
        return []
    styles = tree(archive, path)
    own = {int(n.attrib["numFmtId"]): n.attrib.get("formatCode", "") for n in _children(styles, "numFmt")}
    fonts = [encoding_of_font(_font_name(font)) for group in styles if local(group.tag) == "fonts" for font in group]
    found = []
    for style in (style for group in styles if local(group.tag) == "cellXfs" for style in group):
        number, font = int(style.attrib.get("numFmtId", "0")), int(style.attrib.get("fontId", "0"))
        written = own.get(number) or BUILT_IN_FORMATS.get(number, "General")
        shown = written if "%" in written or is_date_format(written) else None
        found.append(Style(shown, fonts[font] if 0 <= font < len(fonts) else None))
    return found


def _font_name(font: ElementTree.Element) -> str:
    return next((node.attrib.get("val", "") for node in font if local(node.tag) == "name"), "")
