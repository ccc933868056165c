"""The shipped law says what DOMAIN.md §2 says; the right set applies on a day; a broken file is refused by line."""
from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from ntm.criteria import Law, law_from_texts, load_law, read_law_texts
from ntm.problems import BadData, Problem

STANDARD, ADVANCED, MODEL = "318-2022-standard", "318-2022-advanced", "319-2022-model"

TITLES_OF_STANDARD = (
    "Xã có điểm phục vụ bưu chính",
    "Xã có dịch vụ viễn thông, internet",
    "Xã có đài truyền thanh và hệ thống loa đến các thôn",
    "Xã có ứng dụng công nghệ thông tin trong công tác quản lý, điều hành",
)

# set, issued, applies from, status of that, in force to, indicators, set's status, complete
SETS = [
    ("1980-2016-standard", "2016-10-17", "2016-10-17", "verified", "2021-12-31", "8.1 8.2 8.3 8.4", True),
    (STANDARD, "2022-03-08", "2022-01-01", "unverified", "2025-12-31", "8.1 8.2 8.3 8.4", True),
    (ADVANCED, "2022-03-08", "2022-01-01", "unverified", "2025-12-31", "8.1 8.2 8.3 8.4 8.5", True),
    (MODEL, "2022-03-08", "2022-01-01", "unverified", "2025-12-31", "1 2 3 4", True),
    ("51-2025-standard", "2025-12-29", "2026-02-15", "verified", "None", "", False),
    ("51-2025-modern", "2025-12-29", "2026-02-15", "verified", "None", "", False),
]

# indicator: requirement, threshold as written ("open", or None where there is none), source status
REQUIREMENTS = {
    f"{STANDARD}/8.1": [(f"postal_{part}", None, "verified") for part in
                        ("premises", "sign", "hours_posted", "open_hours", "letters", "parcels")],
    f"{STANDARD}/8.2": [("thon_with_telecom", "1/1", "verified"), ("telecom_quality", None, "verified")],
    f"{STANDARD}/8.3": [("thon_with_loudspeaker", "2/3", "unverified"), ("commune_station", None, "unverified")],
    f"{STANDARD}/8.4": [("staff_with_computer", "open", "verified"), ("dossiers_online", "open", "verified"),
                        ("document_system", None, "verified"), ("commune_web_page", None, "verified")],
    f"{ADVANCED}/8.1": [(f"{STANDARD}/8.1", None, "verified"), ("online_service_computer", None, "verified"),
                        ("online_service_scanner", None, "verified"), ("trained_postal_staff", None, "verified")],
    f"{ADVANCED}/8.2": [("smartphone_subscribers", "50%", "unverified")],
    f"{ADVANCED}/8.3": [],
    f"{ADVANCED}/8.4": [],
    f"{ADVANCED}/8.5": [("public_points_with_wifi", "open", "open")],
    f"{MODEL}/1": [("advanced", None, "verified")],
    f"{MODEL}/2": [("income_above_advanced", None, "verified")],
    f"{MODEL}/3": [("smart_thon", "1", "verified")],
    f"{MODEL}/4": [(f"outstanding_{field}", None, "verified") for field in
                   ("digital", "production", "education", "culture", "tourism", "landscape", "security")],
}


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


@pytest.mark.parametrize(("set_id", "issued", "applies", "status", "to", "numbers", "is_complete"), SETS)
def test_shipped_sets_are_those_of_the_domain(law, set_id, issued, applies, status, to, numbers, is_complete):
    one = law.sets[set_id]
    assert (str(one.document.issued), str(one.applies_from), one.applies_from_status) == (issued, applies, status)
    assert str(one.in_force_to) == to
    assert [indicator.number for indicator in one.indicators] == numbers.split()
    assert (one.is_complete, one.source_status) == (is_complete, "verified")
    assert set(law.sets) == {row[0] for row in SETS}


