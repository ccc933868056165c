"""Every fixture file comes out as it must; a refusal is one sentence in both languages."""

from __future__ import annotations

import pytest

from etl import grid
from ntm.problems import BadFile
from tests.etl.fixtures import ALL, Fixture
from tests.etl.workbooks import found, intake, named

READ = [f for f in ALL if f.refusal is None]
REFUSED = [f for f in ALL if f.refusal]


@pytest.mark.parametrize("fixture", READ, ids=lambda f: f.id)
def test_what_is_read(fixture: Fixture):
    result = intake(fixture.content, fixture.name)
    assert (found(result), named(result)) == (fixture.figures, fixture.problems)
    assert all(p.sentence(lang) for p in result.problems for lang in ("vi", "en"))
    assert not fixture.ends or {f.period.end for f in result.figures} == set(fixture.ends)
    assert "/" not in result.file_name


@pytest.mark.parametrize("fixture", REFUSED, ids=lambda f: f.id)
def test_what_is_refused(fixture: Fixture, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(grid, "MAX_TAGS", 1_000_000)
    with pytest.raises(BadFile) as caught:
        intake(fixture.content, fixture.name)
    assert [p.code for p in caught.value.problems] == [fixture.refusal]
    assert all(caught.value.sentences(lang) for lang in ("vi", "en"))


def test_there_are_enough():
    assert len(ALL) >= 30 and len({f.id for f in ALL}) == len(ALL)
