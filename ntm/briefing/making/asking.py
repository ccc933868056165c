"""The edge: every question that a briefing needs, each with the day and the moment of the request."""
from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import duckdb

from ntm.briefing.content import Request
from ntm.briefing.letterhead import letterhead_on
from ntm.briefing.making.asking_figures import ask_figures
from ntm.briefing.making.asking_outlook import ask_outlook
from ntm.briefing.making.asking_records import ask_typed
from ntm.briefing.making.checking import request_problems
from ntm.briefing.making.gathered import Gathered
from ntm.briefing.making.places import make_naming, place_words
from ntm.problems import WrongUse
from ntm.progress.evaluate import Question
from ntm.progress.standing import question_of
from ntm.warehouse.records import Revision, live_records
from ntm.warehouse.settings import read_setting
from ntm.warehouse.sql import query

SQL = Path(__file__).parent.parent / "sql"


def gather(con: duckdb.DuckDBPyConnection, request: Request) -> Gathered:
    """Everything that a request's briefing is made of. Raises WrongUse with every reason why it cannot be made."""
    problems = request_problems(con, request)
    if problems:
        raise WrongUse(*problems)
    province = read_setting(con, "province")
    question = Question(request.as_of, request.known_at, province)
    if request.commune:
        question = question_of(con, question, request.commune)
    live: dict[str, list[Revision]] = defaultdict(list)
    for one in live_records(con, None, request.known_at):
        live[one.kind].append(one)
    figures = ask_figures(con, request, question)
    naming = make_naming(figures.rows(), request.lang)
    outlook = ask_outlook(con, request, question, figures, naming, live)
    typed = ask_typed(con, request, province, figures, naming, live)
    batches = query(con, SQL, "batches", known_at=request.known_at, as_of=request.as_of).df()
    return Gathered(
        request, letterhead_on(con, request.as_of, request.known_at), place_words(con, request, province, naming), figures, naming, outlook,
        typed, batches, bool(batches["is_sample"].any()),
    )
