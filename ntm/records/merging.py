"""Two people changed one record: what each changed, field by field, and what is kept when one of them decides."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ntm.records.kinds import Kind

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One field that somebody changed: as it was, theirs, mine, and what stands if mine is kept. None: no value."""

    name: str
    before: Any
    theirs: Any
    mine: Any
    kept: Any

    @property
    def is_clash(self) -> bool:
        """Whether both changed it, to different values."""
        return self.theirs not in (self.before, self.mine) and self.mine != self.before


def merged(kind: Kind, before: Body, theirs: Body, mine: Body) -> dict[str, Any]:
    """Theirs with what I changed put in: what they changed and I did not touch stays as they left it."""
    return {side.name: side.kept for side in _sides(kind, before, theirs, mine) if side.kept is not None}


def sides(kind: Kind, before: Body, theirs: Body, mine: Body) -> list[Side]:
    """The fields that either of us changed, in the kind's order."""
    return [side for side in _sides(kind, before, theirs, mine) if not side.before == side.theirs == side.mine]


def _sides(kind: Kind, before: Body, theirs: Body, mine: Body) -> list[Side]:
    found = []
    for field in kind.fields:
        old, their, own = (body.get(field.name) for body in (before, theirs, mine))
        found.append(Side(field.name, old, their, own, their if own == old else own))
    return found
