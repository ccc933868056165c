"""The text catalogue: the same keys and places in both languages, a sentence for every problem, figures as officials write them."""
from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from ntm.problems import Problem
from ntm.texts import (
    LANGUAGES,
    UnknownText,
    catalogue,
    format_count,
    format_date,
    format_number,
    format_pct,
    format_period,
    format_share,
    t,
)

ROOT = Path(__file__).parent.parent
# What a load can say (DESIGN §4); other systems read these codes.
CODES_OF_A_LOAD = (
    "unknown-commune", "ambiguous-commune", "unknown-indicator", "unknown-period", "future-period", "bad-value", "out-of-range",
    "duplicate", "conflict", "formula-error", "formula-uncomputed", "bad-file", "too-large", "encrypted", "unsupported",
    "hidden-data",
)


def places(text: str) -> set[str]:
    """Names of the places of a text; raises ValueError where its braces do not match."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@dataclass(frozen=True)
class Raised:
    """One call in the code that names a problem."""

    where: str
    code: str
    variant: str | None
    is_variant_known: bool
    given: frozenset[str] | None  # names given to the sentence, where they can be read off


def raised_problems() -> Iterator[Raised]:
    """Every call in ntm/ and etl/ that names a problem's code; Match and _RefusedError carry one to a Problem."""
    for file in sorted([*ROOT.glob("ntm/**/*.py"), *ROOT.glob("etl/**/*.py")]):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) in ("Problem", "Match", "_RefusedError"):
                yield from _read_call(node, f"{file.relative_to(ROOT).as_posix()}:{node.lineno}")


def _read_call(node: ast.Call, where: str) -> Iterator[Raised]:
    named = {word.arg: word.value for word in node.keywords}
    arguments = dict(zip({"_RefusedError": ("code", "variant")}.get(node.func.id, ("code", "params")), node.args, strict=False)) | named
    code, variant, params = (arguments.get(name) for name in ("code", "variant", "params"))
    if not isinstance(code, ast.Constant) or not isinstance(code.value, str):
        return
    given = None
    if node.func.id == "Problem" and (params is None or isinstance(params, ast.Dict)):
        given = frozenset(key.value for key in params.keys) if params else frozenset()
    is_known = isinstance(variant, ast.Constant) or (variant is None and node.func.id == "Problem")
    yield Raised(where, code.value, getattr(variant, "value", None) if is_known else None, is_known, given)


RAISED = list(raised_problems())


def test_both_languages_have_the_same_keys() -> None:
    vi, en = (catalogue(lang) for lang in LANGUAGES)
    assert sorted(vi.keys() - en.keys()) == []
    assert sorted(en.keys() - vi.keys()) == []


def test_both_languages_have_the_same_places() -> None:
    vi, en = (catalogue(lang) for lang in LANGUAGES)
    # Period names: Vietnamese counts quarters in roman, English in arabic.
    differing = [key for key in vi if key in en and not key.startswith("period.") and places(vi[key]) != places(en[key])]
    assert differing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_empty(lang: str) -> None:
    assert [key for key, text in catalogue(lang).items() if not text.strip()] == []


def test_the_code_names_problems() -> None:
    assert len(RAISED) > 40
    assert {"warehouse-newer", "unknown-batch", "bad-moment", "bad-value", "unknown-commune"} <= {one.code for one in RAISED}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_has_its_sentence(lang: str) -> None:
    texts = catalogue(lang)
    for one in RAISED:
        key = f"problem.{one.code}" + (f".{one.variant}" if one.variant else "")
        assert key in texts if one.is_variant_known else any(f"{k}.".startswith(f"{key}.") for k in texts), f"{one.where}: {key}"
        if one.given is not None and key in texts:
            assert places(texts[key]) <= one.given | {"value"}, f"{one.where}: {key} is not given what it names"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", CODES_OF_A_LOAD)
def test_the_codes_of_a_load_have_sentences(code: str, lang: str) -> None:
    assert any(f"{key}.".startswith(f"problem.{code}.") for key in catalogue(lang))


def test_a_missing_key_raises() -> None:
    with pytest.raises(UnknownText):
        t("problem.no-such-thing", "vi")
    with pytest.raises(UnknownText):
        Problem("no-such-thing").sentence("en")


