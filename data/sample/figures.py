"""What a commune's cells say in a quarter: counts that fit its course, written as its office writes them."""
from __future__ import annotations

from collections.abc import Mapping

from data.sample.communes import Commune
from data.sample.plan import LAST, NEVER, Plan

POSTAL = ("postal_premises", "postal_sign", "postal_hours_posted", "postal_open_hours", "postal_letters", "postal_parcels")
STANDARD_EACH_QUARTER = ("commune_station", "staff_with_computer", "dossiers_online", "document_system", "commune_web_page")
STANDARD_EACH_YEAR = (*POSTAL, "telecom_quality", *STANDARD_EACH_QUARTER)
ADVANCED_EACH_YEAR = ("online_service_computer", "online_service_scanner", "trained_postal_staff")
Cells = dict[str, str]


def cells_before(commune: Commune, plan: Plan) -> Cells:
    """Q4/2021, under the law of 2016-2020: verdicts only, its requirements are open."""
    if 0 in commune.silent:
        return {}
    return {n: _word(n in commune.before, commune) for n in commune.standard if not _is_blank(commune, 0, n, plan)}


def cells_standard(commune: Commune, quarter: int, plan: Plan) -> Cells:
    """The standard form of a quarter, by indicator and measure; also what only the year's form asks for."""
    if quarter in commune.silent:
        return {}
    met = {number: quarter >= since for number, since in commune.standard.items()}
    loud, telecom = _loudspeakers(commune, quarter, plan), _telecom(commune, quarter)
    cells = {
        "8.1": _word(met["8.1"], commune),
        "8.2": _write(met["8.2"], telecom, commune.thon, commune),
        "8.3": _write_loudspeakers(commune, quarter, met["8.3"], loud),
        "8.4": _word(met["8.4"], commune),
        "telecom_quality": _yes(met["8.2"] or telecom < commune.thon),
        "commune_station": _yes(met["8.3"] or not commune.is_station_missing),
    }
    cells |= _postal(commune, met["8.1"], plan) | _technology(commune, quarter, met["8.4"], plan)
    return {key: text for key, text in cells.items() if not _is_blank(commune, quarter, key, plan)}