@pytest.mark.parametrize("key", REQUIREMENTS)
def test_shipped_requirements_are_those_of_the_domain(law, key):
    set_id, _, number = key.partition("/")
    found = law.sets[set_id].find_indicator(number).requirements
    assert [(r.ref, "open" if r.is_open else r.threshold, r.source_status) for r in found] == REQUIREMENTS[key]
    assert all(r.source for r in found)


def test_shipped_evidence_is_what_the_requirements_ask_for_and_open(law):
    for criteria in law.sets.values():
        for indicator in criteria.indicators:
            needs = {need.ref for need in indicator.requirements if need.kind == "measure"}
            assert {item.id for item in indicator.evidence} in (needs, set())
            assert {item.source_status for item in indicator.evidence} <= {"open"}
            assert all(item.title.vi and item.title.en and item.source for item in indicator.evidence)
    assert [len(indicator.evidence) for indicator in law.sets[STANDARD].indicators] == [6, 2, 2, 4]


def test_standard_says_the_published_words_of_both_laws(law):
    for set_id in ("1980-2016-standard", STANDARD):
        indicators = law.sets[set_id].indicators
        assert tuple(one.title.vi for one in indicators) == TITLES_OF_STANDARD
        assert {one.source_status for one in indicators} == {"verified"}
    assert {one.threshold_status for one in law.sets[STANDARD].indicators} == {"unverified"}
    assert {one.source_status for one in law.sets[ADVANCED].indicators} == {"unverified"}
    assert not any(one.requirements for one in law.sets["1980-2016-standard"].indicators)


def test_levels_build_on_each_other(law):
    assert (law.sets[ADVANCED].includes, law.sets[ADVANCED].includes_status) == (STANDARD, "unverified")
    assert law.sets[MODEL].includes is None
    assert [law.depth(set_id) for set_id in (STANDARD, ADVANCED, MODEL, "51-2025-modern")] == [0, 1, 2, 0]
    assert [one.combine for one in law.sets[MODEL].indicators] == ["all", "all", "all", "any"]


def test_no_claim_says_more_than_is_known(law):
    assert law.sets[STANDARD].claim.vi == "đạt tiêu chí số 8 theo Bộ tiêu chí xã NTM"
    assert law.sets[MODEL].criterion is None
    assert "nội dung Sở phụ trách" in law.sets[MODEL].claim.vi
    assert law.sets["51-2025-standard"].criterion == "7"
    assert not any("đạt chuẩn" in one.claim.vi for one in law.sets.values())


@pytest.mark.parametrize(("number", "day", "body"), [
    pytest.param("8.3", "2025-02-28", "Sở Thông tin và Truyền thông", id="last day of the department"),
    pytest.param("8.3", "2025-03-01", "ngành văn hóa", id="grass-roots information goes to culture"),
    pytest.param("8.1", "2025-03-01", "Sở Khoa học và Công nghệ", id="the rest goes to science"),
])
def test_who_answers_changes(law, number, day, body):
    answers = law.sets[STANDARD].find_indicator(number).answering(date.fromisoformat(day))
    assert [(one.body.vi, one.source_status) for one in answers] == [(body, "unverified")]


def test_thresholds_are_exact(law):
    exact = {r.ref: r.at_least for one in law.sets.values() for i in one.indicators for r in i.requirements}
    assert (exact["thon_with_loudspeaker"], exact["smartphone_subscribers"]) == (Fraction(2, 3), Fraction(1, 2))
    assert (exact["thon_with_telecom"], exact["staff_with_computer"]) == (1, None)


# Which set applies --------------------------------------------------------------------------------------------------

