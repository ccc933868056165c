"""The content of a briefing from the warehouse: asked at the edge, then made by pure functions on what was gathered.

asking.py      every question, each with the day and the moment of the request -> Gathered
checking.py    what is wrong with a request, as sentences
reports.py     which period a kind of report is about, and which it is held against
runs.py        sentences whose figures are fields
*_tables.py    the tables, each a function of what was gathered
charts.py      the charts
part_*.py      the numbered parts of the text
cautions.py    what a reader must know before trusting the figures
slides.py      one message a slide
make.py        which of these belong to which kind
"""
from ntm.briefing.making.checking import request_problems
from ntm.briefing.making.make import make_content

__all__ = ["make_content", "request_problems"]
