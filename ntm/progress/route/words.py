"""Plans as officials write them: "Thêm 06 xã đạt tiêu chí số 8 cần ít nhất 7 phần việc"."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from ntm.criteria import Law
from ntm.progress.route.model import CommunePlan, Gaps, Plan, Step
from ntm.progress.route.names import Named
from ntm.progress.sentences import claim
from ntm.texts import format_count, format_number, small, t


def amount_words(amount: Fraction, lang: str) -> str:
    """An amount of work: "7", "12,5"; two digits at most."""
    digits = next((n for n in (0, 1, 2) if (amount * 10**n).denominator == 1), 2)
    return format_number(amount.numerator if digits == 0 else round(float(amount), 6), lang, digits)


def indicator_words(key: str, law: Law, lang: str, set_id: str | None = None) -> str:
    """An indicator by its key: "8.3 Loa hoạt động đến thôn"; of another set than `set_id` with its level."""
    own, _, number = key.rpartition("/")
    if not own:
        return law.sets[key].document.number
    words = f"{number} {law.sets[own].find_indicator(number).short.in_(lang)}"
    return words if set_id in (None, own) else t("route.of_level", lang, indicator=words, level=law.sets[own].level_title.in_(lang))


def named_step(plan: CommunePlan, step: Step, named: Named, law: Law, lang: str) -> str:
    """A step with the thôn that lack it: "thêm 01 thôn có loa hoạt động (5/9 lên 6/9); còn thiếu: Nà Oóc, Bản Pèo"."""
    words, villages = step_words(step, law, lang), named.get((plan.commune.unit, step.requirement))
    return t("route.step.named", lang, step=words, villages=", ".join(villages)) if villages else words


def step_words(step: Step, law: Law, lang: str) -> str:
    """What a step does: "thêm 01 thôn có loa hoạt động (5/9 lên 6/9)"."""
    measure = law.measures[step.requirement]
    title = small(measure.title.in_(lang))
    if measure.kind in ("yes_no", "value"):
        return t("route.step.ensure", lang, need=title)
    words = t("route.step.add", lang, count=format_count(step.add, lang), what=title)
    if step.have is None:
        return words
    before, after, of = (format_number(one, lang) for one in (step.have, step.have + step.add, step.of))
    return t("route.step.counted", lang, step=words, before=before, after=after, of=of)


def needs_words(requirements: Sequence[str], law: Law, lang: str) -> str:
    """Requirements by their titles: "Thôn có loa hoạt động; Có biển tên điểm phục vụ bưu chính"."""
    return "; ".join(law.measures[ref].title.in_(lang) if ref in law.measures else ref for ref in requirements)


def funding_sentence(plans: Sequence[CommunePlan], funding: Mapping[str, str], lang: str) -> str:
    """The plan's work by who pays for it; empty where nothing of that was typed in."""
    work: Counter[str] = Counter()
    for step in (step for plan in plans for step in plan.steps):
        work[funding.get(step.requirement, "")] += step.cost
    if not any(work):
        return ""
    parts = [t("route.funding.part", lang, source=payer or t("route.funding.none", lang), work=amount_words(work[payer], lang))
             for payer in sorted(work, key=lambda payer: (not payer, payer))]
    return t("route.funding.title", lang, parts="; ".join(parts))


def plan_sentence(gaps: Gaps, plan: Plan, lang: str, roadmap: int | None = None) -> str:
    """The answer in one sentence: how many communes for how much work, and how far a goal goes that cannot be met.

    `roadmap`: the year, where `gaps` are those of its roadmap's communes and all of them are wanted.
    """
    claimed = claim(gaps.law.sets[gaps.set_id], lang)
    values = {
        "count": format_count(plan.reached, lang), "wanted": format_count(plan.wanted, lang), "claim": claimed,
        "work": amount_words(plan.total_cost, lang), "budget": amount_words(plan.goal.budget or Fraction(0), lang),
        "before": format_number(gaps.met, lang), "after": format_number(gaps.met + plan.reached, lang),
        "total": format_number(gaps.total, lang), "unplanned": format_count(len(gaps.unplanned), lang),
    }
    if roadmap is not None:
        key = "roadmap" if gaps.plans or gaps.unplanned else "roadmap_done"
        return t(f"route.title.{key}", lang, year=roadmap, **values)
    return t(f"route.title.{plan_variant(gaps, plan)}", lang, **values)


def plan_variant(gaps: Gaps, plan: Plan) -> str:
    """Which sentence `route.title.<variant>` tells a plan: by its goal, and whether that is met in full."""
    if gaps.met == gaps.total:
        return "done"
    if not gaps.plans:
        return "unknown" if gaps.unplanned else "nobody"
    kind = plan.goal.kind
    if kind in ("count", "both") and plan.reached < plan.wanted:
        return f"{kind}_short"
    return kind


def further_sentence(gaps: Gaps, plan: Plan, lang: str) -> str:
    """Why a goal is not met in full; empty where it is."""
    if plan.reached >= plan.wanted or plan.goal.kind not in ("count", "both"):
        return ""
    if len(gaps.plans) > plan.reached:
        return t("route.short.budget", lang, count=format_count(plan.reached, lang), wanted=format_count(plan.wanted, lang),
                 budget=amount_words(plan.goal.budget or Fraction(0), lang))
    return t("route.short.known", lang, count=format_count(plan.reached, lang), wanted=format_count(plan.wanted, lang),
             unplanned=format_count(len(gaps.unplanned), lang))
