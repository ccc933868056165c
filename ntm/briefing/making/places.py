"""Where a briefing is about, in words, and what its communes are called."""
from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pandas as pd

from ntm.briefing.content import Request
from ntm.briefing.making.checking import districts_on
from ntm.briefing.making.gathered import Naming, commune_key
from ntm.progress.sentences import district_name, unit_name
from ntm.records.placing import Life, lives_of
from ntm.texts import capital, small, t
from ntm.units import Units


def place_words(con: duckdb.DuckDBPyConnection, request: Request, province: str | None, naming: Naming) -> str:
    """"tỉnh Bắc Kạn", "huyện Chợ Đồn, tỉnh Bắc Kạn"; of a commune "xã Bình Trung, huyện Chợ Đồn, tỉnh Bắc Kạn"."""
    parts = [_province_words(con, province, request, naming)]
    if request.district is not None:
        parts.insert(0, district_name(*districts_on(con, request)[request.district], request.lang))
    if request.commune is not None and naming.labels:
        key = next(iter(naming.labels))
        parts[:0] = [_commune_words(con, request, naming), *([small(naming.district(key))] if naming.district(key) else [])]
    return ", ".join(part for part in parts if part)


def _commune_words(con: duckdb.DuckDBPyConnection, request: Request, naming: Naming) -> str:
    """The commune; with the one that was asked for, where that has become part of it."""
    label = small(next(iter(naming.labels.values())))
    unit, kind, name = con.execute(
        "select id, kind, name from unit where code = $code and valid_from <= $day order by valid_from desc limit 1",
        {"code": request.commune, "day": request.as_of}).fetchone()
    if unit in naming.keys:
        return label
    return t("briefing.place.became", request.lang, label=label, former=small(unit_name(kind, name, request.lang)))


def _province_words(con: duckdb.DuckDBPyConnection, province: str | None, request: Request, naming: Naming) -> str:
    """The province; of one that is gone on the day, with the one that its communes belong to now."""
    found = con.execute(
        "select kind, name, coalesce(valid_to <= $day, false) from province where code = $code and valid_from <= $day"
        " order by valid_from desc limit 1", {"code": province, "day": request.as_of},
    ).fetchone()
    if found is None:
        return ""
    kind, name, is_gone = found
    own = t(f"briefing.place.{kind}", request.lang, name=name)
    if not is_gone:
        return own
    now = [t(f"briefing.place.{kind}", request.lang, name=name) for kind, name in _provinces_of(con, request, naming)]
    return ", ".join(now) if request.commune is not None else t("briefing.place.former", request.lang, own=own, now=", ".join(now))


def _provinces_of(con: duckdb.DuckDBPyConnection, request: Request, naming: Naming) -> list[tuple[str, str]]:
    """Kind and name of the provinces that the communes belong to on the day."""
    return con.execute(
        "select distinct province.kind, province.name from unit join province on province.code = unit.province_code"
        " and province.valid_from <= $day and coalesce(province.valid_to > $day, true)"
        " where unit.id in (select unnest($units::integer[])) order by 2", {"day": request.as_of, "units": list(naming.keys)},
    ).fetchall()


def make_naming(rows: pd.DataFrame, lang: str) -> Naming:
    """The names of the assessed communes of a place (rows of one level); those of one name are told with their district."""
    keys = [commune_key(code, start) for code, start in zip(rows["code"], rows["valid_from"], strict=True)]
    codes = [code if isinstance(code, str) else None for code in rows["district_code"]]
    shared = rows["name"].duplicated(keep=False)
    names = [f"{name} ({district})" if twin and code else name
             for name, district, twin, code in zip(rows["name"], rows["district"], shared, codes, strict=True)]
    labels = [unit_name(kind, name, lang) for kind, name in zip(rows["kind"], rows["name"], strict=True)]
    places = rows.dropna(subset=["district_code"]).drop_duplicates("district_code")
    districts = {row.district_code: capital(district_name(row.district_kind, row.district, lang)) for row in places.itertuples()}
    return Naming(dict(zip(keys, names, strict=True)), dict(zip(keys, labels, strict=True)), districts,
                  dict(zip(map(int, rows["unit"]), keys, strict=True)), dict(zip(keys, codes, strict=True)))


def keys_by_life(naming: Naming, units: Units) -> Mapping[Life, str]:
    """The key of the commune that each life is today: its own, or what it has become."""
    became = {commune_key(one.to_code, one.to_valid_from) for one in units.changes}
    starts = {commune_key(one.code, one.valid_from): (one.code, one.valid_from) for one in units.units}
    found: dict[Life, str] = {}
    for key in naming.names:
        code, start = starts[key]
        lives = lives_of(units, code, start) if key in became else {(code, start.isoformat())}
        found |= dict.fromkeys(sorted(lives), key)
    return found
