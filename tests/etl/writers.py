"""The same table in other kinds of file: .xls, .ods, text in any code page; and the old fonts' letters."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlwt

# Vietnamese letter -> what a typist's file holds in the font of that time, one letter a byte (from the code tables).
TCVN3 = dict(
    zip(
        "ăâêôơưđĐàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        bytes.fromhex(
            "a8a9aaabacadaea7b5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcddde"
            "dfe1e2e3e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
        ).decode("latin-1"),
        strict=True,
    )
)
VNI = {
    **dict(zip("ìíỉĩịỵđ", "ìíæóòîñ", strict=True)),
    **{a + m: a + v for a in "aeouy" for m, v in zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True)},
    **{a + "\u0302" + m: a + v for a in "aeo" for m, v in zip(("", *"\u0301\u0300\u0309\u0303\u0323"), "âáàåãä", strict=True)},
    **{"a\u0306" + m: "a" + v for m, v in zip(("", *"\u0301\u0300\u0309\u0303\u0323"), "êéèúüë", strict=True)},
    **{o + m: n + v for o, n in ("ơô", "ưö") for m, v in zip(("", *"\u0301\u0300\u0309\u0303\u0323"), ("", *"ùøûõï"), strict=True)},
}
_VNI = {unicodedata.normalize("NFC", k): v for k, v in VNI.items()}


def in_tcvn3(text: str) -> str:
    return "".join(TCVN3.get(c) or TCVN3.get(c.lower(), c) for c in text)


def in_vni(text: str) -> str:
    return "".join(_VNI[c] if c in _VNI else _VNI.get(c.lower(), c).upper() for c in text)


def in_cp1258(text: str) -> bytes:
    """As Windows wrote it: some letters whole, the other tones as marks of their own."""
    whole = {c: c.encode("cp1258") for c in {chr(n) for n in range(0xC0, 0x1B1)} if _fits(c)}
    return b"".join(whole.get(c) or _marked(c) for c in text)


def _fits(letter: str) -> bool:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True


def _marked(letter: str) -> bytes:
    decomposed = unicodedata.normalize("NFD", letter)
    if len(decomposed) == 1:
        return letter.encode("cp1258")
    tone = next(m for m in decomposed if m in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", decomposed.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")


def csv_text(rows: Sequence[Sequence[Any]], delimiter: str = ";") -> str:
    return "".join(delimiter.join("" if v is None else str(v) for v in row) + "\r\n" for row in rows)


def to_xls(rows: Sequence[Sequence[Any]], font: str = "Arial", percents: Sequence[tuple[int, int]] = (), **hidden: Any) -> bytes:
    """An Excel 97 workbook; `hidden_rows`, `hidden_columns` hide, `percents` are shown as 0%; `formulas` have no value."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Biểu 02")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            style = xlwt.easyxf(f"font: name {font}", num_format_str="0.0%" if (r, c) in percents else "General")
            if value is not None:
                sheet.write(r, c, value, style)
    for place, formula in hidden.get("formulas", {}).items():
        sheet.write(*place, xlwt.Formula(formula))
    for r in hidden.get("hidden_rows", ()):
        sheet.row(r).hidden = True
    for c in hidden.get("hidden_columns", ()):
        sheet.col(c).hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("svg", "svg-compatible"),
    )
)  # fmt: skip
_STYLES = """<office:font-face-decls><style:font-face style:name="Vn" svg:font-family="'.VnTime'"/></office:font-face-decls>
<office:automatic-styles><number:percentage-style style:name="N1"><number:number number:decimal-places="1"/></number:percentage-style>
<style:style style:name="pct" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="old" style:family="table-cell"><style:text-properties style:font-name="Vn"/></style:style>
<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>"""


def ods_cell(value: Any) -> str:
    """A cell; a mapping gives attributes ("table:formula", …) and its "text"."""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, Mapping):
        attributes = "".join(f" {k}={quoteattr(str(v))}" for k, v in value.items() if k != "text")
        text = f"<text:p>{escape(value['text'])}</text:p>" if "text" in value else ""
        return f"<table:table-cell{attributes}>{text}</table:table-cell>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def ods_table(rows: Sequence[Sequence[Any] | str], name: str = "Biểu 02", columns: str = "", style: str = "") -> str:
    """A table; a row that is a text is written as it is."""
    written = "".join(
        row if isinstance(row, str) else f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows
    )
    shown = f' table:style-name="{style}"' if style else ""
    return f"<table:table table:name={quoteattr(name)}{shown}>{columns}{written}</table:table>"


def to_ods(*tables: str, prolog: str = "", manifest: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<office:document-content {_NAMESPACES}>{_STYLES}'
            f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>",
        )
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()
