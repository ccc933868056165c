"""Text typed in an 8-bit encoding of before Unicode, which looks right only in its own font: TCVN3 (ABC), VNI.

Such a cell holds one Latin-1 letter a byte: "B×nh Trung" in .VnTime is "Bình Trung". The font says so where a file has
fonts. Else it is tried what a file becomes, and only when several different cells turn into known names, headings or
answers is it taken; never by guess on a single cell. The letters follow the published code tables: TCVN 5712:1993
(VN3) and Windows code page 1258; VNI writes most letters as a base letter and one of its own marks.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace

from etl.communes import without_kind
from etl.grid import Book, Place, Scalar, Sheet, clean_text
from etl.headings import role_of
from etl.words import name_key, verdict_of
from ntm.problems import BadFile, Problem
from ntm.units import Units

AGREE = 3            # different texts that must turn into something known
TRIAL_TEXTS = 5_000
ENCODINGS = ("tcvn3", "vni")

# TCVN 5712 from A1 to FF; "." is a capital with a tone, which VN3 leaves to a font of capitals.
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ."
_TCVN3 = {0xA1 + i: letter for i, letter in enumerate(_TCVN3_LETTERS) if letter != "."}
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT, _ROOF, _BOWL = "\u0301\u0300\u0309\u0303\u0323\u0302\u0306"
_VNI_TONES = dict(zip("ùøûõï", (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT), strict=True))
_VNI_MARKS = _VNI_TONES | {
    "â": _ROOF, **{m: _ROOF + t for m, t in zip("áàåãä", _VNI_TONES.values(), strict=True)},
    "ê": _BOWL, **{m: _BOWL + t for m, t in zip("éèúüë", _VNI_TONES.values(), strict=True)}}
_VNI_LETTERS = dict(zip("ôöñæóòî", "ơưđỉĩịỵ", strict=True)) | {"í": "í", "ì": "ì"}
_VNI_TAKES = {**dict.fromkeys("aeo", set(_VNI_MARKS)), **dict.fromkeys("uyôö", set(_VNI_TONES))}
_WINDOWS_SIGNS = set("€‚„…†‡‰‹‘’“”•–—™›\u00a0")  # where an 8-bit text holds them, they mean themselves
_VIETNAMESE = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ"
_ODD = re.compile("[" + "".join(chr(c) for c in range(0xA1, 0x100) if chr(c) not in _VIETNAMESE) + "]")
_PHRASES = re.compile(r"tiêu chí|nông thôn|báo cáo|tổng hợp|kết quả|quyết định|quý |tháng \d|năm 20|huyện |viễn thông|truyền thanh")


def encoding_of_font(name: str) -> str | None:
    """The legacy encoding that a font of this name is made for: ".VnTime" tcvn3, "VNI-Times" vni, others None."""
    if name.lower().startswith(".vn"):
        return "tcvn3"
    return "vni" if re.match(r"vni[ -]", name, re.IGNORECASE) else None


def decode_text(text: str, encoding: str) -> str | None:
    """The text that was meant, None where it cannot be of this encoding (tcvn3, vni, cp1258)."""
    if encoding == "cp1258":
        try:
            return clean_text(text.encode("latin-1").decode("cp1258"))
        except UnicodeError:
            return None
    decoded = _decode_tcvn3(text) if encoding == "tcvn3" else _decode_vni(text)
    return decoded and unicodedata.normalize("NFC", decoded)


def _decode_tcvn3(text: str) -> str | None:
    letters = [c if c.isascii() or c in _WINDOWS_SIGNS else _TCVN3.get(ord(c)) for c in text]
    return None if None in letters else "".join(c for c in letters if c)


def _decode_vni(text: str) -> str | None:
    decoded, base = "", ""
    for letter in text:
        small = letter.lower()
        if base and small in _VNI_MARKS and small in _VNI_TAKES[base]:
            decoded, base = decoded + _VNI_MARKS[small], ""
        elif letter.isascii() or letter in _WINDOWS_SIGNS or small in _VNI_LETTERS:
            plain = _VNI_LETTERS.get(small, letter)
            decoded += plain.upper() if letter.isupper() else plain
            base = small if small in _VNI_TAKES else ""
        else:
            return None
    return decoded


def decode_book(book: Book, units: Units) -> Book:
    """The book with all legacy text in Unicode; the same book where there is none.

    Raises BadFile (`unsupported`) for a text file in no encoding that makes sense.
    """
    is_undecoded = any(sheet.is_undecoded for sheet in book.sheets)
    odd = _odd_texts(book)
    has_fonts = any(sheet.encodings for sheet in book.sheets)
    has_hyphen = any("\u00ad" in text for text in odd)
    if not is_undecoded and not has_fonts and len(odd) < AGREE and not has_hyphen:
        return book
    knows = make_knowledge(units)
    candidates = ("cp1258", *ENCODINGS) if is_undecoded else ENCODINGS
    tried = pick_encoding(_eight_bit_texts(book) if is_undecoded else odd, candidates, knows)
    if is_undecoded and tried is None:
        raise BadFile(Problem("unsupported", variant="encoding"))
    return replace(book, sheets=tuple(_decode_sheet(sheet, tried, knows) for sheet in book.sheets))


def make_knowledge(units: Units) -> Callable[[str], bool]:
    """A test whether a text says something known: a commune, a district, a heading, an answer, a title's words."""
    names = {name_key(place.name) for places in (units.units, units.districts) for place in places}

    def knows(text: str) -> bool:
        """Whether a text says something known."""
        written = name_key(text[:500])
        bare = without_kind(written)
        is_word = verdict_of(written) is not None or role_of(text[:500]) is not None
        return bare in names or is_word or bool(_PHRASES.search(written))

    return knows


