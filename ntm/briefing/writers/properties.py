"""Custom properties of an Office file (docProps/custom.xml), the same for Word, Excel and PowerPoint."""
from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from ntm.archive import opened, tree

PART = "docProps/custom.xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that a user names
_EPOCH = (1980, 1, 1, 0, 0, 0)  # equal contents give equal files


def with_properties(office_file: bytes, values: Mapping[str, str]) -> bytes:
    """The file with these custom properties, which replace those that it has."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(office_file)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        is_new = PART not in source.namelist()
        for name in source.namelist():
            if name != PART:
                data = source.read(name)
                target.writestr(_entry(name), _ADDED[name](data) if is_new and name in _ADDED else data)
        target.writestr(_entry(PART), _properties_xml(values).encode())
    return written.getvalue()


def read_properties(office_file: bytes) -> dict[str, str]:
    """The custom properties of a file, {} where it has none. Raises BadFile for a file that is broken or hostile."""
    with opened(office_file) as archive:
        if PART not in archive.namelist():
            return {}
        return {one.get("name", ""): "".join(one.itertext()) for one in tree(archive, PART).iter(f"{{{_PROPERTIES}}}property")}


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _properties_xml(values: Mapping[str, str]) -> str:
    properties = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{place}" name={quoteattr(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for place, (name, value) in enumerate(values.items(), 2)  # 0 and 1 are taken by the format
    )
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">{properties}</Properties>')


def _with_child(data: bytes, tag: str, attributes: dict[str, str]) -> bytes:
    root = etree.fromstring(data)
    etree.SubElement(root, f"{{{etree.QName(root).namespace}}}{tag}", attributes)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _typed(data: bytes) -> bytes:
    return _with_child(data, "Override", {"PartName": f"/{PART}", "ContentType": _CONTENT_TYPE})


def _related(data: bytes) -> bytes:
    return _with_child(data, "Relationship", {"Id": "rIdCustomProperties", "Type": _RELATION, "Target": PART})


_ADDED: dict[str, Callable[[bytes], bytes]] = {"[Content_Types].xml": _typed, "_rels/.rels": _related}
