"""A user's file to figures and problems: read, recognise, check. Pure: no warehouse, no clock."""
from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from etl.check import check_figures
from etl.communes import Gazetteers
from etl.compare import compare_figures
from etl.corrections import Corrections, corrected
from etl.grid import Book, Sheet, column_letters, place_of
from etl.headings import UnknownIndicatorError, find_target
from etl.layout import Layout, find_layouts
from etl.legacy import decode_book
from etl.mapping import Chosen, Mapped, Meanings, Memory, Recalled, fingerprint, map_columns
from etl.marks import is_mark_heading
from etl.named_commune import commune_of_table
from etl.own_tables import find_own_table
from etl.prefill import is_prefilled
from etl.read import read_file
from etl.reading import Column, Request, SheetReading
from etl.sheets import SheetReader
from etl.titles import Titles, read_titles, signatures, under
from etl.village_sheets import VillageReader
from ntm.criteria import Law
from ntm.figures import CoveringDocument, Figure
from ntm.periods import Period
from ntm.problems import BadFile, Problem, WrongUse
from ntm.texts import t
from ntm.units import Units, normalise_name

_SAMPLE = normalise_name(t("sample", "vi"))
_NO_MEMORY = Memory()


@dataclass(frozen=True, slots=True)
class Intake:
    """What a file says and what is wrong with it; a figure with a problem is not among `figures`.

    `rejected` counts the cells refused; `mapping` is what was recognised as stable text, a part of the batch's
    identity; `period` is the newest in the file; `set_id` is None where its sheets follow several sets.
    """

    file_name: str
    sha256: str
    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]
    rejected: int
    period: Period | None
    set_id: str | None
    set_ids: tuple[str, ...]
    stage: str
    mapping: str
    columns: tuple[Column, ...] = ()
    skipped_sheets: tuple[str, ...] = ()
    document: CoveringDocument = CoveringDocument()
    is_prefilled: bool = False  # a form of ours, given out with the known figures in it
    uncounted: tuple[Figure, ...] = ()  # lists of thôn without a count, because some are left open: their names are kept
    is_sample: bool = False  # its title says "Số liệu minh họa"
    recalled: tuple[Recalled, ...] = ()                 # what was chosen for its layouts before and read by
    to_remember: tuple[tuple[str, Chosen], ...] = ()    # what was chosen now, by the layout's fingerprint
    own: tuple[tuple[str, str | None], ...] = ()  # tables without a column of communes: sheet, code of the commune they are of

    @property
    def is_clean(self) -> bool:
        """Whether nothing is refused; notes do not count."""
        return all(p.level == "note" for p in self.problems)


class UnrecognisedError(BadFile):
    """A file in which no table of ours is found; `columns` are those that a person may still name, `periods` what its titles say."""

    def __init__(self, problem: Problem, columns: Sequence[Column], periods: Sequence[Period]) -> None:
        super().__init__(problem)
        self.columns, self.periods = tuple(columns), tuple(periods)


def parse(name: str, content: bytes, law: Law, units: Units, province_code: str, today: date, *,
          set_id: str | None = None, period: Period | None = None, cutoff: date | None = None,
          stage: str | None = None, corrections: Corrections = (), meanings: Meanings = (), memory: Memory = _NO_MEMORY,
          document: CoveringDocument | None = None) -> Intake:
    """All that a file says about the communes of a province, with every problem at once.

    What is given (a known `set_id`, `period`, `cutoff`, `stage`, covering document, corrected cells, what columns mean) overrules
    what the file says; `memory` is what was chosen for layouts before. Raises BadFile when the file cannot be read, no sheet has a
    column of communes, or what columns mean does not fit it; WrongUse for an unknown `set_id`.
    """
    if set_id is not None and set_id not in law.sets:
        raise WrongUse(Problem("unknown-set", {"known": ", ".join(sorted(law.sets))}, value=set_id))
    book = corrected(decode_book(read_file(name, content), units), corrections)
    request = Request(law, Gazetteers(units, province_code), province_code, today, set_id, period, cutoff, stage)
    is_item = _item_test(law)
    mapped = map_columns(book, _find_tables(book, is_item, {sheet for sheet, _, _ in meanings}), meanings, memory, law)
    mapped = mapped.of(_ours(mapped.layouts, is_item, request))
    tables = mapped.layouts
    if not tables:
        raise _unrecognised(book, is_item, request)
    titles = [_titles_of(layout, law, document) for layout in tables]
    readings = [_read(layout, title, request) for layout, title in zip(tables, titles, strict=True)]
    return _assemble(book, hashlib.sha256(content).hexdigest(), mapped, titles, readings, law)


