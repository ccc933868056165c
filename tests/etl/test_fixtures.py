"""Every fixture file comes out as it must; a refusal is one sentence in both languages; every demand has its files."""

from __future__ import annotations

import pytest

from etl import grid
from ntm.problems import BadFile
from tests.etl.fixtures import ALL, Fixture
from tests.etl.fixtures_cells import CELLS
from tests.etl.workbooks import found, intake, named

EVERY = [*ALL, *CELLS]
READ = [f for f in EVERY if f.refusal is None]
REFUSED = [f for f in EVERY if f.refusal]

# What the intake must take, and the files that show it. What one file alone cannot show stands elsewhere: a fall against the
# period before in test_compare, a remembered mapping in test_mapping, speed and memory in benchmarks/README.md.
DEMANDS = {
    # reading
    "xlsx": ["sheets, a period each"],
    "xlsm, macros never run": ["xlsm, its macros not looked at"],
    "xls": ["xls"],
    "ods": ["ods, a sea of empty cells below"],
    "csv, tsv, txt; comma, semicolon, tab": ["csv utf-8 semicolon", "csv utf-8 with BOM, comma", "tsv"],
    "UTF-16 with and without BOM": ["txt utf-16 little endian with BOM", "csv utf-16 big endian without BOM"],
    "Windows-1258": ["csv windows-1258"],
    "merged headings of two and three rows": ["totals that disagree", "three rows of headings, total in a column of its own"],
    "several sheets, a period each": ["sheets, a period each"],
    "several levels in one workbook": ["levels, a sheet each", "levels side by side", "a second table lower on the sheet"],
    "hidden rows, columns and sheets are said": [
        "hidden row and column", "a hidden sheet", "xls hidden row and column", "ods hidden column and sheet"],
    "totals, districts, footnotes, signatures": ["districts, totals, footnotes, signatures"],
    "percent formats": ["0.5 shown as 50 % is one half", "xls percent", "ods error, uncomputed, percent"],
    "dates as text and as serials": ["dates as serials and as text", "ods date above the table"],
    "NFD, no-break spaces, Ð": ["csv NFD, no-break spaces, Ð"],
    "old and new tone marks": ["old and new tone marks"],
    "TCVN3 by font and by trial": ["xls TCVN3 by font", "ods TCVN3 by font", "xlsx TCVN3 by trial", "csv TCVN3"],
    "VNI by font and by trial": ["xls VNI by font", "xlsx VNI by trial", "csv VNI"],
    "error cells and formulas without a value": [
        "error cells and formulas without a value", "xls formula without a value", "ods error, uncomputed, percent"],
    # recognising
    "units by code": ["codes, one without its zero"],
    "units by name, with district, without accents": ["a name without accents, one with its district"],
    "abbreviations": ["names with kinds and abbreviations"],
    "typing errors suggested": ["a typing error is suggested, not assumed"],
    "a name of two communes asks for the district": ["a name of two communes", "its district in brackets"],
    "taken also from the row above, the sheet, the title": [
        "its district in the row above", "its district as the sheet's name", "its district in the title"],
    "columns in any order, others ignored": ["columns by number, title and measure in any order"],
    "periods side by side, plans": ["periods side by side; a plan is no figure"],
    "one commune's own report": [
        "a commune's own report, named in its title", "own reports of two communes, a sheet each", "own report of nobody"],
    "results and judgements side by side": [
        "own report with a judgement beside each result", "own report, two columns to tick under one heading",
        "own report, two columns to tick", "own report, a result against its judgement"],
    "level and document by the title": ["levels, a sheet each"],
    "stage by signature and covering document, else self": [
        "nobody but the sender speaks", "verified by the district's group", "appraised, by the covering document",
        "a council's signature without a document"],
    # checking
    "type, range, numerator within denominator": ["types and ranges, all at once"],
    "denominators that disagree": ["totals that disagree"],
    "verdict against figures": ["verdict against its own figure"],
    "duplicates and conflicts within the file": ["twice alike, and twice different"],
    "periods to come or outside the set's time": ["a period to come", "a period before the set", "closed before its end"],
    "an indicator that is none": ["an indicator that the set lacks"],
    # hostile and broken
    "zip bombs": ["zip bomb", "tags that say nothing", "ods repeated without end"],
    "DOCTYPE and external entities": ["entities", "ods with a DOCTYPE"],
    "truncated, empty, encrypted": ["truncated xlsx", "truncated xls", "empty", "encrypted", "ods with a password"],
    "HTML or PDF called .xls": ["HTML called .xls", "PDF called .xls", "HTML called .csv"],
    "random bytes": ["random bytes", "csv in no encoding that makes sense"],
    "a million columns": ["csv of a million columns", "a column beyond the last"],
    "a cell of a megabyte": ["a cell of a megabyte", "csv with an endless cell", "a tag without end"],
    "formulas and HTML in names, paths in file names": ["formulas and HTML in names", "no path leads out"],
}


@pytest.mark.parametrize("fixture", READ, ids=lambda f: f.id)
def test_what_is_read(fixture: Fixture):
    result = intake(fixture.content, fixture.name, province=fixture.province)
    assert (found(result), named(result)) == (fixture.figures, fixture.problems)
    assert all(p.sentence(lang) for p in result.problems for lang in ("vi", "en"))
    assert not fixture.ends or {f.period.end for f in result.figures} == set(fixture.ends)
    assert fixture.stage in (None, result.stage)
    assert "/" not in result.file_name


@pytest.mark.parametrize("fixture", REFUSED, ids=lambda f: f.id)
def test_what_is_refused(fixture: Fixture, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(grid, "MAX_TAGS", 1_000_000)
    with pytest.raises(BadFile) as caught:
        intake(fixture.content, fixture.name)
    assert [p.code for p in caught.value.problems] == [fixture.refusal]
    assert all(caught.value.sentences(lang) for lang in ("vi", "en"))


@pytest.mark.parametrize("demand", DEMANDS)
def test_every_demand_has_its_files(demand: str):
    assert set(DEMANDS[demand]) <= {f.id for f in EVERY}


def test_there_are_enough():
    assert len(EVERY) >= 30 and len({f.id for f in EVERY}) == len(EVERY)