def pick_encoding(texts: Iterable[str], candidates: Iterable[str], knows: Callable[[str], bool]) -> str | None:
    """The encoding in which the most texts turn into something known, None unless several do and none does as well."""
    unknown = [text for text in texts if not knows(text)]
    scores = sorted(((sum(_becomes_known(t, e, knows) for t in unknown), e) for e in candidates), reverse=True)
    (best, encoding), (second, _) = scores[0], scores[1]
    return encoding if best >= AGREE and best > second else None


def _becomes_known(text: str, encoding: str, knows: Callable[[str], bool]) -> bool:
    decoded = decode_text(text, encoding)
    return decoded is not None and decoded != text and knows(decoded)


def _odd_texts(book: Book) -> list[str]:
    """Different texts with a letter that no Vietnamese text has but a legacy one may."""
    return [text for text in _texts(book) if _ODD.search(text)][:TRIAL_TEXTS]


def _eight_bit_texts(book: Book) -> list[str]:
    return [text for text in _texts(book) if not text.isascii()][:TRIAL_TEXTS]


def _texts(book: Book) -> Iterable[str]:
    found: dict[Scalar, None] = {}
    for sheet in book.sheets:
        for cells in sheet.rows.values():
            found.update(dict.fromkeys(v for v in cells.values() if type(v) is str and not v.isascii()))
    return (text for text in found if isinstance(text, str))


def _decode_sheet(sheet: Sheet, tried: str | None, knows: Callable[[str], bool]) -> Sheet:
    known: dict[tuple[str, str | None], str] = {}

    def meant(value: Scalar, row: int, column: int) -> Scalar:
        """A cell's text as it was meant, worked out once a text."""
        if not isinstance(value, str) or value.isascii():
            return value
        encoding = (sheet.encodings.get(Place(row, column)) if sheet.encodings else None) or tried
        if (value, encoding) not in known:
            known[value, encoding] = _meant(value, encoding, knows)
        return known[value, encoding]

    rows = {r: {c: meant(value, r, c) for c, value in cells.items()} for r, cells in sheet.rows.items()}
    return replace(sheet, rows=rows, encodings={}, is_undecoded=False)


def _meant(text: str, encoding: str | None, knows: Callable[[str], bool]) -> str:
    """A text that makes sense as it stands (typed in Unicode in spite of its font) stays."""
    decoded = decode_text(text, encoding) if encoding else None
    if decoded is None or (knows(text) and not knows(decoded)):
        return text.replace("\u00ad", "")
    return decoded
