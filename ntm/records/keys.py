"""The live records of a kind by their key: who has one already. Kept up while a save goes on, so that a long one stays quick."""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from ntm.records.kinds import Kind

Body = Mapping[str, Any]


class KeyIndex:
    """The ids of a kind's live records by the values of the kind's key."""

    def __init__(self, kind: Kind, known: Mapping[str, Body]) -> None:
        self._kind = kind
        self._ids: dict[str, list[str]] = defaultdict(list)
        for record_id, body in known.items():
            self.put(record_id, body)

    def put(self, record_id: str, body: Body) -> None:
        """Count a record in."""
        self._ids[self._key(body)].append(record_id)

    def drop(self, record_id: str, body: Body) -> None:
        """Count a record out, by the body with which it was counted in."""
        self._ids[self._key(body)].remove(record_id)

    def twin(self, body: Body, own_id: str | None = None) -> str | None:
        """The id of a live record with the same key, other than `own_id`; None where there is none."""
        return next((one for one in self._ids.get(self._key(body), ()) if one != own_id), None)

    def _key(self, body: Body) -> str:
        return json.dumps([body.get(name) for name in self._kind.key])
