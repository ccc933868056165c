-- The verdict that counts for each asked unit and indicator: of the newest period, its highest stage (DESIGN §3).
-- `is_contested` tells that two stages of that period disagree; an estimate disagrees with nobody. One row a unit, set and indicator with a verdict.
create or replace temp table verdict as
with given as (
    select
        newest.unit, place, recency, stage, is_estimate, is_met, period_kind, period_end,
        law_indicator.rowid as indicator
    from newest
    semi join asked_unit using (unit)
    join law_verdict on law_verdict.item = newest.item and law_verdict.law = $law
    join law_indicator
        on law_indicator.law = law_verdict.law and law_indicator.set_id = law_verdict.set_id
        and law_indicator.number = law_verdict.number
    where newest.is_met is not null and (not newest.is_estimate or $with_estimates)
),
newest_period as (
    select unit, indicator, arg_max({kind: period_kind, end_day: period_end}, recency) as period
    from given
    group by unit, indicator
),
-- The stage stands in the bits above every recency.
counted as (
    select
        unit, indicator, arg_max(place, (stage::bigint << 56) + recency) as place,
        count(distinct is_met) filter (not is_estimate) > 1 as is_contested
    from given
    join newest_period using (unit, indicator)
    where period_kind = period.kind and period_end = period.end_day
    group by unit, indicator
)
select
    unit, indicator, is_contested,
    {
        is_met: is_met, stage: stage, is_estimate: is_estimate, recency: recency, period_kind: period_kind,
        period_end: period_end, cutoff: cutoff, batch: batch, place: place
    } as said
from counted
join newest using (unit, place)
