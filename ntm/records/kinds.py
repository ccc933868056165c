"""The kinds of records that people type in, read from data/records/*.yaml and checked at start.

A new kind is a new file: its form, workbook, command and history follow from it.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from ntm.criteria.nodes import NodeReader, shown
from ntm.criteria.records import Text
from ntm.problems import BadData

KINDS_FOLDER = Path(__file__).parent.parent.parent / "data" / "records"
# amount: a decimal number from zero; year: 2021-2035; record: the id of a record of the kind `of`; movement: the key of a phase,
# an award, a standard or a dossier part (`of`) of an emulation movement (data/movements).
FIELD_TYPES = ("text", "long_text", "day", "year", "count", "amount", "choice", "commune", "district", "level", "indicator",
               "measure", "record", "yes_no", "movement")
MOVEMENT_LISTS = ("phase", "award", "standard", "part")

_LISTS = ("key", "exactly_one", "period", "no_overlap")
_OPTIONAL = ("day", "due", "closed_by", "exactly_one", "period", "through", "no_overlap", "file", "files")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind. `options`: the words of a choice by key; `of`: the kind that a record field refers to.

    `not_before` names the day field that this one may not precede; `is_many`: a list of such values.
    """

    name: str
    type: str
    title: Text
    is_required: bool
    options: Mapping[str, Text]
    of: str | None
    not_before: str | None
    is_many: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record. No two live records have the same values in `key`.

    `day`: the field (a day or a year) on which its commune and level must exist; `closed_by`: the day field whose value
    closes the record; `due`: the day field by which it should be closed; `exactly_one`: fields of which one is filled.
    `period`: the fields for a reporting period's kind and last day, which must be one. `command`: what the command line
    calls it. `is_through`: the closing day still belongs to the record. `no_overlap`: of the records with the same values in
    these fields, and the same one of `exactly_one`, no two hold on one day. `is_file`: each record is a file that hangs on it,
    brought and taken off, not filled in. `has_files`: signed documents may hang on a record.
    """

    id: str
    command: str
    title: Text
    one: Text
    key: tuple[str, ...]
    day: str | None
    due: str | None
    closed_by: str | None
    exactly_one: tuple[str, ...]
    fields: tuple[Field, ...]
    period: tuple[str, ...] = ()
    is_through: bool = False
    no_overlap: tuple[str, ...] = ()
    is_file: bool = False
    has_files: bool = False

    def field(self, name: str) -> Field | None:
        """The field of a name, or None."""
        return next((one for one in self.fields if one.name == name), None)

    def first_of(self, type_: str) -> Field | None:
        """The first field of a type, or None: the commune of a record, say."""
        return next((one for one in self.fields if one.type == type_ and not one.is_many), None)


@cache
def load_kinds(folder: Path = KINDS_FOLDER) -> Mapping[str, Kind]:
    """All kinds by id, in the order of their files' names. Raises BadData with every fault of every file."""
    kinds, readers = {}, []
    for file in sorted(folder.glob("*.yaml")):
        reader = NodeReader(file.name)
        root = reader.compose(file.read_text(encoding="utf-8"))
        if root is not None:
            kinds[file.stem] = _read_kind(reader, file.stem, root)
        readers.append(reader)
    for reader in readers:
        _check_links(reader, kinds)
    problems = [problem for reader in readers for problem in reader.problems]
    if problems:
        raise BadData(*problems)
    return kinds


def _read_kind(reader: NodeReader, stem: str, root: yaml.Node) -> Kind:
    known = reader.fields(root, ("command", "title", "one", "key", "fields"), _OPTIONAL)
    fields = tuple(_read_field(reader, node) for node in reader.items(known.get("fields")))
    names = [field.name for field in fields]
    key, one_of, period, no_overlap = (
        tuple(reader.choice(node, names) for node in reader.items(known.get(part))) for part in _LISTS
    )
    days = [field.name for field in fields if field.type in ("day", "year")]
    day, due, closed_by = (reader.choice(known.get(name), days) or None for name in ("day", "due", "closed_by"))
    return Kind(stem, reader.text(known.get("command")), reader.pair(known.get("title")), reader.pair(known.get("one")), key, day, due,
                closed_by, one_of, fields, period, reader.is_true(known.get("through")), no_overlap, reader.is_true(known.get("file")),
                reader.is_true(known.get("files")))


def _read_field(reader: NodeReader, node: yaml.Node) -> Field:
    known = reader.fields(node, ("name", "type", "title"), ("required", "options", "of", "not_before", "many"))
    options = known.get("options")
    words = {}
    if options is not None:
        words = {shown(key): reader.pair(value) for key, value in getattr(options, "value", [])}
    return Field(
        reader.text(known.get("name")), reader.choice(known.get("type"), FIELD_TYPES), reader.pair(known.get("title")),
        reader.is_true(known.get("required")), words,
        reader.text(known["of"]) if "of" in known else None,
        reader.text(known["not_before"]) if "not_before" in known else None, reader.is_true(known.get("many")),
    )


def _check_links(reader: NodeReader, kinds: Mapping[str, Kind]) -> None:
    """Each record field names a kind, each choice has words, each not_before a day of the same kind."""
    kind = kinds.get(reader.file.removesuffix(".yaml"))
    for field in kind.fields if kind else ():
        before = kind.field(field.not_before) if field.not_before else None
        if field.type == "record" and field.of not in kinds:
            reader.note("bad-choice", 1, f"{field.name}: {field.of}", ", ".join(kinds))
        if field.type == "movement" and field.of not in MOVEMENT_LISTS:
            reader.note("bad-choice", 1, f"{field.name}: {field.of}", ", ".join(MOVEMENT_LISTS))
        if field.type == "choice" and not field.options:
            reader.note("missing-key", 1, field.name, "options")
        if field.not_before and (before is None or before.type != "day"):
            reader.note("bad-choice", 1, f"{field.name}: {field.not_before}", "day")

