"""What the lines above a table say: document and level, period and cut-off, stage, covering document, estimates."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from etl.grid import Sheet
from etl.words import has_estimate
from ntm.criteria import CriteriaSet, Law
from ntm.figures import CoveringDocument
from ntm.periods import Period, parse_period
from ntm.units import normalise_name


@dataclass(frozen=True, slots=True)
class Titles:
    """What was found; None where nothing plain was said."""

    set_id: str | None = None
    level: str | None = None
    period: Period | None = None
    stage: str | None = None
    document: CoveringDocument | None = None
    is_estimate: bool = False


_DAY = r"(?:ngày\s*)?(\d{1,2})\s*(?:/|-|\.|\s*tháng\s*)\s*(\d{1,2})\s*(?:/|-|\.|\s*năm\s*)\s*(20\d\d)"
_DOCUMENT_NUMBER = r"\d{1,5}\s*/(?:\s*20\d\d\s*/)?\s*[a-zđ][\w.\-]*"
_LETTER = re.compile(
    rf"kèm theo\s+(?:[^\d\W]+\s+){{1,3}}?số:?\s*({_DOCUMENT_NUMBER})(?:\s*,?\s*{_DAY})?"
    r"(?:\s*,?\s*của\s+([^()]+))?", re.I)
# Days that belong to documents and to the place where one was signed are no periods.
_OTHER_DAYS = (
    re.compile(rf"(?:số|số:)\s*{_DOCUMENT_NUMBER}(?:\s*,?\s*{_DAY})?", re.I),
    re.compile(r"[^\W\d][^,\d]*,\s*ngày\s*[\d.…]*\s*tháng\s*[\d.…]*\s*năm\s*(?:20\d\d)?", re.I),
    re.compile(r"giai đoạn\s*20\d\d\s*[-–]\s*20\d\d", re.I),
)
_CUTOFF = re.compile(rf"(?:chốt(?:\s*số liệu)?|số liệu|tính)?\s*(?:đến|tại|vào)\s*(?:hết\s*)?{_DAY}", re.I)
_SIGNED = ("appraised", "concluded")
_STAGES = (
    ("concluded", re.compile(r"hội đồng thẩm định|(?:ubnd|chủ tịch ubnd) tỉnh (?:công nhận|kết luận|quyết định)")),
    ("appraised", re.compile(r"sở .{0,40}thẩm định|thẩm định (?:số .{0,80})?của sở|sở thẩm định")),
    ("verified", re.compile(r"huyện thẩm tra|thẩm tra của (?:ubnd )?huyện|(?:kết quả|báo cáo|biên bản|tổ) thẩm tra")),
    ("self", re.compile(r"tự đánh giá")),
)
# The symbol of a document's number names its kind and who issued it: 12/BCTĐ-STTTT, 05/KL-HĐTĐ.
_SYMBOLS = (
    ("concluded", re.compile(r"/.*hđtđ")),
    ("appraised", re.compile(r"/(?:bc|bb|kq|kl)?tđ-s")),
    ("verified", re.compile(r"/(?:bc|bb|kq)tt-(?:ubnd|tt)")),
)
_SIGNATURE = re.compile(r"(?:tm|t/m|kt|tl|tuq|q)\s*[./]\s*\S", re.IGNORECASE)
MAX_SIGNATURE_ROWS = 15
_LEVELS = (("advanced", "nâng cao"), ("model", "kiểu mẫu"), ("modern", "hiện đại"))


@cache
def stage_of(text: str) -> str | None:
    """The stage that a title or heading plainly names: "Huyện thẩm tra"."""
    written = normalise_name(text)
    return next((stage for stage, pattern in _STAGES if pattern.search(written)), None)


@cache
def level_of(text: str) -> str | None:
    """The level that a heading above others names: "Xã NTM nâng cao"; None for one that names none or several."""
    written = normalise_name(text)
    levels = [level for level, word in _LEVELS if word in written]
    if len(levels) == 1:
        return levels[0]
    return "standard" if not levels and re.search(r"\b(?:ntm|nông thôn mới)\b", written) else None


def stage_of_document(document: CoveringDocument) -> str | None:
    """The stage that a covering document says by its number's symbol or by who issued it; None where neither is plain."""
    symbol, body = normalise_name(document.number or ""), document.body or ""
    return next((stage for stage, pattern in _SYMBOLS if pattern.search(symbol)), None) or stage_of(body)


