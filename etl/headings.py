"""What a heading is about: the column of the communes, an indicator by number or title, a measure."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz

from etl.values import Target
from etl.words import has_estimate, name_key
from ntm.criteria import CriteriaSet, Indicator, Law, Measure

_UNIT_WORD = r"(?:xã|phường|thị trấn|đặc khu|tt|đơn vị(?: hành chính)?(?: cấp xã)?|địa phương|địa bàn)"
_VILLAGE_WORD = r"(?:thôn|bản|xóm|tổ(?: dân phố)?|khu(?: dân cư)?|tiểu khu|làng|ấp|buôn)"
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple((role, re.compile(pattern)) for role, pattern in (
    ("number", r"stt|số tt|tt|số thứ tự|no\.?|#"),
    ("code", r"mã(?: số)?(?: xã| đơn vị(?: hành chính)?| đvhc| hành chính| địa bàn)?|(?:commune|unit)[ _]code|code"),
    ("commune", rf"(?:(?:tên|danh sách|các|huyện)\s*[,/]?\s*)*{_UNIT_WORD}(?:\s*[,/(–-]\s*{_UNIT_WORD}\)?)*"
                r"|commune(?:[ _]name)?|unit|name"),
    ("district", r"(?:tên )?(?:huyện|quận)(?:\s*[,/]\s*(?:huyện|thị xã|thành phố|quận|tp|tx))*|district(?:[ _]name)?"),
    ("village", rf"(?:(?:tên|danh sách|các)\s*)*{_VILLAGE_WORD}(?:\s*[,/(–-]\s*{_VILLAGE_WORD}\)?)*|village(?:[ _]name)?"),
    ("item", r"(?:mã |tên |số )?(?:chỉ tiêu|tiêu chí|chỉ số|nội dung|yêu cầu)|indicator|measure|item"),
    ("period", r"kỳ(?: báo cáo| số liệu)?|thời (?:điểm|gian|kỳ)(?: báo cáo)?|(?:reporting )?period"),
    ("value", r"giá trị|kết quả(?: thực hiện| đánh giá)?|số liệu|value|result"),
    ("set", r"bộ tiêu chí|(?:criteria )?set"),
    ("stage", r"cấp đánh giá|bước đánh giá|stage"),
    ("estimate", r"ước(?: thực hiện)?|(?:is[ _])?estimate"),
    ("note", r"ghi chú.*|notes?"),
))
_WORD = r"(?:chỉ tiêu|tiêu chí|tc|ct|nội dung|indicator)\s*(?:số)?\s*"
_BREAK = r"\s*[:.\-–)]?\s*"
_NUMBER = re.compile(rf"(?:{_WORD})?(\d{{1,2}}\.\d{{1,2}})(?![\d%/])\.?{_BREAK}")
_PLAIN_NUMBER = re.compile(rf"(?:{_WORD}\(?(\d{{1,2}})\)?|\(?(\d{{1,2}})[.)]){_BREAK}")
_FILLING = re.compile(r"^(?:tỷ lệ|số|tổng số|%)\s+|\s*\(%\)|\s*\(đạt.*\)")
_VERDICT_HEADING = re.compile(
    r"(?:kết luận|đánh giá|kết quả|mức độ đạt|đạt\s*[/,-]\s*(?:chưa|không) đạt|.*tự đánh giá|.*thẩm (?:tra|định)"
    r"|tỷ lệ|%)(?:\s.*)?")
NEAR_TITLE = 85    # of 100, a heading against all titles
NEAR_MEASURE = 72  # against the few measures of the indicator that the heading's number names


class UnknownIndicatorError(LookupError):
    """A heading or cell numbers an indicator of the set's own criterion that the set does not have; args[0] is it."""


@lru_cache(maxsize=4096)
def role_of(text: str) -> str | None:
    """What kind of column a heading announces, if it is one of those that every table has."""
    written = re.sub(r"\s*[:*.]$", "", name_key(text))
    return next((role for role, pattern in ROLES if pattern.fullmatch(written)), None)


def find_target(parts: Sequence[str], criteria_set: CriteriaSet | None, law: Law) -> Target | None:
    """What the column under these headings (top down) is about, None when it is about nothing of ours.

    Raises UnknownIndicatorError for a number of the set's criterion that the set does not have.
    """
    leaf = parts[-1]
    if target := _by_key(leaf, law):
        return target
    if criteria_set is None:
        return None
    indicator, rest = _numbered(leaf, criteria_set)
    if indicator is None:
        for parent in reversed(parts[:-1]):
            indicator, _ = _numbered(parent, criteria_set)
            if indicator:
                return _beneath(indicator, leaf, parts, criteria_set, law)
        return _by_title(leaf, parts, criteria_set, law)
    named = _named_measure(rest, indicator, law)
    return make_target(criteria_set, indicator, law, named, _estimated(parts), _in_percent(leaf))


def target_of(meaning: str, parts: Sequence[str], law: Law) -> Target | None:
    """The target that a person named for a column under these headings; None for what no set or list of ours knows.

    `meaning` is a measure's id, "set_id/number", or both: "318-2022-standard/8.4 + staff_with_computer".
    """
    first, _, second = meaning.partition(" + ")
    is_estimate, is_percent = _estimated(parts), _in_percent(parts[-1])
    if first in law.measures and not second:
        return Target(None, law.measures[first], "no_measure", is_estimate, is_percent)
    set_id, _, number = first.partition("/")
    indicator = next((i for i in law.sets[set_id].indicators if i.number == number), None) if set_id in law.sets else None
    if indicator is None or (second and second not in {m.id for m in measures_of(indicator, law)}):
        return None
    return make_target(law.sets[set_id], indicator, law, law.measures.get(second), is_estimate, is_percent)


