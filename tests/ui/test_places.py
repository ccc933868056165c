"""The map without boundaries: cells cover the hull, each holds its own point, the office's GeoJSON replaces them."""
import json
import random
from dataclasses import replace
from datetime import date

import pytest
import shapely

from ntm.problems import BadData
from ntm.ui.places import Places, Site, make_places, read_boundaries


def sites(count: int = 40) -> tuple[Site, ...]:
    rnd = random.Random(8)
    return tuple(Site(f"{i:05d}", 22 + rnd.random() / 2, 105.5 + rnd.random() / 2, f"{i % 4:03d}")
                 for i in range(count))


def polygon(rings) -> shapely.Geometry:
    return shapely.union_all([shapely.Polygon(ring) for ring in rings])


def areas(places: Places) -> dict[str, float]:
    return {cell.code: polygon(cell.rings).area for cell in places.cells}


def square(code: str, west: float, **properties: str) -> dict:
    ring = [[west, 22], [west + 1, 22], [west + 1, 23], [west, 23], [west, 22]]
    return {"type": "Feature", "properties": {"code": code, **properties},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


def write(tmp_path, *features: dict):
    file = tmp_path / "boundaries.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return file


def test_a_cell_a_site_without_overlap_or_gap():
    places = make_places(sites())
    assert [cell.code for cell in places.cells] == [site.code for site in sites()]
    assert sum(areas(places).values()) == pytest.approx(polygon(places.outlines[-1].rings).area, rel=1e-3)
    assert places.is_sketch
    assert places.missing == ()


def test_a_sign_stands_inside_its_cell():
    for cell in make_places(sites()).cells:
        assert polygon(cell.rings).contains(shapely.Point(cell.x, cell.y))
        assert cell.radius > 0


def test_district_lines_are_unions_of_cells():
    places = make_places(sites())
    assert [outline.code for outline in places.outlines] == ["000", "001", "002", "003", None]
    for outline in places.outlines[:-1]:
        own = sum(area for code, area in areas(places).items() if int(code) % 4 == int(outline.code))
        assert polygon(outline.rings).area == pytest.approx(own, rel=1e-3)


def test_the_order_of_sites_does_not_matter():
    make_places.cache_clear()
    assert make_places(sites()) == make_places(tuple(reversed(sites())))


def test_degrees_become_km():
    places = make_places((Site("1", 22, 105), Site("2", 23, 105)))
    (_, south), (_, north) = ((cell.x, cell.y) for cell in places.cells)
    assert north - south == pytest.approx(111.32, rel=0.5)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_few_sites(count):
    places = make_places(sites(count))
    assert len(places.cells) == count


def test_sites_on_one_line_and_on_one_point():
    line = tuple(Site(f"{i}", 22, 105 + i / 10) for i in range(5))
    twins = (replace(line[0], code="twin"), replace(line[0], code="third"))
    assert len(areas(make_places(line + twins))) == 7
    assert min(areas(make_places(line + twins)).values()) > 0


def test_a_site_without_a_point_is_named():
    places = make_places((*sites(5), Site("99999", None, None)))
    assert places.missing == ("99999",)
    assert len(places.cells) == 5


@pytest.mark.parametrize(("valid_from", "asked", "is_sketch"), [
    pytest.param({}, ("1", "2"), False, id="undated, the same codes"),
    pytest.param({}, ("1",), True, id="undated, a code more: may be another structure"),
    pytest.param({"valid_from": "2025-07-01"}, ("1", "2"), False, id="dated, of this life"),
    pytest.param({"valid_from": "2025-07-01"}, ("1",), False, id="dated, a code more does not matter"),
    pytest.param({"valid_from": "2020-02-01"}, ("1", "2"), True, id="dated, of an earlier life of the code"),
    pytest.param({}, ("1", "2", "3"), True, id="a site not covered"),
])
def test_boundaries_replace_cells(tmp_path, valid_from, asked, is_sketch):
    boundaries = read_boundaries(write(tmp_path, square("1", 105, **valid_from), square("2", 106, **valid_from)))
    units = tuple(Site(code, 22.5, 105.5 + i, "064", date(2025, 7, 1)) for i, code in enumerate(asked))
    places = make_places(units, boundaries)
    assert places.is_sketch is is_sketch
    assert (len(places.cells[0].rings[0]) == 5) is not is_sketch


def test_no_boundary_file_is_no_fault(tmp_path):
    assert read_boundaries(tmp_path / "boundaries.geojson") == ()


@pytest.mark.parametrize("content", [
    "no json", "[]", "{}", '{"features": [{}]}',
    '{"features": [{"properties": {"code": "1"}, "geometry": {"type": "Point", "coordinates": [105, 22]}}]}',
    '{"features": [{"properties": {"code": "1"}, "geometry": null}]}',
    '{"features": [{"properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[0,0],[1,0],[1,1],[0,0]]]}}]}',
])
def test_a_bad_boundary_file_gets_a_sentence(tmp_path, content):
    file = tmp_path / "boundaries.geojson"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadData) as caught:
        read_boundaries(file)
    assert "boundaries.geojson" in caught.value.sentences("vi")[0]
