-- The verdict that counts for each asked unit and indicator: of the newest period, its highest stage (DESIGN §3).
-- `is_contested` tells that two stages of that period disagree; an estimate disagrees with nobody. One row a unit, set and indicator with a verdict.
create or replace temp table verdict as
with given as (
    select newest.*, law_verdict.set_id, law_verdict.number as indicator
    from newest
    semi join asked_unit using (unit)
    join law_verdict on law_verdict.item = newest.item and law_verdict.law = $law
    where newest.is_met is not null and (not newest.is_estimate or $with_estimates)
),
newest_period as (
    select unit, set_id, indicator, arg_max({kind: period_kind, end_day: period_end}, recency) as period
    from given
    group by unit, set_id, indicator
)
select
    unit, set_id, indicator as number,
    arg_max(given, (stage, recency)) as said,
    count(distinct is_met) filter (not is_estimate) > 1 as is_contested
from given
join newest_period using (unit, set_id, indicator)
where period_kind = period.kind and period_end = period.end_day
group by unit, set_id, indicator
