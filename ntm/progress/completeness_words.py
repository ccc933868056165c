"""Who has reported, in words and tables: the page, the command line and the letter say the same."""
from __future__ import annotations

from typing import Any

import pandas as pd

from ntm.progress.completeness import SENT, STATES, Completeness
from ntm.progress.sentences import district_name, names_in_words, unit_name
from ntm.texts import capital, format_count, format_date, format_number, format_period, t

STATE_SIGNS = {"on_time": "✓", "late": "◆", "received": "✓", "overdue": "▼", "awaited": "○", "absent": "○"}


def period_words(found: Completeness, lang: str) -> str:
    """The period's name, as it begins a sentence."""
    return capital(format_period(found.asked.kind, found.asked.end, lang))


def answer_sentence(found: Completeness, district: str | None, lang: str) -> str:
    """"Quý IV/2023: 94/95 xã đã gửi báo cáo, trong đó 02 xã gửi muộn; 01 xã chưa gửi, đã quá hạn (gồm: …)"."""
    rows, period = found.of(district), period_words(found, lang)
    if rows.empty:
        return t("due.title.no_commune", lang, period=period)
    counts = {state: int((rows["state"] == state).sum()) for state in STATES}
    sent = sum(counts[state] for state in SENT)
    words = t("due.title.sent", lang, period=period, sent=format_number(sent, lang), total=format_number(len(rows), lang))
    if counts["late"]:
        words += t("due.title.late", lang, count=format_count(counts["late"], lang))
    for state in ("overdue", "awaited", "absent"):
        if counts[state]:
            some = rows.loc[rows["state"] == state, ["kind", "name"]]
            names = [unit_name(kind, name, lang) for kind, name in some.itertuples(index=False)]
            words += t(f"due.title.{state}", lang, count=format_count(counts[state], lang),
                       names=names_in_words([name[:1].lower() + name[1:] for name in names], lang))
    return words


def grey_notes(found: Completeness, district: str | None, lang: str) -> list[str]:
    """What stands under the answer: the days of the calendar, the day looked at, the set, what is incomplete."""
    asked, rows = found.asked, found.of(district)
    notes = [t("due.note.as_of", lang, day=format_date(found.as_of, lang))]
    if asked.due and asked.cutoff:
        days = t("due.note.days", lang, cutoff=format_date(asked.cutoff, lang), due=format_date(asked.due, lang))
        notes.append(days + (" " + t("due.note.by", lang, document=asked.document) if asked.document else ""))
    else:
        notes.append(t("due.note.no_calendar", lang))
    gaps = int((rows["state"].isin(SENT) & rows["missing_numbers"].map(len).gt(0)).sum())
    if gaps:
        notes.append(t("due.note.incomplete", lang, count=format_count(gaps, lang)))
    return [*notes, t("due.note.level", lang, document=found.criteria.document.number, level=found.criteria.level_title.in_(lang))]


def state_words(state: str, days: int | None, lang: str) -> str:
    """"gửi muộn 3 ngày", "chưa gửi, quá hạn 11 ngày"; the state alone where no days belong to it."""
    if state in ("late", "overdue", "awaited") and days is not None and not pd.isna(days):
        return t(f"due.days.{state}", lang, days=format_number(int(days), lang))
    return t(f"due.state.{state}", lang)


def lacks_words(missing: tuple[str, ...], asked_count: int, lang: str) -> str:
    """"chỉ tiêu 8.2, 8.3", "toàn bộ 4 chỉ tiêu"; empty where nothing is missing."""
    if not missing:
        return ""
    if len(missing) == asked_count:
        return t("due.lacks.all", lang, count=format_count(asked_count, lang))
    return t("due.lacks.some", lang, numbers=", ".join(missing))


def basis_words(row: Any, lang: str) -> str:
    """What a report came as: its document and file, or paper; empty for none."""
    if row.is_paper:
        return t("due.sent_by.paper", lang)
    if not isinstance(row.file, str):
        return ""
    if isinstance(row.document_number, str):
        return t("due.sent_by.document", lang, document=row.document_number, file=row.file)
    return row.file


def commune_table(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Communes with state, day received, source and what is missing; headings in words."""
    lines = [(
        row.code, unit_name(row.kind, row.name_, lang), district_name(row.district_kind, row.district, lang),
        f"{STATE_SIGNS[row.state]} {state_words(row.state, row.days, lang)}",
        format_date(row.received, lang) if row.received else "", lacks_words(row.missing_numbers, row.asked_count, lang),
        basis_words(row, lang),
    ) for row in rows.rename(columns={"name": "name_"}).itertuples()]
    names = ("code", "commune", "district", "state", "received", "missing", "basis")
    return pd.DataFrame(lines, columns=[t(f"due.column.{name}", lang) for name in names], dtype="str")


def district_table(found: Completeness, lang: str) -> pd.DataFrame:
    """Districts with their own state and how many communes sent in time, late, not yet, with gaps; headings in words."""
    rows = found.districts
    unsent = rows[["overdue", "awaited", "absent"]].sum(axis=1)
    columns = {
        "district": [district_name(row.district_kind, row.district, lang) for row in rows.itertuples()],
        "state": [f"{STATE_SIGNS[row.state]} {state_words(row.state, row.days, lang)}" for row in rows.itertuples()],
        "sent": rows["communes"] - unsent, "communes": rows["communes"], "on_time": rows["on_time"] + rows["received"],
        "late": rows["late"], "unsent": unsent, "incomplete": rows["incomplete"], "missing_count": rows["missing"],
    }
    if found.asked.due is None:  # without a due date nothing is in time or late
        columns = {name: values for name, values in columns.items() if name not in ("on_time", "late")}
    return pd.DataFrame({t(f"due.column.{name}", lang): values for name, values in columns.items()})


def report_rows(found: Completeness, district: str | None = None) -> list[dict[str, Any]]:
    """One record a commune for other programs: days in ISO form, unknown as None."""
    asked = found.asked
    period = {"period_kind": asked.kind, "period_end": _iso(asked.end), "cutoff": _iso(asked.cutoff), "due": _iso(asked.due)}
    return [{
        "commune": row.code, "valid_from": _iso(row.valid_from), "name": row.name_, "district": _known(row.district), **period,
        "as_of": _iso(found.as_of), "state": row.state, "days": None if pd.isna(row.days) else int(row.days),
        "received": _iso(row.received), "is_paper": bool(row.is_paper), "asked": int(row.asked_count),
        "missing": list(row.missing_numbers), "document": _known(row.document_number), "file": _known(row.file),
        "is_sample": bool(row.is_sample),
    } for row in found.of(district).rename(columns={"name": "name_"}).itertuples()]


def _known(value: object) -> object:
    return value if isinstance(value, str) else None


def _iso(day: Any) -> str | None:
    return pd.Timestamp(day).date().isoformat() if day is not None else None