MEASURES = """\
measures:
  share:
    kind: ratio
    unit: {vi: thôn, en: villages}
    title: {vi: Tỷ lệ, en: Share}
    numerator: {vi: tử, en: part}
    denominator: {vi: mẫu, en: whole}
  answer:
    kind: yes_no
    title: {vi: Có, en: "Yes"}
"""
NATIONAL = """\
id: law-a
document: {number: 1/QĐ, issued: 2022-03-08}
source_status: verified
level: standard
level_title: {vi: xã NTM, en: commune}
level_rank: 1
criterion: "8"
claim: {vi: đạt, en: meets}
applies_from: 2022-01-01
in_force_to: 2025-12-31
is_complete: true
answered_by: []
indicators:
  - number: "8.1"
    title: {vi: Một, en: One}
    short: {vi: Một, en: One}
    combine: all
    source: 1/QĐ
    source_status: verified
    threshold_status: verified
    requirements:
      - {measure: share, at_least: 2/3, source: 1/QĐ, source_status: verified}
  - number: "8.10"
    title: {vi: Mười, en: Ten}
    short: {vi: Mười, en: Ten}
    combine: all
    source: 1/QĐ
    source_status: verified
    threshold_status: verified
    requirements:
      - {measure: answer, source: 1/QĐ, source_status: verified}
"""
PROVINCIAL = """\
id: own
extends: law-a
province: "06"
document: {number: 7/QĐ-UBND, issued: 2023-01-05}
source_status: unverified
applies_from: 2023-01-05
answered_by: []
remove: ["8.10"]
indicators:
  - number: "8.2"
    title: {vi: Hai, en: Two}
    short: {vi: Hai, en: Two}
    combine: all
    source: 7/QĐ-UBND
    source_status: unverified
    threshold_status: unverified
    requirements:
      - {indicator: law-a/8.10, source: 7/QĐ-UBND, source_status: unverified}
"""


def law_of(**files: str) -> Law:
    texts = {f"criteria/{name.replace('_', '-')}.yaml": text for name, text in files.items()}
    return law_from_texts({"measures.yaml": MEASURES} | texts)


@pytest.mark.parametrize(("level", "day", "expected"), [
    pytest.param("standard", "2016-10-16", None, id="before the first law"),
    pytest.param("advanced", "2021-12-31", None, id="no advanced level in the first law"),
    pytest.param("standard", "2016-10-17", "1980-2016-standard", id="first day"),
    pytest.param("standard", "2021-12-31", "1980-2016-standard", id="last day"),
    pytest.param("standard", "2022-01-01", STANDARD, id="the next law reaches back before its issue"),
    pytest.param("model", "2024-06-30", MODEL, id="model"),
    pytest.param("standard", "2026-01-15", STANDARD, id="between two laws the last one applies"),
    pytest.param("standard", "2026-02-15", "51-2025-standard", id="the new law's first day"),
    pytest.param("advanced", "2026-06-30", ADVANCED, id="a level that the new law does not have"),
    pytest.param("modern", "2026-02-14", None, id="after the last law of another level"),
    pytest.param("gold", "2024-06-30", None, id="no such level"),
])
def test_find_set(law, level, day, expected):
    found = law.find_set(level, "06", date.fromisoformat(day))
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(("province", "day", "expected"), [
    pytest.param("06", "2023-01-04", "law-a", id="before the province's own"),
    pytest.param("06", "2023-01-05", "own", id="the province's own goes first"),
    pytest.param("19", "2023-01-05", "law-a", id="another province"),
    pytest.param(None, "2023-01-05", "law-a", id="no province"),
    pytest.param("06", "2025-12-31", "own", id="last day"),
    pytest.param("06", "2026-01-15", "own", id="both lapsed: still its own"),
    pytest.param("06", "2026-02-15", "law-b", id="a new national law over a lapsed own one"),
])
def test_find_set_of_a_province(province, day, expected):
    newer = NATIONAL.replace("id: law-a", "id: law-b").replace("applies_from: 2022-01-01", "applies_from: 2026-02-15")
    three = law_of(law_a=NATIONAL, own=PROVINCIAL, law_b=newer.replace("in_force_to: 2025-12-31\n", ""))
    assert three.find_set("standard", province, date.fromisoformat(day)).id == expected


