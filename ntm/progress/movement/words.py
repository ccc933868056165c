"""A nomination in words and as other programs read it."""
from __future__ import annotations

from typing import Any

from ntm.progress.movement.board import Nominee
from ntm.texts import format_number, t


def left_words(one: Nominee, lang: str) -> str:
    """The time left for a dossier: "còn 12 ngày"; a complete one needs none."""
    if one.state != "proposed":
        return t("movement.left.done", lang) if not one.missing else ""
    if one.days_left is None:
        return t("movement.left.none", lang)
    if one.days_left == 0:
        return t("movement.left.today", lang)
    return t("movement.left.late" if one.days_left < 0 else "movement.left.days", lang, days=format_number(abs(one.days_left), lang))


def lacks_words(one: Nominee, lang: str) -> str:
    """The parts that are missing or unconfirmed; what is not laid down is said so."""
    if one.is_open:
        return t("movement.open_dossier", lang)
    return "; ".join(part.part.title.in_(lang) + (f" ({t('movement.part.unconfirmed', lang)})" if part.state == "unconfirmed" else "")
                     for part in one.missing)


def as_json(one: Nominee) -> dict[str, Any]:
    """A nomination for other programs; unknown null."""
    return {
        "id": one.id, "phase": one.phase.key, "kind": one.body["kind"], "name": one.body["name"], "unit": one.body["unit"],
        "award": one.award.key, "state": one.state, "due": one.due.isoformat() if one.due else None, "days_left": one.days_left,
        "is_late": one.is_late,
        "parts": [{"part": part.part.key, "state": part.state, "day": part.day.isoformat() if part.day else None} for part in one.parts],
        "reviews": [{"kind": body["kind"], "day": body["day"], "number": body.get("number"), "outcome": body["outcome"]}
                    for _, body in one.reviews],
    }
