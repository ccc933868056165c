"""From a parsed file to the warehouse: one write a file, whole or not at all (DESIGN §3, §5)."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb

from etl.compare import compare_with_known
from etl.compare_thon import compare_with_attributes, typed_in_attributes
from etl.corrections import Corrections, written_down
from etl.declare import Declared, bases_of, declare, declared_upon, find_at_threshold
from etl.intake import Intake, parse
from etl.mapping import Meanings, Memory, Recalled, parse_written, written_meaning
from etl.prefill import unchanged_notes
from etl.sample_records import write_sample_records
from ntm.clock import local_day
from ntm.figures import Batch, CoveringDocument
from ntm.periods import Period
from ntm.problems import BadFile, Problem, WrongUse
from ntm.progress.keep import Facts, furnish, refresh
from ntm.warehouse import batches
from ntm.warehouse.attachments import attach, attachments_of, check_whole, owner_of
from ntm.warehouse.files import keep_file
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.known import newest_known
from ntm.warehouse.settings import read_setting, settings_under, write_setting

SAMPLE_FOLDER = Path(__file__).parent.parent / "data" / "sample"
SAMPLE_LOADER = "ntm"
MAPPING = "mapping:"     # settings that say what the columns of a layout mean
DEFAULT_PROVINCE = "06"  # Bắc Kạn, whose plan 60/KH-STTTT started this


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person who loads said about the file; None: found in the file."""

    by: str
    period: Period | None = None
    cutoff: date | None = None
    set_id: str | None = None
    stage: str | None = None
    is_partial: bool = False
    is_dry_run: bool = False
    document: CoveringDocument | None = None
    corrections: Corrections = ()
    meanings: Meanings = ()
    is_unremembered: bool = False  # read without what is remembered of its layouts
    remembered_until: datetime | None = None  # of what is remembered only this: of files accepted together none changes the next
    document_files: tuple[tuple[str, bytes], ...] = ()  # the signed covering document itself: name, content
    declared: tuple[str, ...] = ()  # indicators (`set_id/number`, declare.ALL) to be called met where counts reach the threshold


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, as `load --json` prints it. `exit_code` as DESIGN §4."""

    file: str
    batch: int | None
    period_end: date | None
    accepted: int
    rejected: int
    unchanged: int
    problems: tuple[Problem, ...]
    exit_code: int
    declared: Declared | None = None

    def as_json(self, lang: str) -> dict[str, object]:
        """One element of the list that `load --json` prints."""
        declared = {"declared": {"batch": self.declared.batch, "accepted": self.declared.count}} if self.declared else {}
        return {
            "file": self.file, "batch": self.batch, "period_end": self.period_end.isoformat() if self.period_end else None,
            "accepted": self.accepted, "rejected": self.rejected, "unchanged": self.unchanged,
            "problems": [problem.as_json(lang) for problem in self.problems],
        } | declared


def init(warehouse: Warehouse, facts: Facts, province: str, now: datetime, sample: Path | None = SAMPLE_FOLDER) -> None:
    """Make the warehouse in one write: facts, the office's province, and the sample of a folder (workbooks, records), if any."""
    with warehouse.writing() as draft:
        if not draft.is_new:
            draft.discard()
            return
        furnish(draft, facts, province, SAMPLE_LOADER, now)
        for file in sorted(sample.glob("*.xlsx")) if sample else []:
            content = file.read_bytes()
            intake = parse(file.name, content, facts.law, facts.units, province, local_day(now))
            keep_file(warehouse.folder, intake.sha256, content)
            batches.append(draft.con, batch_of(intake, Asked(SAMPLE_LOADER)), intake.figures, intake.rejected, now, intake.uncounted)
        if sample:
            write_sample_records(draft.con, facts, sample, province, SAMPLE_LOADER, now)
        refresh(draft.con, None)


