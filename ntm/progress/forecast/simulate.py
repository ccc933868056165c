"""Whether a level is there by a day: its requirements follow their lines together, and the level is there where all are.

Each line is one possible future of a commune. In it a requirement is there from one day until another; an indicator, a
set and a level need all (or one) of theirs. What has no basis is taken to be there and marked, so that the outcome is the
most that the rest allows.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

from ntm.criteria import CriteriaSet, Indicator
from ntm.progress.evaluate import SQL
from ntm.progress.forecast.pace import Floats
from ntm.progress.forecast.paths import Paths, draw_paths, make_draws
from ntm.progress.forecast.reach import Times, crossing_times, quantile_days
from ntm.progress.forecast.series import Series, Whole
from ntm.progress.forecast.settings import Spread
from ntm.progress.forecast.tree import Tree
from ntm.warehouse.sql import query

HOLDS, PACED, NO_BASIS, REFERRED = 1, 2, 3, 4
# Communes at a time: some hundred lines each, in memory.
CHUNK = 1500


@dataclass(frozen=True, slots=True)
class Leaf:
    """One requirement of all communes, in the order of their places: its state, what is needed, whether it is met."""

    item: int
    unit: Whole
    state: Whole
    need: Floats
    is_met: NDArray[np.bool_]


@dataclass(slots=True)
class Future:
    """From when until when something is there, (communes, lines) in days from as_of, and for which communes unsure."""

    times: Times
    is_unsure: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One entry a commune: lines on which the level is there on the day, whether that is only the most, and its days."""

    hits: Whole
    is_unsure: NDArray[np.bool_]
    reached: Floats   # (communes, 3): early, likely, late; in days from as_of


def read_leaves(con: duckdb.DuckDBPyConnection, place_of: Whole) -> dict[tuple[str, str, int], Leaf]:
    """By (set, indicator number, position of the requirement or -1), after forecast_leaves.sql."""
    columns = query(con, SQL, "forecast_states").fetchnumpy()
    unit = place_of[np.asarray(columns["unit"])]
    key = np.char.add(np.char.add(columns["set_id"].astype(str), "|"), columns["number"].astype(str))
    position = np.asarray(columns["position"])
    breaks = np.flatnonzero((key[1:] != key[:-1]) | (np.diff(position) != 0)) + 1
    leaves = {}
    for rows in np.split(np.arange(len(unit)), breaks):
        rows = rows[unit[rows] >= 0]
        rows = rows[np.argsort(unit[rows], kind="stable")]
        if rows.size:
            first = rows[0]
            leaves[columns["set_id"][first], columns["number"][first], int(position[first])] = Leaf(
                int(np.asarray(columns["item"])[first]), unit[rows], np.asarray(columns["state"])[rows],
                np.asarray(columns["need"])[rows].astype("float32"), np.asarray(columns["is_met"])[rows],
            )
    return leaves


@dataclass(frozen=True, slots=True)
class Simulation:
    """All that the futures of some communes need. `today`: as_of in days since 1970; `measures`: names of items."""

    tree: Tree
    leaves: dict[tuple[str, str, int], Leaf]
    series: list[Series]
    measures: dict[int, str]
    spread: Spread
    today: int


def run(simulation: Simulation, communes: int, days_left: int) -> Outcome:
    """The outcome of every commune, in the order of their places."""
    parts = [
        _Chunk(simulation, first, min(first + CHUNK, communes)).outcome(days_left) for first in range(0, communes, CHUNK)
    ]
    return Outcome(*(np.concatenate([getattr(part, name) for part in parts]) for name in Outcome.__slots__))


