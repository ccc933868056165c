"""The public record as a table."""
from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ntm.problems import BadData
from ntm.published import PUBLISHED_FILE, NamedCommune, load_published
from ntm.texts import LANGUAGES, t
from ntm.units import load_units


@pytest.mark.parametrize(("as_of", "scope", "subject", "level", "value", "of", "is_target"), [
    ("2017-12-31", "06", "communes_meeting_ntm", "standard", "9", None, False),
    ("2017-12-31", "06", "criteria_per_commune", "standard", "8.7", None, False),
    ("2021", "06", "communes_meeting_ntm", "standard", "21", 96, False),
    ("2021", "06", "communes_meeting_ntm", "advanced", "2", None, False),
    ("2023", "06", "criteria_per_commune", "standard", "14", None, True),
    ("2023-12-14", "06", "communes_meeting_ntm", "standard", "23", None, False),
    ("2023-12-14", "06", "communes_meeting_ntm", "advanced", "2", None, False),
    ("2023-12-14", "06", "criteria_per_commune", "standard", "12.11", None, False),
    ("2020", "VN", "communes_meeting_criterion_8", "standard", "94.63", None, False),
    ("2023", "VN", "communes_meeting_criterion_8", "standard", "92.75", None, False),
    ("2025", "VN", "communes_meeting_criterion_8", "standard", "97", None, True),
    ("2025", "VN", "communes_meeting_criterion_8", "advanced", "50", None, True),
])
def test_published_values(as_of, scope, subject, level, value, of, is_target):
    found = [(f.value, f.of, f.is_target) for f in load_published()
             if (f.as_of, f.scope, f.subject, f.level) == (as_of, scope, subject, level)]
    assert found == [(Decimal(value), of, is_target)]


@pytest.mark.parametrize(("as_of", "subject", "level", "count"), [
    ("2021", "communes_meeting_ntm", "advanced", 2),
    ("2021", "newly_recognised", "standard", 6),
    ("2023", "on_roadmap", "standard", 11),
    ("2023", "carried_over", "standard", 6),
    ("2023", "on_roadmap", "advanced", 6),
])
def test_published_names_are_communes_of_bac_kan(as_of, subject, level, count):
    figure = next(f for f in load_published() if (f.as_of, f.subject, f.level) == (as_of, subject, level))
    units = load_units()
    district = {d.code: d.name for d in units.districts}
    living = [NamedCommune(u.name, district[u.district_code]) for u in units.living_on(figure.last_day, "06")]
    for named in figure.names:
        assert sum(named.name == u.name and named.district in (None, u.district) for u in living) == 1, named
    assert len(figure.names) == count


def test_the_last_day_of_what_was_published():
    days = {f.as_of: f.last_day for f in load_published()}
    assert (days["2021"], days["2023-12-14"]) == (date(2021, 12, 31), date(2023, 12, 14))


def test_every_subject_has_its_words():
    assert all(t(f"published_subject.{f.subject}", lang) for f in load_published() for lang in LANGUAGES)


@pytest.mark.parametrize(("old", "new"), [
    pytest.param("2023-12-14", "2023-02-31", id="no such day"),
    pytest.param(",9,,", ",nine,,", id="value"),
    pytest.param("Quang Thuận; Kim Lư", "Quang Thuận; ", id="names end in nothing"),
    pytest.param("Phương Viên (Chợ Đồn)", "Phương Viên (Chợ Đồn", id="bracket left open"),
    pytest.param(",96,", ",0,", id="of none"),
    pytest.param("is_target", "target", id="column"),
])
def test_a_bad_file_is_refused(tmp_path, old, new):
    file = tmp_path / "published.csv"
    file.write_text(PUBLISHED_FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadData) as refused:
        load_published(file)
    assert refused.value.sentences("vi")