def read_intake(warehouse: Warehouse, facts: Facts, file: str, content: bytes, asked: Asked, now: datetime) -> Intake:
    """What a file says, with what the person said of it. Raises BadFile when it cannot be read.

    What is remembered of its layouts is left aside where the file as it is has been loaded already: again changes nothing.
    """
    with warehouse.reading() as con:
        province, memory = read_setting(con, "province") or "", _memory(con, asked)
        intake = _parse(facts, file, content, asked, province, memory, now)
        if intake.recalled and not asked.meanings and not _is_loaded(con, intake, asked):
            plain = _parse_plainly(facts, file, content, asked, province, now)
            intake = plain if plain and _is_loaded(con, plain, asked) else intake
        known = newest_known(con, {figure.unit_code for figure in intake.figures}, intake.is_sample)
        attributes = typed_in_attributes(con, intake.is_sample)
    notes = compare_with_known(intake.figures, known) + (unchanged_notes(intake.figures, known) if intake.is_prefilled else [])
    counts = compare_with_attributes(intake.figures, attributes, facts.law, facts.units)
    return replace(intake, document=asked.document or intake.document, problems=(*intake.problems, *notes, *counts))


def _is_loaded(con: duckdb.DuckDBPyConnection, intake: Intake, asked: Asked) -> bool:
    return batches.find_batch(con, _identity(intake, asked)) is not None


def _parse_plainly(facts: Facts, file: str, content: bytes, asked: Asked, province: str, now: datetime) -> Intake | None:
    """A file without what is remembered of its layouts; None where nothing in it is known then."""
    try:
        return _parse(facts, file, content, asked, province, Memory(), now)
    except BadFile:
        return None


def _parse(facts: Facts, file: str, content: bytes, asked: Asked, province: str, memory: Memory, now: datetime) -> Intake:
    return parse(
        file, content, facts.law, facts.units, province, local_day(now),
        set_id=asked.set_id, period=asked.period, cutoff=asked.cutoff, stage=asked.stage, corrections=asked.corrections,
        meanings=asked.meanings, memory=memory, document=asked.document,
    )


def load_file(warehouse: Warehouse, facts: Facts, file: str, content: bytes, asked: Asked, now: datetime) -> Outcome:
    """Load one file, in one write. A file of which any figure is refused loads nothing, unless `is_partial`."""
    try:
        for name, scan in asked.document_files:
            check_whole(name, scan)
        intake = read_intake(warehouse, facts, file, content, asked, now)
    except BadFile as error:
        return Outcome(file, None, None, 0, 0, 0, error.problems, 2)
    if not _is_loadable(intake, asked):
        return _outcome(intake, None, 0, 0)
    return _try(warehouse, intake, asked, now) if asked.is_dry_run else _write(warehouse, intake, content, asked, now)


def _try(warehouse: Warehouse, intake: Intake, asked: Asked, now: datetime) -> Outcome:
    """What loading would do, on a private copy; of what is loaded already only what is asked for beside it."""
    batch = batch_of(intake, asked)
    with warehouse.trying() as draft:
        known = batches.find_batch(draft.con, batch.identity)
        done = batches.Appended(known, 0, 0, ()) if known is not None else batches.append(
            draft.con, batch, intake.figures, intake.rejected, now, intake.uncounted)
        declared = None
        if asked.declared:
            judged = refresh(draft.con, done.units) if known is None else None
            declared = declare(draft.con, find_at_threshold(draft.con, done.batch, intake, judged), batch, asked.declared, now)
    would = _outcome(intake, known, done.accepted, done.unchanged)
    return replace(would, declared=declared and replace(declared, batch=None))


def _write(warehouse: Warehouse, intake: Intake, content: bytes, asked: Asked, now: datetime) -> Outcome:
    """Load what was read, in one write; of what is loaded already only what is asked for beside it."""
    batch, judged, declared = batch_of(intake, asked), None, None
    with warehouse.writing() as draft:
        con = draft.con
        known = batches.find_batch(con, batch.identity)
        if known is None:
            keep_file(warehouse.folder, intake.sha256, content)
            done = batches.append(con, batch, intake.figures, intake.rejected, now, intake.uncounted)
            batches.note_corrections(con, done.batch, asked.corrections)
            _remember(con, intake, asked.by, now)
            judged = refresh(con, done.units)
        else:
            done = batches.Appended(known, 0, 0, ())
        if asked.declared:
            declared = declare(con, find_at_threshold(con, done.batch, intake, judged), batch, asked.declared, now)
        attached = _attach(warehouse, con, done.batch, asked, now)
        if known is not None and declared is None and not attached:
            draft.discard()
    return replace(_outcome(intake, done.batch, done.accepted, done.unchanged), declared=declared)