class _Chunk:
    """The futures of the communes from one place to before another."""

    def __init__(self, simulation: Simulation, first: int, end: int) -> None:
        self.simulation, self.first, self.end = simulation, first, end
        self.shape = (end - first, simulation.spread.lines)
        self.paths: dict[int, list[tuple[Whole, Floats, Paths]]] = {}
        self.known: dict[str, Future] = {}
        for one in simulation.series:
            here = one.between(first, end)
            if here.unit.size:
                draws = make_draws(simulation.spread, simulation.measures[here.item])
                paths = draw_paths(here.days, here.values, here.is_counted, draws, simulation.spread)
                self.paths.setdefault(here.item, []).append((here.unit - first, simulation.today - here.days[:, -1], paths))

    def outcome(self, days_left: int) -> Outcome:
        """What the lines say of the root's level on the day."""
        future = self.of_set(self.simulation.tree.root)
        reached, lost = future.times.reached, future.times.lost
        hits = ((reached <= days_left) & (lost > days_left)).sum(axis=1)
        return Outcome(hits, future.is_unsure, quantile_days(np.where(reached < lost, reached, np.inf)))

    def of_set(self, one: CriteriaSet) -> Future:
        """The future of all indicators of a set, and of the set it includes."""
        def make() -> Future:
            """Every indicator of it must hold."""
            future = self._certain()
            for indicator in one.indicators:
                _join(future, self.of_indicator(one, indicator), None)
            if one.includes:
                _join(future, self.of_set(self.simulation.tree.sets[one.includes]), None)
            if not one.is_complete or not one.indicators:
                future.is_unsure[:] = True
            return future
        return self._once(one.id, make)

    def of_indicator(self, one: CriteriaSet, indicator: Indicator) -> Future:
        """The future of an indicator: of all its requirements, or of the first of them."""
        def make() -> Future:
            """All parts must hold, or the first that does."""
            positions = range(len(indicator.requirements)) if indicator.requirements else (-1,)
            parts = [self._of_leaf(one, indicator, position) for position in positions]
            if indicator.combine != "any":
                parts = [part for part in parts if part is not None]
            future = self._certain() if not parts else parts[0] or self._certain()
            for other in parts[1:]:
                (_meet if indicator.combine == "any" else _join)(future, other or self._certain(), None)
            return future
        return self._once(f"{one.id}/{indicator.number}", make)

    def _of_leaf(self, one: CriteriaSet, indicator: Indicator, position: int) -> Future | None:
        """The future of a requirement; None: it holds everywhere."""
        leaf = self.simulation.leaves.get((one.id, indicator.number, position))
        if leaf is None:  # the law of the day asked about does not judge it
            future = self._certain()
            future.is_unsure[:] = True
            return future
        low, high = np.searchsorted(leaf.unit, [self.first, self.end])
        unit, state = leaf.unit[low:high] - self.first, leaf.state[low:high]
        if (state == HOLDS).all():
            return None
        future = self._certain()
        future.is_unsure[unit[state == NO_BASIS]] = True
        if (state == REFERRED).any():
            _join(future, self._of_reference(indicator.requirements[position].ref), unit[state == REFERRED])
        paced = state == PACED
        if paced.any():
            need, is_met = np.zeros(self.shape[0], "float32"), np.zeros(self.shape[0], bool)
            need[unit], is_met[unit] = leaf.need[low:high], leaf.is_met[low:high]
            self._follow(future, leaf.item, need, is_met, unit[paced])
        return future

    def _follow(self, future: Future, item: int, need: Floats, is_met: NDArray[np.bool_], wanted: Whole) -> None:
        """Set the times of the communes that follow their series of an item."""
        is_wanted = np.zeros(self.shape[0], bool)
        is_wanted[wanted] = True
        for unit, since, paths in self.paths.get(item, []):
            use = is_wanted[unit]
            here = unit[use]
            times = crossing_times(Paths(paths.start[use], paths.pace[use]), need[here])
            # What is not met today is met tomorrow at the earliest; days count from today, not from the last figure.
            earliest = np.where(is_met[here], 0, 1)[:, None]
            future.times.reached[here] = np.maximum(times.reached - since[use][:, None], earliest)
            future.times.lost[here] = np.maximum(times.lost - since[use][:, None], 1)

    def _of_reference(self, ref: str) -> Future:
        tree = self.simulation.tree
        if ref in tree.of_level:
            return self.of_set(tree.sets[tree.of_level[ref]])
        set_id, _, number = ref.rpartition("/")
        return self.of_indicator(tree.sets[set_id], tree.sets[set_id].find_indicator(number))

    def _certain(self) -> Future:
        times = Times(np.zeros(self.shape, "float32"), np.full(self.shape, np.inf, "float32"))
        return Future(times, np.zeros(self.shape[0], bool))

    def _once(self, key: str, make: Callable[[], Future]) -> Future:
        if key not in self.known:
            self.known[key] = make()
        return self.known[key]


def _join(future: Future, other: Future, units: Whole | None) -> None:
    """Let a future need another too, for some communes or all."""
    rows = slice(None) if units is None else units
    times, more = future.times, other.times
    times.reached[rows] = np.maximum(times.reached[rows], more.reached[rows])
    times.lost[rows] = np.minimum(times.lost[rows], more.lost[rows])
    future.is_unsure[rows] |= other.is_unsure[rows]


def _meet(future: Future, other: Future, units: Whole | None) -> None:
    """Let a future need only one of itself and another, whichever comes first."""
    rows = slice(None) if units is None else units
    times, more = future.times, other.times
    times.reached[rows] = np.minimum(times.reached[rows], more.reached[rows])
    times.lost[rows] = np.maximum(times.lost[rows], more.lost[rows])
    future.is_unsure[rows] |= other.is_unsure[rows]
