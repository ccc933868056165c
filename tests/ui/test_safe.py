"""Typed text where markdown is read: as its letters; what is wrong said so, each thing once."""
from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from ntm.ui.safe import plain_heading
from tests.pages.screens import without_exception


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("Quý IV/2023: 65/95 xã (68,4%) đạt – còn 30.", "Quý IV/2023: 65/95 xã (68,4%) đạt – còn 30.", id="a sentence stays"),
    pytest.param("*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~", id="looks"),
    pytest.param("[a](b) ![c](d) <e>", "\\[a\\](b) !\\[c\\](d) \\<e\\>", id="links, pictures, tags"),
    pytest.param(":red[a] $b$ &lt; \\\\*", "\\:red\\[a\\] \\$b\\$ \\&lt; \\\\\\\\\\*", id="colours, formulas, entities, escapes"),
    pytest.param("a\n# b ##", "a \\# b \\#\\#", id="lines and headings"),
])
def test_a_title_is_told_as_its_letters(text: str, expected: str) -> None:
    assert plain_heading(text) == expected


def page() -> None:
    """Three problems, two of them alike."""
    from ntm.problems import Problem, WrongUse
    from ntm.ui.faults import say_problems

    one = Problem("unknown-edit", {"edit": "*7*"})
    say_problems(WrongUse(one, one, Problem("unknown-edit", {"edit": "8"})), "vi")


def test_what_is_wrong_is_said_once_and_as_its_letters() -> None:
    said = [box.value for box in without_exception(AppTest.from_function(page).run()).error]
    assert len(said) == 2
    assert "\\*7\\*" in said[0]