def _attach(warehouse: Warehouse, con: duckdb.DuckDBPyConnection, batch: int, asked: Asked, now: datetime) -> int:
    """Hang the signed document on its batch; comes back with how many files were not there before."""
    owner = owner_of("batch", batch)
    there = set(attachments_of(con, owner)["sha256"])
    new = {sha256: (name, scan) for name, scan in asked.document_files if (sha256 := hashlib.sha256(scan).hexdigest()) not in there}
    for name, scan in new.values():
        attach(warehouse, con, owner, name, scan, asked.by, now)
    return len(new)


def _memory(con: duckdb.DuckDBPyConnection, asked: Asked) -> Memory:
    """What was chosen for layouts so far."""
    found = settings_under(con, MAPPING, asked.remembered_until)
    return Memory({key: Recalled(parse_written(said.value), said.changed_by, said.changed_at) for key, said in found.items()},
                  asked.is_unremembered)


def _remember(con: duckdb.DuckDBPyConnection, intake: Intake, by: str, now: datetime) -> None:
    """Keep what was chosen for the file's layouts, where that is not what is kept already."""
    known = settings_under(con, MAPPING)
    for key, columns in intake.to_remember:
        if key not in known or parse_written(known[key].value) != columns:
            write_setting(con, MAPPING + key, written_meaning(columns), by, now)


def _is_loadable(intake: Intake, asked: Asked) -> bool:
    """Whether anything may be written: clean, or partial with good figures; and its period known."""
    return intake.period is not None and (intake.is_clean or (asked.is_partial and bool(intake.figures)))


def _outcome(intake: Intake, batch: int | None, accepted: int, unchanged: int) -> Outcome:
    period_end = intake.period.end if intake.period else None
    return Outcome(
        intake.file_name, batch, period_end, accepted, intake.rejected, unchanged, intake.problems, 0 if intake.is_clean else 1
    )


def undo(warehouse: Warehouse, batch: int, by: str, now: datetime) -> None:
    """Void a batch, with the verdicts that were declared upon it, and bring the answers up to date in the same write."""
    with warehouse.writing() as draft:
        touched = set(batches.void(draft.con, batch, by, now))
        for upon in declared_upon(draft.con, batch):
            if not batches.is_void(draft.con, upon):
                touched |= set(batches.void(draft.con, upon, by, now))
        refresh(draft.con, sorted(touched))


def redo(warehouse: Warehouse, batch: int, by: str, now: datetime) -> None:
    """Bring a voided batch back, with the declared verdicts that went with it, and the answers up to date in the same write.

    Raises WrongUse for declared verdicts whose load is void: they rest on its figures.
    """
    with warehouse.writing() as draft:
        con = draft.con
        bases = bases_of(con, batch)
        if bases and all(batches.is_void(con, base) for base in bases):
            raise WrongUse(Problem("declared-base-void", {"batch": batch}))
        together = [upon for upon in declared_upon(con, batch) if batches.voided_at(con, upon) == batches.voided_at(con, batch)]
        touched = set(batches.redo(con, batch, by, now))
        for upon in together:
            touched |= set(batches.redo(con, upon, by, now))
        refresh(con, sorted(touched))


def _identity(intake: Intake, asked: Asked) -> str:
    parts = [intake.sha256, repr(intake.period), intake.set_id or "", intake.stage, intake.mapping, written_down(asked.corrections)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def batch_of(intake: Intake, asked: Asked) -> Batch:
    """The batch that a file makes; its period must be known. A workbook that calls itself a sample is one."""
    return Batch(
        intake.sha256, intake.file_name, _identity(intake, asked), intake.period, intake.set_id, intake.stage, asked.by,
        intake.document, intake.is_sample,
    )
