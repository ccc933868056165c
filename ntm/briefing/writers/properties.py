"""Custom properties of an Office file (docProps/custom.xml), put into the zip that a writer has made."""
from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

PART = "docProps/custom.xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CONTENT = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the format id that every custom property has
_FIRST = 2  # numbers 0 and 1 are reserved


def with_properties(office_file: bytes, values: Mapping[str, str]) -> bytes:
    """The file with these custom properties, in place of any that it had."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office_file)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename == PART:
                continue
            content = old.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = _with_child(content, "Override", "PartName", f"/{PART}", ContentType=_CONTENT)
            elif entry.filename == "_rels/.rels":
                content = _with_child(content, "Relationship", "Type", _RELATION, Id="rIdNtmProperties", Target=PART)
            new.writestr(entry, content)
        new.writestr(PART, _part(values))
    return written.getvalue()


def read_properties(office_file: bytes) -> dict[str, str]:
    """The custom properties of a file; {} where it has none."""
    with zipfile.ZipFile(io.BytesIO(office_file)) as opened:
        if PART not in opened.namelist():
            return {}
        root = etree.fromstring(opened.read(PART), etree.XMLParser(resolve_entities=False))
    return {one.get("name"): "".join(one.itertext()) for one in root}


def _with_child(content: bytes, tag: str, key: str, value: str, **others: str) -> bytes:
    """The XML with one more child, unless one has that key already."""
    root = etree.fromstring(content)
    if all(child.get(key) != value for child in root):
        etree.SubElement(root, f"{{{root.nsmap[None]}}}{tag}", {key: value, **others})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _part(values: Mapping[str, str]) -> bytes:
    root = etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={None: _PROPERTIES, "vt": _VALUES})
    for number, (name, value) in enumerate(values.items(), _FIRST):
        one = etree.SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_FORMAT, pid=str(number), name=name)
        etree.SubElement(one, f"{{{_VALUES}}}lpwstr").text = value
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