def _find_tables(book: Book, is_item: Callable[[str], bool], asked: Container[str]) -> list[Layout]:
    """The tables of all sheets in their order; `asked` are the sheets of which a person says what their columns hold."""
    tables: list[Layout] = []
    for sheet in book.sheets:
        tables += find_layouts(sheet, is_item, is_mark_heading) or _find_unsure(sheet, is_item, is_asked=sheet.name in asked)
    return tables


def _find_unsure(sheet: Sheet, is_item: Callable[[str], bool], *, is_asked: bool) -> list[Layout]:
    """A list of thôn whose headings nobody knows yet, and one commune's own report; a person's word is for the former first."""
    loose = find_layouts(sheet, is_item, is_mark_heading, is_loose=True)
    own = None if loose and is_asked else find_own_table(sheet, is_item, is_asked=is_asked)
    return [*loose, *([own] if own else [])]


def _ours(layouts: Sequence[Layout], is_item: Callable[[str], bool], request: Request) -> Sequence[Layout]:
    """The tables to be read: of those without a column of communes, beside others, only where the commune is told."""
    found = [layout for layout in layouts if _is_ours(layout, is_item)]
    told = [layout for layout in found if not layout.is_own or _is_told(layout, request)]
    return told or found or [layout for layout in layouts if {"commune", "code"} & layout.roles.keys()][:1]


def _is_told(layout: Layout, request: Request) -> bool:
    """Whether a person, the title or the sheet names the commune, on the day of its period or, where rows say that, on any."""
    period = request.period or read_titles(layout.titles, layout.sheet.name, request.law).period
    days = (period.end,) if period else (*request.gazetteers.turns, request.today)
    return any(commune_of_table(layout, request.gazetteers.on(day)) for day in days)


def _unrecognised(book: Book, is_item: Callable[[str], bool], request: Request) -> UnrecognisedError:
    """The refusal of a file without any table of ours, with its columns as far as there are any to be named."""
    tables = [layout for sheet in book.sheets if (layout := find_own_table(sheet, is_item, is_asked=True))]
    titles = [_titles_of(layout, request.law, None) for layout in tables]
    columns = [replace(column, layout=fingerprint(layout)) for layout, own in zip(tables, titles, strict=True)
               for column in _read(layout, own, request).columns]
    names = ", ".join(sheet.name for sheet in book.sheets)
    return UnrecognisedError(Problem("bad-file", {"sheets": names}, variant="no_commune_column"), columns,
                             [own.period for own in titles if own.period])


def _is_ours(layout: Layout, is_item: Callable[[str], bool]) -> bool:
    return layout.holds(is_item) or ("village" in layout.roles and layout.holds(is_mark_heading))


def _read(layout: Layout, titles: Titles, request: Request) -> SheetReading:
    """A table of thôn by its names, any other by its figures."""
    villages = VillageReader(layout, titles, request)
    return villages.read() if villages.is_of_villages else SheetReader(layout, titles, request).read()


def _titles_of(layout: Layout, law: Law, document: CoveringDocument | None) -> Titles:
    own = read_titles(layout.titles, layout.sheet.name, law, signatures(layout.sheet), document)
    return under(own, read_titles(layout.above, layout.sheet.name, law, given=document)) if layout.above else own


def _item_test(law: Law) -> Callable[[str], bool]:
    def is_item(text: str) -> bool:
        """Whether a text names an indicator or a measure of any set."""
        return any(_is_item_of(text, set_id, law) for set_id in law.sets)
    return is_item