def test_own_set_that_lapsed_early_gives_way_to_the_national_one():
    early = PROVINCIAL.replace("remove:", "in_force_to: 2023-12-31\nremove:")
    two = law_of(law_a=NATIONAL, own=early)
    assert two.find_set("standard", "06", date(2024, 1, 1)).id == "law-a"


@pytest.mark.parametrize(("day", "expected"), [
    ("2016-01-01", ()), ("2020-06-30", ("standard",)), ("2024-06-30", ("standard", "advanced", "model")),
    ("2026-01-15", ("standard", "advanced", "model")), ("2026-02-15", ("standard", "modern")),
])
def test_levels_of_a_day(law, day, expected):
    assert law.levels("06", date.fromisoformat(day)) == expected


def test_province_set_inherits_changes_adds_and_removes():
    own = law_of(law_a=NATIONAL, own=PROVINCIAL).sets["own"]
    assert [(one.number, one.verdict_keys) for one in own.indicators] == [
        ("8.1", ("own/8.1", "law-a/8.1")), ("8.2", ("own/8.2",))]
    assert (own.level, own.criterion, own.in_force_to, own.extends) == ("standard", "8", date(2025, 12, 31), "law-a")
    changed = PROVINCIAL.replace('"8.2"', '"8.1"')
    own = law_of(law_a=NATIONAL, own=changed).sets["own"]
    assert [(one.title.vi, one.verdict_keys) for one in own.indicators] == [("Hai", ("own/8.1",))]


def test_digest_knows_contents_not_line_ends():
    texts = read_law_texts()
    assert law_from_texts(texts).digest == load_law().digest
    windows = {name: text.replace("\n", "\r\n") for name, text in texts.items()}
    assert law_from_texts(windows).digest == load_law().digest
    changed = {name: text.replace("2/3", "3/4") for name, text in texts.items()}
    assert law_from_texts(changed).digest != load_law().digest


# What is refused ----------------------------------------------------------------------------------------------------

