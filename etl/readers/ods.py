"""Reads .ods in one pass over content.xml: values, percent and date formats, errors, formulas never computed, hidden.

Own code for the same reason as for .xlsx: calamine loses error cells, formats and what is hidden.
"""
from __future__ import annotations

import zipfile

from etl.grid import Book, Budget
from etl.readers.archive import feed, local
from etl.readers.ods_styles import OdsStyles
from etl.readers.ods_table import TableParser
from ntm.archive import opened, tree
from ntm.problems import BadFile, Problem


def read(name: str, content: bytes) -> Book:
    """All sheets of an OpenDocument spreadsheet. Raises BadFile."""
    with opened(content) as archive:
        _refuse_encrypted(archive)
        styles, budget = OdsStyles(), Budget()
        if "styles.xml" in archive.namelist():
            feed(styles.expat(), archive, "styles.xml", budget)
        feed(styles.expat(), archive, "content.xml", budget)
        parser = TableParser(styles, budget)
        feed(parser.expat(), archive, "content.xml", budget)
        return Book(name, tuple(parser.sheets))


def _refuse_encrypted(archive: zipfile.ZipFile) -> None:
    """A password encrypts the parts, not the archive; the manifest says so."""
    if "META-INF/manifest.xml" in archive.namelist():
        manifest = tree(archive, "META-INF/manifest.xml")
        if any(local(node.tag) == "encryption-data" for node in manifest.iter()):
            raise BadFile(Problem("encrypted"))