def cells_advanced(commune: Commune, quarter: int, plan: Plan) -> Cells:
    """The advanced form of a quarter; nothing from a commune that does not aim at it yet."""
    if quarter in commune.silent or quarter < commune.advanced_from:
        return {}
    met = {number: quarter >= since for number, since in commune.advanced.items()}
    chance = plan.chance(commune.code, "advanced figures")
    people, points, lead = commune.thon * chance.randint(95, 140), chance.randint(3, 8), chance.uniform(0.01, 0.12)
    share = 0.5 + lead if met["8.2"] else 0.5 - lead * min(3.5, 1 + (_wait(commune.advanced["8.2"], quarter)) / 4)
    wifi = max(1, points - chance.randint(0, 1)) if met["8.5"] else chance.randint(0, points // 2)
    cells = {number: _word(met[number], commune) for number in ("8.1", "8.3", "8.4")}
    cells["8.2"] = _write(met["8.2"], round(people * share + quarter), people, commune)
    cells["8.5"] = _write(met["8.5"], wifi, points, commune)
    missing = chance.choice(ADVANCED_EACH_YEAR)
    cells |= {measure: _yes(met["8.1"] or measure != missing) for measure in ADVANCED_EACH_YEAR}
    return {key: text for key, text in cells.items() if not _is_blank(commune, quarter, key, plan)}


def cells_model(commune: Commune, quarter: int, plan: Plan) -> Cells:
    """What the department answers for at model: smart villages, and whether digital transformation stands out."""
    since = quarter - plan.model[commune.code]
    smart = min(3, since // 4) if plan.advanced[commune.code] <= 8 else min(1, since // 6)
    return {"3": str(smart), "outstanding_digital": _yes(since >= 8)}


def _wait(since: int, quarter: int) -> int:
    """Quarters until something is met; a course that never gets there stays two or three away."""
    return (since if since != NEVER else LAST + 3) - quarter


def _loudspeakers(commune: Commune, quarter: int, plan: Plan) -> int:
    told, needed = plan.told.get(commune.code), -(-2 * commune.thon // 3)
    if told:
        return told.counts["thon_with_loudspeaker"][quarter - 1]
    if quarter in commune.broken:
        return needed - 1 - plan.chance(commune.code, quarter, "broken").randint(0, 1)
    if commune.disputed:   # so near that somebody claims it
        return needed - (1 if quarter >= 7 else 2)
    wait = _wait(commune.standard["8.3"], quarter)
    if wait <= 0 or commune.is_station_missing:
        spare = plan.chance(commune.code, "spare").randint(0, 2)
        return min(commune.thon, needed + spare + max(0, -wait) // 4)
    return max(0, needed - 1 - (wait - 1) // 3)


def _telecom(commune: Commune, quarter: int) -> int:
    wait = _wait(commune.standard["8.2"], quarter)
    return commune.thon if wait <= 0 else max(1, commune.thon - 1 - wait // 6)


def _postal(commune: Commune, is_met: bool, plan: Plan) -> Cells:
    missing = plan.chance(commune.code, "postal").choice(POSTAL)
    return {measure: _yes(is_met or measure != missing) for measure in POSTAL}


def _technology(commune: Commune, quarter: int, is_met: bool, plan: Plan) -> Cells:
    chance, told = plan.chance(commune.code, "technology"), plan.told.get(commune.code)
    computers = round(commune.staff * min(1.0, (0.82 if is_met else 0.55) + 0.012 * quarter + chance.uniform(0, 0.1)))
    if told:
        computers = told.counts["staff_with_computer"][quarter - 1]
    dossiers = plan.chance(commune.code, quarter, "dossiers")
    total = dossiers.randint(60, 320)
    online = min(total, round(total * (0.2 + 0.04 * quarter + chance.uniform(0, 0.15))))
    # By the year's end some reports are written before the last dossiers are counted.
    estimated = quarter % 4 == 0 and commune.code not in plan.named and dossiers.random() < 0.06
    is_web_missing = commune.code not in plan.named and chance.random() < 0.35
    return {
        "staff_with_computer": _share(computers, commune.staff) if commune.style == "percent" else
        f"{computers}/{commune.staff}",
        "dossiers_online": f"{'ước ' if estimated else ''}{online}/{total}",
        "document_system": _yes(True),
        "commune_web_page": _yes(is_met or not is_web_missing),
    }


def _write_loudspeakers(commune: Commune, quarter: int, is_met: bool, count: int) -> str:
    if quarter in commune.broken:   # nobody has judged anew: only the count is sent
        return f"{count}/{commune.thon}"
    return _write(is_met or quarter in commune.disputed, count, commune.thon, commune)


def _write(is_met: bool, numerator: int, denominator: int, commune: Commune) -> str:
    """A cell under an indicator that counts, in the commune's own way."""
    counts = f"{numerator}/{denominator}"
    written: Mapping[str, str] = {
        "both": f"{'Đạt' if is_met else 'Chưa đạt'} ({counts})",
        "unit": f"{'Đạt' if is_met else 'Không đạt'}: {counts} thôn" if denominator == commune.thon else counts,
        "count": counts,
        "percent": _share(numerator, denominator),
        "cross": _word(is_met, commune),
    }
    return written[commune.style]


def _share(numerator: int, denominator: int) -> str:
    return f"{100 * numerator / denominator:.1f}%".replace(".", ",")


def _word(is_met: bool, commune: Commune) -> str:
    if commune.style == "cross":
        return "x" if is_met else "Không"
    return "Đạt" if is_met else "Chưa đạt"


def _yes(is_met: bool) -> str:
    return "Có" if is_met else "Chưa có"


def _is_blank(commune: Commune, quarter: int, key: str, plan: Plan) -> bool:
    """Some cells stay empty, but never those that the story hangs on."""
    if quarter and plan.unjudged.get(commune.code) == key:
        return True
    if commune.code in plan.named or quarter in commune.broken | commune.disputed:
        return False
    return plan.chance(commune.code, quarter, key, "blank").random() < 0.02
