"""The edge, what people typed in: the records about the place as they stand on the day, and the time lines of helped communes."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pandas as pd

from ntm.briefing.content import Request
from ntm.briefing.making.gathered import Figures, Helped, Naming, Typed
from ntm.briefing.making.places import keys_by_life
from ntm.progress.record_words import make_words
from ntm.progress.standing import everything_said
from ntm.progress.timeline import Past, levels_told, time_line
from ntm.records.kinds import load_kinds
from ntm.records.placing import Life, Placed, placed
from ntm.records.values import Surroundings
from ntm.units import load_units
from ntm.warehouse.records import Revision

# Of no one commune, and told with every place.
_OF_ALL = ("unit_cost", "task")


def ask_typed(
    con: duckdb.DuckDBPyConnection, request: Request, province: str | None, figures: Figures, naming: Naming,
    live: Mapping[str, Sequence[Revision]],
) -> Typed:
    """The records about a request's place, and its helped communes."""
    kinds = load_kinds()
    known = {kind: {one.id: one.body for one in live.get(kind, ())} for kind in kinds}
    words = make_words(Surroundings(figures.now.law, load_units(), province, request.as_of, kinds, known))
    communes = keys_by_life(naming, words.around.units)
    records = {
        kind: tuple(one for one in placed(kinds[kind], known, request.as_of)
                    if one.state != "future" and (one.life in communes or (one.life is None and kind in _OF_ALL)))
        for kind in ("obstacle", "obstacle_step", "assistance", "activity", "task", "unit_cost")
    }
    return Typed(records, communes, words, _helped(con, request, figures, naming, Typed(records, communes, words, ())))


def _helped(con: duckdb.DuckDBPyConnection, request: Request, figures: Figures, naming: Naming, typed: Typed) -> tuple[Helped, ...]:
    """The communes with assistance (of one commune's sheet: that commune), with their time lines."""
    wanted = list(naming.names) if request.commune else sorted({typed.communes[one.life] for one in typed.records["assistance"]})
    return tuple(Helped(key, _events(con, request, figures, typed, key)) for key in wanted)


def _events(con: duckdb.DuckDBPyConnection, request: Request, figures: Figures, typed: Typed, key: str) -> pd.DataFrame:
    """The time line of a commune, its lives before a merger among them."""
    lives = {life for life, own in typed.communes.items() if own == key}
    units = _units(con, lives)
    said = everything_said(con, list(units.values()), request.known_at)
    records: list[Placed] = [one for kind in typed.records.values() for one in kind if one.life in lives]
    levels = levels_told([one for one in records if one.kind == "obstacle"], figures.now.law, figures.level)
    history = figures.past[figures.past["unit"].isin(list(units.values()))].assign(asked_kind=figures.newest[0])
    past = Past(said[said["cutoff"] <= request.as_of], history, levels, units)
    return time_line(records, typed.words, past, request.as_of, request.lang)


def _units(con: duckdb.DuckDBPyConnection, lives: set[Life]) -> dict[Life, int]:
    """The warehouse's number of each life."""
    codes = sorted({code for code, _ in lives})
    rows = con.execute("select code, valid_from, id from unit where list_contains($codes::varchar[], code)", {"codes": codes}).fetchall()
    return {(code, start.isoformat()): number for code, start, number in rows if (code, start.isoformat()) in lives}
