"""Where communes lie, as shapes to fill, without a boundary file and without the internet.

Each unit's point gets its Voronoi cell, clipped to a rounded hull of all points; district lines are unions of cells.
It is a sketch of positions, not of administrative boundaries, and must be labelled so. An office that has boundaries
drops a GeoJSON, which replaces the cells.
"""
from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from ntm.problems import BadData, Problem

KM_PER_DEGREE = 111.32
DECIMALS = 3  # of a kilometre: a metre is finer than a screen shows

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Site:
    """A unit's point, in degrees. One without a point gets no cell unless the office's boundaries have it."""

    code: str
    lat: float | None
    lon: float | None
    district_code: str | None = None
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Boundary:
    """An office's own outline of a unit, in degrees. `valid_from` None: of whichever life of the code is asked for."""

    code: str
    valid_from: date | None
    wkb: bytes


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's shape in km (x east, y north). (x, y) is the point farthest from its border, `radius` that distance."""

    code: str
    district_code: str | None
    rings: tuple[Ring, ...]
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Outline:
    """A district's border, or with code None that of everything drawn."""

    code: str | None
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """A map ready to fill. `is_sketch`: cells, not boundaries. `missing`: codes that could not be placed."""

    cells: tuple[Cell, ...]
    outlines: tuple[Outline, ...]
    bounds: tuple[float, float, float, float]  # west, south, east, north in km
    missing: tuple[str, ...]
    is_sketch: bool


@lru_cache(maxsize=32)
def make_places(sites: tuple[Site, ...], boundaries: tuple[Boundary, ...] = ()) -> Places:
    """The cells and district lines of some units, the same for the same input; computed once and kept.

    Boundaries are used only when they cover every site and no other life of a code (`_match_boundaries`).
    """
    ordered = sorted(sites, key=lambda site: site.code)
    own = _match_boundaries(ordered, boundaries)
    placed = [site for site in ordered if own or (site.lat is not None and site.lon is not None)]
    missing = tuple(sorted({site.code for site in ordered} - {site.code for site in placed}))
    if not placed:
        return Places((), (), (0.0, 0.0, 1.0, 1.0), missing, True)
    shapes = _project_boundaries(placed, own) if own else _voronoi_cells(_project_sites(placed))
    cells = tuple(_make_cell(site, one) for site, one in zip(placed, shapes, strict=True))
    west, south, east, north = (round(float(edge), DECIMALS) for edge in shapely.total_bounds(shapes))
    return Places(cells, _outlines(placed, shapes), (west, south, east, north), missing, not own)


def read_boundaries(path: Path) -> tuple[Boundary, ...]:
    """The outlines of a GeoJSON FeatureCollection in degrees; property `code`, and `valid_from` where it matters.

    () when the file is not there. Raises BadData when it is there and cannot be used.
    """
    if not path.exists():
        return ()
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return tuple(_read_feature(feature) for feature in features)
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        raise BadData(Problem("bad-boundaries", {"file": path.name, "reason": str(error)})) from error


def _read_feature(feature: Mapping[str, dict]) -> Boundary:
    geometry, properties = shape(feature["geometry"]), feature["properties"]
    if geometry.geom_type not in ("Polygon", "MultiPolygon"):
        raise ValueError(geometry.geom_type)
    since = properties.get("valid_from")
    valid_from = date.fromisoformat(since) if since else None
    return Boundary(str(properties["code"]), valid_from, shapely.to_wkb(shapely.make_valid(geometry)))


def _match_boundaries(sites: Sequence[Site], boundaries: tuple[Boundary, ...]) -> dict[str, Boundary]:
    """Boundaries by code, or {} when they are not those of these sites.

    After a merger a successor may reuse a code (02071): an undated file serves only when it has exactly these codes.
    """
    dated = {(one.code, one.valid_from): one for one in boundaries if one.valid_from}
    if dated:
        found = {site.code: dated.get((site.code, site.valid_from)) for site in sites}
        return {code: one for code, one in found.items() if one} if all(found.values()) else {}
    plain = {one.code: one for one in boundaries}
    return plain if plain.keys() == {site.code for site in sites} else {}


