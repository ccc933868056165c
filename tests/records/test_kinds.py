"""The kinds of records as data: every file is read, every fault of a file is named with its line."""
from __future__ import annotations

from pathlib import Path

import pytest

from ntm.problems import BadData
from ntm.records.kinds import load_kinds

GOOD = """command: things
title: {vi: Việc, en: Things}
one: {vi: Việc, en: Thing}
key: [what]
fields:
  - {name: what, type: text, required: true, title: {vi: Gì, en: What}}
"""


def test_every_kind_has_a_key_and_a_command_of_its_own() -> None:
    kinds = load_kinds()
    assert len({kind.command for kind in kinds.values()}) == len(kinds)
    for kind in kinds.values():
        assert kind.key
        assert len({field.name for field in kind.fields}) == len(kind.fields)
        assert len({field.title.vi for field in kind.fields}) == len(kind.fields), "a workbook's columns are found by their titles"


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param(GOOD.replace("key: [what]", "key: [who]"), ("bad-choice", 4), id="a key that is no field"),
    pytest.param(GOOD.replace("type: text", "type: colour"), ("bad-choice", 6), id="no such type"),
    pytest.param(GOOD.replace("command: things\n", ""), ("missing-key", 1), id="no command"),
    pytest.param(GOOD.replace("type: text", "type: record, of: other"), ("bad-choice", 1), id="refers to no kind"),
    pytest.param(GOOD.replace("type: text", "type: movement, of: prize"), ("bad-choice", 1), id="no list of a movement"),
    pytest.param(GOOD + "files: maybe\n", ("bad-choice", 7), id="files or not"),
    pytest.param(GOOD.replace("type: text", "type: choice"), ("missing-key", 1), id="a choice without words"),
    pytest.param(GOOD.replace("type: text", "type: day, not_before: what2"), ("bad-choice", 1), id="before no field"),
    pytest.param(GOOD + "colour: red\n", ("unknown-key", 7), id="an unknown key"),
    pytest.param("fields: [", ("no-yaml", 1), id="no YAML"),
])
def test_a_bad_file_is_refused_with_its_line(text: str, expected: tuple[str, int], tmp_path: Path) -> None:
    (tmp_path / "thing.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadData) as refused:
        load_kinds(tmp_path)
    assert [(problem.variant, problem.params["line"]) for problem in refused.value.problems] == [expected]