@pytest.mark.parametrize(("count", "said"), [
    pytest.param(0, "Showing 3 of 0 communes.", id="none is many"),
    pytest.param("1", "Showing 3 of 1 commune.", id="one"),
    pytest.param("21", "Showing 3 of 21 communes.", id="ends in one"),
    pytest.param("1,001", "Showing 3 of 1,001 communes.", id="thousands"),
])
def test_a_counted_noun_goes_with_its_number(count: object, said: str) -> None:
    assert t("table.shown", "en", shown=3, total=count) == said


def test_counted_nouns_are_two_words_and_vietnamese_needs_none() -> None:
    choices = {lang: [spec for text in catalogue(lang).values() for _, _, spec, _ in string.Formatter().parse(text) if spec and "|" in spec]
               for lang in LANGUAGES}
    assert choices["vi"] == []
    assert len(choices["en"]) > 100
    assert all(len(set(spec.split("|"))) == 2 for spec in choices["en"])


def test_a_problem_as_json_has_the_fields_of_the_contract() -> None:
    problem = Problem("unknown-batch", {"batch": 7}, "Biểu 01", "C9", "7", "6")
    row = problem.as_json("en")
    assert list(row) == ["sheet", "cell", "code", "message", "value", "suggestion"]
    assert "7" in row["message"]
    assert Problem("unknown-batch", {"batch": 7}, level="note").as_json()["level"] == "note"


@pytest.mark.parametrize(("number", "digits", "vi", "en"), [
    (1234.5, 1, "1.234,5", "1,234.5"),
    (1234567, 0, "1.234.567", "1,234,567"),
    (0, 0, "0", "0"),
    (0.5, 0, "1", "1"),
    (2.5, 0, "3", "3"),
    (-0.25, 1, "-0,3", "-0.3"),
    (12.11, 2, "12,11", "12.11"),
])
def test_format_number(number: float, digits: int, vi: str, en: str) -> None:
    assert (format_number(number, "vi", digits), format_number(number, "en", digits)) == (vi, en)


@pytest.mark.parametrize(("part", "whole", "vi", "en"), [
    (65, 95, "68,4%", "68.4%"),
    (6, 9, "66,7%", "66.7%"),
    (1, 3, "33,3%", "33.3%"),
    (0, 95, "0,0%", "0.0%"),
    (95, 95, "100,0%", "100.0%"),
    (1, 800, "0,1%", "0.1%"),
    (1, 2000, "0,1%", "0.1%"),
])
def test_format_pct(part: int, whole: int, vi: str, en: str) -> None:
    assert (format_pct(part, whole, "vi"), format_pct(part, whole, "en")) == (vi, en)


def test_format_share_has_no_percent_of_nothing() -> None:
    assert format_share(65, 95, "vi") == "65/95 (68,4%)"
    assert format_share(1065, 10600, "en") == "1,065/10,600 (10.0%)"
    assert format_share(0, 0, "vi") == "0/0"


@pytest.mark.parametrize(("number", "vi", "en"), [(0, "00", "0"), (6, "06", "6"), (10, "10", "10"), (1234, "1.234", "1,234")])
def test_format_count(number: int, vi: str, en: str) -> None:
    assert (format_count(number, "vi"), format_count(number, "en")) == (vi, en)


def test_format_date() -> None:
    assert format_date(date(2023, 6, 30), "vi") == "30/6/2023"
    assert format_date(date(2023, 1, 5), "vi") == "05/01/2023"
    assert format_date(date(2023, 6, 30), "en") == "30 Jun 2023"


@pytest.mark.parametrize(("kind", "end", "vi"), [
    ("month", date(2023, 6, 30), "tháng 6/2023"),
    ("quarter", date(2023, 6, 30), "quý II/2023"),
    ("quarter", date(2021, 12, 31), "quý IV/2021"),
    ("half", date(2023, 6, 30), "6 tháng đầu năm 2023"),
    ("half", date(2023, 12, 31), "6 tháng cuối năm 2023"),
    ("nine_months", date(2023, 9, 30), "9 tháng đầu năm 2023"),
    ("year", date(2023, 12, 31), "năm 2023"),
    ("day", date(2023, 12, 14), "14/12/2023"),
])
def test_format_period(kind: str, end: date, vi: str) -> None:
    assert format_period(kind, end, "vi") == vi
    assert "{" not in format_period(kind, end, "en") and str(end.year) in format_period(kind, end, "en")
