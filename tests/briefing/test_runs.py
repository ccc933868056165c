"""Sentences with fields: the catalogue's words around them stay as they are."""
from ntm.briefing.content import Field
from ntm.briefing.making.runs import counted, item, listed, named, paragraph, say

KEYS = tuple(f"0{place}/2020-02-01" for place in range(1, 9))


def test_a_text_keeps_its_words_around_a_field():
    count = counted(KEYS[:6], "communes", "vi")
    assert say("standing.more", "vi", count=count, earlier="quý III/2023") == ("tăng ", count, " xã so với quý III/2023")
    assert count == Field("06", 6, "communes", KEYS[:6])


def test_a_place_may_hold_several_runs():
    runs = say("standing.met", "vi", numbers=(Field("6", 6), "/", Field("9", 9)), percent="(66,7%)", claim="đạt")
    assert paragraph(runs, ".").text == "6/9 xã (66,7%) đạt." and len(paragraph(runs).fields) == 2


def test_names_beyond_the_most_are_a_figure_of_their_own():
    names = dict(zip(KEYS, "ABCDEFGH", strict=True))
    runs = named(names, "communes", "vi", most=6)
    assert paragraph(runs).text == "A, B, C, D, E, F và 02 xã khác"
    assert paragraph(runs).fields == (Field("02", 2, "communes", KEYS[6:]),)
    assert named(dict(zip(KEYS[:2], "AB", strict=True)), "communes", "vi") == ("A, B",)


def test_a_counted_noun_goes_with_its_field():
    assert paragraph(named(dict(zip(KEYS[:3], "ABC", strict=True)), "communes", "en", most=2)).text == "A, B and 1 more commune"
    assert paragraph(named(dict(zip(KEYS[:4], "ABCD", strict=True)), "communes", "en", most=2)).text == "A, B and 2 more communes"


def test_parts_are_joined_and_items_marked():
    assert listed(["a", ("b", Field("1", 1)), "c"]) == ("a; b", Field("1", 1), "; c")
    assert item("briefing.obstacles.none", "vi").is_item
