"""Letters of the old fonts, typed out from the code tables; when a text is taken for one."""

from __future__ import annotations

import pytest

from etl.legacy import decode_text, encoding_of_font, make_knowledge, pick_encoding
from ntm.units import load_units
from tests.etl.writers import TCVN3, in_vni


@pytest.mark.parametrize(
    ("text", "encoding", "meant"),
    [
        ("X· Qu¶ng Chu", "tcvn3", "Xã Quảng Chu"),
        ("Ch\u00ada ®¹t", "tcvn3", "Chưa đạt"),
        ("TØnh B¾c K¹n", "tcvn3", "Tỉnh Bắc Kạn"),
        ("§¹t (7/8 th«n)", "tcvn3", "Đạt (7/8 thôn)"),
        ("Đạt", "tcvn3", None),
        ("Xaõ Quaûng Chu", "vni", "Xã Quảng Chu"),
        ("Chöa ñaït", "vni", "Chưa đạt"),
        ("TÆNH BAÉC KAÏN", "vni", "TỈNH BẮC KẠN"),
        ("Thò traán Baèng Luõng", "vni", "Thị trấn Bằng Lũng"),
        ("Nhö Coá", "vni", "Như Cố"),
        ("b×nh", "vni", None),
        ("Xa\u00de Nh\u00fd Cô\u00ec", "cp1258", "Xã Như Cố"),
    ],
)
def test_letters(text: str, encoding: str, meant: str | None):
    assert decode_text(text, encoding) == meant


def test_every_letter_comes_back():
    letters = "".join(c for c in TCVN3 if c != "Đ")
    assert decode_text("".join(TCVN3[c] for c in letters), "tcvn3") == letters
    assert decode_text(" ".join(map(in_vni, letters)), "vni") == " ".join(letters)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [(".VnTime", "tcvn3"), (".VnArial NarrowH", "tcvn3"), ("VNI-Times", "vni"), ("Times New Roman", None), ("", None)],
)
def test_fonts(font: str, encoding: str | None):
    assert encoding_of_font(font) == encoding


@pytest.mark.parametrize(
    ("texts", "encoding"),
    [
        (["X· Qu¶ng Chu", "X· Nh\u00ad Cè", "§¹t"], "tcvn3"),
        (["Xaõ Quaûng Chu", "Nhö Coá", "Chöa ñaït"], "vni"),
        (["X· Qu¶ng Chu", "§¹t"], None),
        (["Café", "Müller", "naïve", "Ångström"], None),
        (["Đạt", "Xã Như Cố", "Không"], None),
    ],
)
def test_trial_needs_several_that_agree(texts: list[str], encoding: str | None):
    assert pick_encoding(texts, ("tcvn3", "vni"), make_knowledge(load_units())) == encoding