def _is_item_of(text: str, set_id: str, law: Law) -> bool:
    try:
        return find_target([text], law.sets[set_id], law) is not None
    except UnknownIndicatorError:
        return True


def _assemble(book: Book, sha256: str, mapped: Mapped, titles: Sequence[Titles],
              readings: Sequence[SheetReading], law: Law) -> Intake:
    layouts = mapped.layouts
    checked = check_figures(figure for reading in readings for figure in reading.figures)
    uncounted = tuple(figure for reading in readings for figure in reading.uncounted)
    problems = [p for reading in readings for p in reading.problems.values()] + list(checked.problems)
    refused = {cell for reading in readings for cell in reading.refused}
    refused |= {(p.sheet or "", p.cell or "") for p in checked.problems}
    problems += [*mapped.notes, *compare_figures(checked.figures, law)]
    problems += [note for sheet in {layout.sheet.name: layout.sheet for layout in layouts}.values()
                 for note in _hidden_notes(sheet, (*checked.figures, *uncounted))]
    periods = {f.period for f in (*checked.figures, *uncounted)} | {r.period for r in readings if r.period}
    sets = {r.set_id for r in readings}
    stages = {r.stage for r in readings}
    used = {layout.sheet.name for layout in layouts}
    return Intake(
        file_name=book.name, sha256=sha256, figures=checked.figures, problems=tuple(problems), rejected=len(refused),
        period=max(periods, default=None), set_id=next(iter(sets)) if len(sets) == 1 else None,
        set_ids=tuple(sorted(s for s in sets if s)),
        stage=stages.pop() if len(stages) == 1 else "self", mapping=_mapping(readings, layouts),
        columns=tuple(replace(c, layout=key) for reading, key in zip(readings, mapped.keys, strict=True) for c in reading.columns),
        skipped_sheets=tuple(s.name for s in book.sheets if s.name not in used),
        document=next((title.document for title in titles if title.document), CoveringDocument()),
        uncounted=uncounted,
        is_sample=any(_SAMPLE in normalise_name(line) for layout in layouts for line in layout.titles),
        is_prefilled=any(is_prefilled(layout.titles) for layout in layouts),
        own=tuple((layout.sheet.name, reading.commune and reading.commune.code)
                  for layout, reading in zip(layouts, readings, strict=True) if reading.is_own),
        recalled=mapped.recalled, to_remember=mapped.to_remember)


def _mapping(readings: Sequence[SheetReading], layouts: Sequence[Layout]) -> str:
    """A line a sheet: what each column, the set, the period and the stage were taken for."""
    lines = []
    for reading, layout in zip(readings, layouts, strict=True):
        period = reading.period
        when = f"{period.kind} {period.end} {period.cutoff}" if period else "-"
        columns = "; ".join(f"{c.letters}={c.meaning}" for c in reading.columns)
        chosen = f"; commune={layout.commune}" if layout.commune else ""
        lines.append(f"{layout.sheet.name}: {columns}; set={reading.set_id}; period={when}; stage={reading.stage}{chosen}")
    return "\n".join(lines)


def _hidden_notes(sheet: Sheet, figures: Iterable[Figure]) -> list[Problem]:
    """Notes that figures came from what a reader of the workbook does not see."""
    told = ([m.cell for m in f.marks] or [f.cell] for f in figures if f.sheet == sheet.name)
    places = [place_of(cell) for cells in told for cell in cells if cell]
    if sheet.is_hidden:
        return [_hidden(sheet, "sheet", sheet.name)] if places else []
    rows = sorted({p.row for p in places} & sheet.hidden_rows)
    columns = sorted({p.column for p in places} & sheet.hidden_columns)
    notes = []
    if rows:
        notes.append(_hidden(sheet, "rows", ", ".join(str(row + 1) for row in rows)))
    if columns:
        notes.append(_hidden(sheet, "columns", ", ".join(map(column_letters, columns))))
    return notes


def _hidden(sheet: Sheet, variant: str, places: str) -> Problem:
    return Problem("hidden-data", {"places": places}, sheet.name, level="note", variant=variant)