EVIDENCE = "{id: paper, title: {vi: Giấy, en: Paper}, source: 1/QĐ, source_status: open}"
# what is changed in the national set's text, into what; variant, line, found, part of expected
BROKEN = [
    pytest.param("criterion:", "criterium:", "unknown-key", 7, "criterium", "criterion", id="unknown key"),
    pytest.param("level: standard\n", "", "missing-key", 1, "id", "level", id="missing key"),
    pytest.param('"8.10"', '"8.1"', "repeated", 23, "8.1", "law-a", id="number twice"),
    pytest.param("level_rank: 1", "level_rank: 1\nlevel_rank: 2",
                 "repeated", 7, "level_rank", "law-a.yaml", id="key twice"),
    pytest.param("measure: share", "measure: shore", "unknown-measure", 22, "shore", "share, answer", id="measure"),
    pytest.param("measure: answer", "indicator: law-z/8.1",
                 "unknown-indicator", 31, "law-z/8.1", "law-a", id="set of an indicator"),
    pytest.param("measure: answer", "indicator: law-c/9",
                 "unknown-indicator", 31, "law-c/9", "law-c/8.1, law-c/8.10", id="number"),
    pytest.param("measure: answer", "level: gold", "unknown-level", 31, "gold", "other, standard", id="level"),
    pytest.param("is_complete", "includes: law-z\nis_complete",
                 "unknown-set", 11, "law-z", "law-a, law-c", id="included set"),
    pytest.param("2/3", "viel", "bad-threshold", 22, "viel", "2/3, 50%, 1, open", id="no number"),
    pytest.param("2/3", "2/0", "bad-threshold", 22, "2/0", "2/3", id="denominator 0"),
    pytest.param("2/3", "0%", "bad-threshold", 22, "0%", "2/3", id="nothing asked"),
    pytest.param("2/3", "-1/3", "bad-threshold", 22, "-1/3", "2/3", id="below nothing"),
    pytest.param("2/3", "3/2", "above-whole", 22, "3/2", "1/1", id="more than all"),
    pytest.param("at_least: 2/3, ", "", "missing-key", 22, "", "at_least", id="ratio without threshold"),
    pytest.param("measure: answer", "measure: answer, at_least: 1",
                 "no-threshold", 31, "1", "yes_no", id="yes_no with one"),
    pytest.param("2022-03-08", "08/3/2022", "bad-date", 2, "08/3/2022", "2022-03-08", id="date of another form"),
    pytest.param("2022-01-01", "2022-02-30", "bad-date", 9, "2022-02-30", "2022-03-08", id="no such day"),
    pytest.param("2025-12-31", "2021-12-31", "bad-date", 10, "2021-12-31", "≥ 2022-01-01", id="ends before it begins"),
    pytest.param("source_status: verified\nlevel", "source_status: sure\nlevel",
                 "bad-choice", 3, "sure", "verified, unverified, open", id="source status"),
    pytest.param("combine: all", "combine: most", "bad-choice", 17, "most", "all, any", id="combine"),
    pytest.param("is_complete: true", "is_complete: yes", "bad-choice", 11, "yes", "true, false", id="truth"),
    pytest.param("level_rank: 1", "level_rank: low", "bad-number", 6, "low", "1, 2, 3", id="rank"),
    pytest.param("combine: all", f"combine: all\n    evidence:\n      - {EVIDENCE}\n      - {EVIDENCE}",
                 "repeated", 20, "paper", "law-a", id="a paper twice"),
    pytest.param("combine: all", "combine: all\n    evidence: [{measure: shore, source: a, source_status: open}]",
                 "bad-choice", 18, "shore", "share, answer", id="a paper of no measure"),
    pytest.param("combine: all", "combine: all\n    evidence: [{id: x, source: a, source_status: open}]",
                 "missing-key", 18, "id", "measure / id, title", id="a paper without title"),
    pytest.param("id: law-a", "id: law-b", "wrong-name", 1, "law-b", "law-a", id="file name"),
    pytest.param("id: law-a", "id: law-c", "repeated", 1, "law-c", "criteria/law-a.yaml", id="set id twice"),
    pytest.param("{vi: đạt, en: meets}", "{vi: đạt}", "missing-key", 8, "vi", "en", id="one language only"),
    pytest.param("{vi: đạt, en: meets}", "đạt", "no-mapping", 8, "đạt", "vi, en", id="text without languages"),
    pytest.param("answered_by: []", "answered_by: Sở", "no-list", 12, "Sở", "-", id="no list"),
    pytest.param("combine: all", "combine: a: b", "no-yaml", 17, "not allowed", "YAML", id="does not parse"),
    pytest.param(NATIONAL, "", "no-yaml", 1, "", "YAML", id="empty file"),
    pytest.param(NATIONAL, "- 1", "no-mapping", 1, "[…]", "id, document", id="a list"),
    pytest.param("is_complete", "includes: law-a\nis_complete",
                 "cycle", 11, "law-a", "law-a → law-a", id="includes itself"),
    pytest.param("measure: answer", "level: other", "cycle", 11, "law-a", "law-a → law-c → law-a", id="circle of two"),
    pytest.param("is_complete", "remove: [8.1]\nis_complete",
                 "missing-key", 11, "remove", "extends", id="removes from nothing"),
    pytest.param("is_complete", "extends: law-c\nis_complete",
                 "missing-key", 1, "id", "province", id="extends without province"),
]


def problems_of(**files: str) -> list[Problem]:
    with pytest.raises(BadData) as caught:
        law_of(**files)
    return caught.value.problems