def signatures(sheet: Sheet) -> list[str]:
    """The lines at the sheet's end that say in whose name it is signed: "TM. HỘI ĐỒNG THẨM ĐỊNH"."""
    last = sheet.row_numbers()[-MAX_SIGNATURE_ROWS:]
    return [text for row in last for _, text in sheet.texts(row) if _SIGNATURE.match(text)]


def read_titles(lines: Sequence[str], sheet_name: str, law: Law, signed: Sequence[str] = (),
                given: CoveringDocument | None = None) -> Titles:
    """What the lines above the table and the sheet's name say together; the lines come first, then the document, then who signs.

    `given`: the covering document that a person named, in place of the one that the lines name.
    """
    document = given or find_document(lines)
    stage = next((s for s in map(stage_of, lines) if s), None) or (stage_of_document(document) if document else None)
    stage = stage or next((s for s in map(stage_of, signed) if s), None)
    if stage in _SIGNED and document is None:
        stage = None  # who signs names the document; without it the file says no more than its sender
    level, set_id = find_set([*lines, sheet_name], law)
    return Titles(set_id, level, find_period([*lines, sheet_name]), stage, document, any(map(has_estimate, lines)))


def under(own: Titles, above: Titles) -> Titles:
    """The titles of a lower table on a sheet, with what those above it say where its own say nothing."""
    is_named = bool(own.set_id or own.level)
    return Titles(own.set_id if is_named else above.set_id, own.level if is_named else above.level,
                  own.period or above.period, own.stage or above.stage, own.document or above.document,
                  own.is_estimate or above.is_estimate)


def find_document(lines: Iterable[str]) -> CoveringDocument | None:
    """The letter that the table came with: "(Kèm theo Báo cáo số 16/BC-UBND ngày 15/12/2023 của UBND …)"."""
    for line in lines:
        if found := _LETTER.search(line):
            number, day, month, year, body = found.groups()
            issued = _date(day, month, year) if day else None
            return CoveringDocument(body.strip(" .;,") if body else None, re.sub(r"\s", "", number), issued)
    return None


def find_period(lines: Iterable[str]) -> Period | None:
    """The reporting period; a day beside a named period ("Quý II/2023, số liệu đến 14/6/2023") is its cut-off."""
    bare = [_without_other_days(line) for line in lines]
    named = next((p for line in bare if (p := parse_period(_without_days(line))) and p.kind != "day"), None)
    if named is None:
        return next((p for line in bare if (p := parse_period(line))), None)
    for line in bare:
        if (found := _CUTOFF.search(line)) and (day := _date(*found.groups())):
            return Period(named.end, named.kind, day)
    return named


def find_set(lines: Iterable[str], law: Law) -> tuple[str | None, str | None]:
    """Level and set that the lines name: by document, among the sets of one document by level; (level, set id).

    Without a document only the level is known; which set applies then hangs on the period.
    """
    text = " \n ".join(normalise_name(line) for line in lines)
    for set_id in law.sets:
        if set_id in text:
            return law.sets[set_id].level, set_id
    levels = {level for level, word in _LEVELS if word in text}
    level = levels.pop() if len(levels) == 1 else None
    named = [s for s in law.sets.values() if _names_document(text, s)]
    if not named:
        return level or ("standard" if "nông thôn mới" in text or "ntm" in text.split() else None), None
    fitting = [s for s in named if s.level == (level or "standard")] or ([] if level else named)
    return (level, fitting[0].id if len(fitting) == 1 else None) if level or fitting else (None, None)


def _names_document(text: str, criteria_set: CriteriaSet) -> bool:
    number = normalise_name(criteria_set.document.number)
    return bool(re.search(rf"(?<!\d){re.escape(number)}(?!\w)", text.replace(" /", "/").replace("/ ", "/")))


def _without_other_days(line: str) -> str:
    for pattern in _OTHER_DAYS:
        line = pattern.sub(" ", line)
    return line


def _without_days(line: str) -> str:
    return re.sub(_DAY, " ", line, flags=re.I)


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
