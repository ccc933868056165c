"""Which commune a page is about: found on the day asked about, chosen from a searchable list."""
from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from ntm.progress.profile import find_on_day
from ntm.progress.sentences import unit_name
from ntm.texts import t
from ntm.ui import answers
from ntm.ui.view import pick
from ntm.ui.widgets import Scene

DEFAULT_COMMUNE = "02080"   # Bình Trung (Chợ Đồn), the commune that the department helps


@dataclass(frozen=True, slots=True)
class Profile:
    """The commune shown: its rows of communes.sql (one a level), its kin, and what was asked for."""

    rows: pd.DataFrame
    kin: pd.DataFrame
    asked_code: str
    asked_kin: pd.DataFrame
    relation: str | None   # self, successor or predecessor of what was asked for; None: that code is unknown here

    @property
    def row(self) -> pd.Series:
        """The commune itself, without regard to level."""
        return self.rows.iloc[0]

    @property
    def unit(self) -> int:
        """Its number in the warehouse."""
        return int(self.row["unit"])

    @property
    def own_kin(self) -> pd.Series:
        """Its own row among its kin, with province and life."""
        return self.kin[self.kin["unit"] == self.unit].iloc[0]

    def level_row(self, level: str) -> dict[str, object]:
        """Its standing at a level, a row of communes.sql."""
        return self.rows[self.rows["level"] == level].iloc[0].to_dict()

    def name(self, lang: str) -> str:
        """Its name with its kind: "Xã Bình Trung"."""
        return unit_name(self.row["kind"], self.row["name"], lang)


def find_profile(scene: Scene) -> Profile:
    """The commune that the view names, as it is on the day; Bình Trung where it names none or one unknown here."""
    living = scene.standing.communes
    asked_code = scene.view.commune or DEFAULT_COMMUNE
    asked_kin = answers.kin_of(asked_code)
    for code in (asked_code, DEFAULT_COMMUNE):
        found = find_on_day(answers.kin_of(code), living, scene.standing.as_of)
        if found is not None:
            unit, relation = found["unit"], found["relation"] if code == asked_code else None
            break
    else:
        unit, relation = living.iloc[0]["unit"], None
    rows = living[living["unit"] == unit]
    return Profile(rows, answers.kin_of(rows.iloc[0]["code"]), asked_code, asked_kin, relation)


def pick_commune(scene: Scene, profile: Profile) -> None:
    """The searchable list of the place's communes on the day, bound to the URL."""
    communes = scene.standing.communes.drop_duplicates("unit")
    kept = communes[communes["level"].notna() | (communes["unit"] == profile.unit)].sort_values("name")
    names = {row.code: _label(row, scene.lang) for row in kept.itertuples()}
    pick(st.selectbox, "commune", t("commune.pick", scene.lang), list(names), profile.row["code"], lambda code: names[code], width=300)


def _label(row: object, lang: str) -> str:
    name = unit_name(row.kind, row.name, lang)
    return f"{name} ({row.district})" if isinstance(row.district, str) else name
