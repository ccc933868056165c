"""The pages' door to the priority plan: gaps, plans and what-ifs, asked once a generation for all who look at the same view."""
from __future__ import annotations

from datetime import date
from fractions import Fraction

import streamlit as st

from ntm.progress.evaluate import Question
from ntm.progress.route.gaps import find_gaps
from ntm.progress.route.model import Gaps, Goal, Plan
from ntm.progress.route.names import Named, lacking_names
from ntm.progress.route.office import blocked_by_obstacles, office_costs, office_funding
from ntm.progress.route.solve import solve
from ntm.progress.route.whatif import LevelChange, Tick, what_if
from ntm.ui import answers

KEPT = 64


def gaps_of(asked: Question, level: str, by: date, *, with_unknown: bool) -> Gaps:
    """What the communes of a question lack, with the office's costs and obstacles."""
    return _gaps(answers.stamp(), asked, level, by, with_unknown)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _gaps(stamp: tuple[str, int], asked: Question, level: str, by: date, with_unknown: bool) -> Gaps:
    with answers.opened().reading() as con:
        return find_gaps(
            con, asked, level, by=by, with_unknown=with_unknown, costs=office_costs(con, asked.known_at),
            blocked=blocked_by_obstacles(con, asked.as_of, by, asked.known_at),
        )


def funding_of(asked: Question) -> dict[str, str]:
    """Who pays for a unit of work, by measure."""
    return _funding(answers.stamp(), asked)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _funding(stamp: tuple[str, int], asked: Question) -> dict[str, str]:
    with answers.opened().reading() as con:
        return office_funding(con, asked.known_at)


def plan_of(found: Gaps, count: int | None, budget: Fraction | None) -> Plan:
    """The best plan within a goal; without one, for all that can be planned."""
    return solve(found.plans, Goal(count, budget))


def changes_of(asked: Question, ticks: tuple[Tick, ...], set_id: str | None) -> tuple[LevelChange, ...]:
    """Every count before and after, if some things were done, or another set applied. Nothing is written."""
    return _changes(answers.stamp(), asked, ticks, set_id)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _changes(stamp: tuple[str, int], asked: Question, ticks: tuple[Tick, ...], set_id: str | None) -> tuple[LevelChange, ...]:
    return what_if(answers.opened(), asked, ticks, set_id)


def names_of(asked: Question, plan: Plan) -> Named:
    """The thôn that a plan's work is in, where lists tell."""
    return _names(answers.stamp(), asked, tuple(one.commune.unit for one in plan.communes), plan)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _names(stamp: tuple[str, int], asked: Question, units: tuple[int, ...], _plan: Plan) -> Named:
    with answers.opened().reading() as con:
        return lacking_names(con, _plan.communes, asked.as_of, asked.known_at)