def _project_boundaries(sites: Sequence[Site], own: Mapping[str, Boundary]) -> np.ndarray:
    shapes = shapely.from_wkb([own[site.code].wkb for site in sites])
    west, south, east, north = shapely.total_bounds(shapes)
    centre = np.array([(west + east) / 2, (south + north) / 2])
    return shapely.transform(shapes, lambda degrees: _to_km(degrees, centre))


def _project_sites(sites: Sequence[Site]) -> np.ndarray:
    degrees = np.array([(site.lon, site.lat) for site in sites], dtype=float)
    return _part_twins(_to_km(degrees, degrees.mean(axis=0)))


def _to_km(degrees: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Longitude and latitude to km east and north of the centre (equirectangular)."""
    return (degrees - centre) * (KM_PER_DEGREE * math.cos(math.radians(centre[1])), KM_PER_DEGREE)


def _part_twins(points: np.ndarray) -> np.ndarray:
    """Points that coincide moved apart by some 100 m: two units on one point would share one cell."""
    points = points.copy()
    seen: dict[tuple[float, float], int] = {}
    for i, (x, y) in enumerate(np.round(points, 2).tolist()):
        twin = seen.get((x, y), 0)
        seen[x, y] = twin + 1
        if twin:
            points[i] += 0.1 * math.sqrt(twin) * np.array([math.cos(2.4 * twin), math.sin(2.4 * twin)])
    return points


def _voronoi_cells(points: np.ndarray) -> np.ndarray:
    """One polygon a point, in its order, clipped to the rounded hull."""
    marks, hull = shapely.points(points), _rounded_hull(points)
    if len(points) == 1:
        return np.array([hull])
    cells = shapely.voronoi_polygons(shapely.MultiPoint(marks), extend_to=shapely.buffer(hull, 50), ordered=True)
    return shapely.intersection(shapely.get_parts(cells), hull)


def _rounded_hull(points: np.ndarray) -> BaseGeometry:
    """Discs about the points, grown together and smoothed. A lone point far away stays an island."""
    marks = shapely.points(points)
    if len(points) == 1:
        return shapely.buffer(marks[0], 5)
    _, nearest = shapely.STRtree(marks).query_nearest(marks, exclusive=True, return_distance=True, all_matches=False)
    median = float(np.median(nearest))
    discs = shapely.union_all(shapely.buffer(marks, np.clip(nearest, median, 2 * median) * 0.95, quad_segs=6))
    closed = shapely.buffer(shapely.buffer(discs, 2.4 * median), -2.4 * median)
    opened = shapely.buffer(shapely.buffer(closed, -0.4 * median), 0.4 * median)
    parts = shapely.get_parts(shapely.simplify(opened, 0.02 * median))
    return shapely.union_all(shapely.polygons(shapely.get_exterior_ring(parts)))


def _make_cell(site: Site, area: BaseGeometry) -> Cell:
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    spoke = shapely.maximum_inscribed_circle(largest, tolerance=max(math.sqrt(largest.area) / 50, 1e-3))
    x, y = (round(value, DECIMALS) for value in shapely.get_coordinates(spoke)[0].tolist())
    return Cell(site.code, site.district_code, _rings(area), x, y, round(float(spoke.length), DECIMALS))


def _outlines(sites: Sequence[Site], shapes: np.ndarray) -> tuple[Outline, ...]:
    """One outline a district in order of code, last that of everything."""
    by_district: dict[str, list[BaseGeometry]] = {}
    for site, area in zip(sites, shapes, strict=True):
        by_district.setdefault(site.district_code or "", []).append(area)
    # The grid closes the hair cracks that clipping leaves between neighbours.
    unions = {code: shapely.union_all(areas, grid_size=1e-4) for code, areas in sorted(by_district.items())}
    whole = shapely.union_all(list(unions.values()), grid_size=1e-4)
    districts = tuple(Outline(code, _rings(union)) for code, union in unions.items() if code)
    return (*districts, Outline(None, _rings(whole)))


def _rings(area: BaseGeometry) -> tuple[Ring, ...]:
    rings = []
    for part in shapely.get_parts(area):
        if part.geom_type == "Polygon":  # clipping may leave a stray line or point
            rings.append(tuple((round(x, DECIMALS), round(y, DECIMALS)) for x, y in part.exterior.coords))
    return tuple(rings)