@pytest.mark.parametrize(("old", "new", "variant", "line", "found", "expected"), BROKEN)
def test_broken_set_is_refused_with_its_line(old, new, variant, line, found, expected):
    other = NATIONAL.replace("id: law-a", "id: law-c").replace("level: standard", "level: other")
    if new == "level: other":  # the circle of two: each leads to the other
        other = other.replace("is_complete", "includes: law-a\nis_complete")
    problems = problems_of(law_a=NATIONAL.replace(old, new, 1), law_c=other)
    matching = [p.params for p in problems if p.variant == variant and p.params["line"] == line]
    assert matching, [(p.variant, p.params) for p in problems]
    assert found in matching[0]["found"]
    assert expected in matching[0]["expected"]


@pytest.mark.parametrize(("old", "new", "variant", "line", "expected"), [
    ("kind: yes_no", "kind: maybe", "bad-choice", 9, "yes_no, ratio, count, value"),
    ("    numerator: {vi: tử, en: part}\n", "", "missing-key", 3, "numerator"),
    ("  answer:", "  share:", "repeated", 8, "measures.yaml"),
    ("measures:", "measure:", "unknown-key", 1, "measures"),
])
def test_broken_measures_are_refused(old, new, variant, line, expected):
    with pytest.raises(BadData) as caught:
        law_from_texts({"measures.yaml": MEASURES.replace(old, new), "criteria/law-a.yaml": NATIONAL})
    found = [(p.params["file"], p.variant, p.params["line"], p.params["expected"]) for p in caught.value.problems]
    assert ("measures.yaml", variant, line, expected) in found


@pytest.mark.parametrize(("old", "new", "variant", "line", "expected"), [
    ('remove: ["8.10"]', 'remove: ["8.9"]', "unknown-indicator", 8, "8.1, 8.10"),
    ('"06"', "Bắc Kạn", "bad-number", 3, "06"),
    ("extends: law-a", "extends: law-z", "unknown-set", 2, "law-a, own"),
])
def test_broken_province_set_is_refused(old, new, variant, line, expected):
    problems = problems_of(law_a=NATIONAL, own=PROVINCIAL.replace(old, new))
    assert (variant, line, expected) in [(p.variant, p.params["line"], p.params["expected"]) for p in problems]


def test_all_faults_of_all_files_are_told_at_once_in_both_languages():
    broken = NATIONAL.replace("2/3", "viel").replace("combine: all", "combine: most")
    problems = problems_of(law_a=broken, own=PROVINCIAL.replace("2023-01-05\n", "bald\n", 1))
    assert [(p.params["file"], p.params["line"]) for p in problems] == [
        ("criteria/law-a.yaml", 17), ("criteria/law-a.yaml", 22), ("criteria/law-a.yaml", 26), ("criteria/own.yaml", 6)]
    assert problems[1].sentence("vi") == (
        "criteria/law-a.yaml, dòng 22: ngưỡng “viel” không phải số lớn hơn 0; các cách viết đúng: 2/3, 50%, 1, open.")
    assert "line 6" in problems[3].sentence("en")


def test_an_unreadable_file_is_told_once_and_not_by_each_use_of_it():
    with pytest.raises(BadData) as caught:
        law_from_texts({"measures.yaml": "measures: {", "criteria/law-a.yaml": NATIONAL})
    assert [(p.params["file"], p.variant) for p in caught.value.problems] == [("measures.yaml", "no-yaml")]


def test_every_fault_has_its_sentence():
    for case in BROKEN:
        params = {"file": "f", "line": 1, "found": "a", "expected": "b"}
        problem = Problem("bad-criteria", params, variant=case.values[2])
        assert problem.sentence("vi") != problem.sentence("en")


def test_files_that_cannot_be_read_are_told(tmp_path):
    (tmp_path / "law-a.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadData) as caught:
        load_law(tmp_path, tmp_path / "none.yaml")
    assert [p.params["file"] for p in caught.value.problems] == ["measures.yaml", "criteria/law-a.yaml"]
