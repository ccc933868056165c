"""Media work counted: by month and kind, by commune; the communes never written about; models and good examples to learn from."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from ntm.records.checking import LIFE
from ntm.records.placing import lives_before, what_became
from ntm.units import Units

Body = Mapping[str, Any]
Known = Mapping[str, Mapping[str, Body]]
KINDS = ("urged", "guided", "supplied", "published")


def media_on(known: Known, first: date, day: date) -> dict[str, Body]:
    """The media work of some days, both included, by id."""
    return {one: body for one, body in known.get("media", {}).items() if first.isoformat() <= body["on"] <= day.isoformat()}


def by_month(media: Mapping[str, Body]) -> pd.DataFrame:
    """How many acts of each kind in each month from the first to the last: month (its first day), kind, count; zero is told."""
    if not media:
        return pd.DataFrame(columns=["month", "kind", "count"])
    frame = pd.DataFrame({"month": [one["on"][:7] for one in media.values()], "kind": [one["kind"] for one in media.values()]})
    months = pd.period_range(min(frame["month"]), max(frame["month"]), freq="M")
    counts = frame.groupby(["month", "kind"]).size()
    rows = [(month.to_timestamp().date(), kind, int(counts.get((str(month), kind), 0))) for month in months for kind in KINDS]
    return pd.DataFrame(rows, columns=["month", "kind", "count"])


def by_commune(media: Mapping[str, Body], communes: pd.DataFrame, units: Units) -> pd.DataFrame:
    """Each assessed commune with its media work, that about its predecessors included.

    `communes`: code, valid_from, name, district of the day. Adds published, other (counts) and last (day or None), most first;
    among the same by name.
    """
    rows, before = [], what_became(units)
    about: dict[tuple[str, str], list[Body]] = {}
    for body in media.values():
        if "commune" in body:
            about.setdefault((body["commune"], body["commune" + LIFE]), []).append(body)
    for row in communes.itertuples():
        found = [body for life in lives_before(before, row.code, row.valid_from) for body in about.get(life, [])]
        published = sum(body["kind"] == "published" for body in found)
        rows.append((row.code, row.valid_from, row.name, row.district, published, len(found) - published,
                     max((date.fromisoformat(body["on"]) for body in found), default=None)))
    frame = pd.DataFrame(rows, columns=["code", "valid_from", "name", "district", "published", "other", "last"])
    return frame.sort_values(["published", "other", "name"], ascending=[False, False, True], kind="stable").reset_index(drop=True)


def never_written(counted: pd.DataFrame) -> pd.DataFrame:
    """The communes (of `by_commune`) about which nothing was published."""
    return counted[counted["published"] == 0].sort_values(["district", "name"])


def examples(media: Mapping[str, Body]) -> list[tuple[str, Body]]:
    """The models and good examples that others can learn from, newest first: id and body."""
    found = [(one, body) for one, body in media.items() if "example" in body]
    return sorted(found, key=lambda one: one[1]["on"], reverse=True)