def make_target(criteria_set: CriteriaSet, indicator: Indicator, law: Law, named: Measure | None = None,
                is_estimate: bool = False, is_percent: bool = False) -> Target:
    """The target of an indicator's column; figures go to the named measure, else to its only one that counts."""
    countable = [m for m in measures_of(indicator, law) if m.kind != "yes_no"]
    measure = named or (countable[0] if len(countable) == 1 else None)
    gap = "which_measure" if len(countable) > 1 else "no_measure"
    return Target(f"{criteria_set.id}/{indicator.number}", measure, gap, is_estimate, is_percent)


def measures_of(indicator: Indicator, law: Law) -> list[Measure]:
    """The measures that an indicator's requirements are judged by."""
    return [law.measures[r.ref] for r in indicator.requirements if r.kind == "measure"]


def _in_percent(text: str) -> bool:
    return bool(re.search(r"\(\s*%\s*\)|tỷ lệ\s*%|^\s*%\s*$", name_key(text)))


def _estimated(parts: Sequence[str]) -> bool:
    return any(map(has_estimate, parts))


def _by_key(text: str, law: Law) -> Target | None:
    """A heading or cell that holds our own key: a measure's id or `set_id/number`."""
    key = text.strip()
    if key in law.measures:
        return Target(None, law.measures[key])
    set_id, _, number = key.partition("/")
    if set_id not in law.sets:
        return None
    for indicator in law.sets[set_id].indicators:
        if indicator.number == number:
            return make_target(law.sets[set_id], indicator, law)
    raise UnknownIndicatorError(number)


def _numbered(text: str, criteria_set: CriteriaSet) -> tuple[Indicator | None, str]:
    """The indicator whose number starts a text, and the text behind the number."""
    written = name_key(text)
    by_number = {i.number: i for i in criteria_set.indicators}
    if found := _NUMBER.match(written):
        number, rest = found.group(1), written[found.end():]
        if number in by_number:
            return by_number[number], rest
        if criteria_set.criterion and number.split(".")[0] == criteria_set.criterion:
            raise UnknownIndicatorError(number)
        return None, written
    if found := _PLAIN_NUMBER.match(written):
        indicator, rest = by_number.get(found.group(1) or found.group(2)), written[found.end():]
        # "(1)" alone numbers a column; a number without a point needs the word or the title beside it
        if indicator and (found.group(1) or likeness(rest, _titles(indicator)) >= NEAR_MEASURE):
            return indicator, rest
    return None, written


def _beneath(indicator: Indicator, leaf: str, parts: Sequence[str], criteria_set: CriteriaSet,
             law: Law) -> Target | None:
    """A column under a numbered heading: one of its measures, its verdict, or something that we do not take."""
    written = name_key(leaf)
    named = _named_measure(written, indicator, law)
    is_own = _VERDICT_HEADING.fullmatch(written) or likeness(written, _titles(indicator)) >= NEAR_TITLE
    if named is None and not is_own:
        return None
    return make_target(criteria_set, indicator, law, named, _estimated(parts), _in_percent(leaf))


def _by_title(leaf: str, parts: Sequence[str], criteria_set: CriteriaSet, law: Law) -> Target | None:
    written = name_key(leaf)
    ranked: list[tuple[float, int, Target]] = []
    for place, indicator in enumerate(criteria_set.indicators):
        target = make_target(criteria_set, indicator, law, None, _estimated(parts), _in_percent(leaf))
        ranked.append((likeness(written, _titles(indicator)), -place, target))
    for place, measure in enumerate(law.measures.values(), 1):
        target = Target(None, measure, "no_measure", _estimated(parts), _in_percent(leaf))
        ranked.append((likeness(written, _phrases(measure)), -1000 - place, target))
    score, _, target = max(ranked, key=lambda r: r[:2], default=(0, 0, None))
    return target if score >= NEAR_TITLE else None


def _named_measure(written: str, indicator: Indicator, law: Law) -> Measure | None:
    if not written:
        return None
    own = likeness(written, _titles(indicator))
    ranked = [(likeness(written, _phrases(m)), -i, m) for i, m in enumerate(measures_of(indicator, law))]
    score, _, measure = max(ranked, key=lambda r: r[:2], default=(0, 0, None))
    return measure if score >= NEAR_MEASURE and score > own else None


def _titles(indicator: Indicator) -> Iterator[str]:
    for text in (indicator.title, indicator.short):
        yield from (text.vi, text.en)


def _phrases(measure: Measure) -> Iterator[str]:
    for lang in ("vi", "en"):
        yield measure.title.in_(lang)
        if measure.numerator and measure.denominator:
            yield measure.numerator.in_(lang)
            yield f"{measure.numerator.in_(lang)} / {measure.denominator.in_(lang)}"


def likeness(written: str, phrases: Iterator[str]) -> float:
    """How near a heading is to the nearest of some phrases, 0 to 100."""
    bare = _FILLING.sub("", written).strip()
    if not bare:
        return 0
    return max(fuzz.ratio(_sorted_words(bare), _sorted_words(_bare(phrase))) for phrase in phrases)


@cache
def _bare(phrase: str) -> str:
    return _FILLING.sub("", name_key(phrase))


@lru_cache(maxsize=4096)
def _sorted_words(text: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", text)))
