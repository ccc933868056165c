-- Where a count made from names and a count that was only reported differ, of one unit, measure and period: of each voice its
-- newest, of whatever stage. Excludes estimates, voided batches and withdrawn figures. One row a unit, measure and period.
create or replace temp table doubted as
with named as (
    select distinct batch, line, unit, item
    from village_mark
    semi join asked_unit on asked_unit.real_unit = village_mark.unit
    anti join dead_batch using (batch)
    where line is not null
),
told as (
    select
        observation.unit, observation.item, period_kind, period_end, recency, named.line is not null as is_named,
        {numerator: numerator, denominator: denominator} as count
    from observation
    semi join named as place on place.unit = observation.unit and place.item = observation.item
    left join named on named.batch = observation.batch and named.line = observation.line
    anti join dead_batch on dead_batch.batch = observation.batch
    anti join (select batch, line from withdrawn where is_act) as taken
        on taken.batch = observation.batch and taken.line = observation.line
    where cutoff <= $as_of and numerator is not null and not is_estimate
),
newest_told as (
    select unit, item, period_kind, period_end, is_named, arg_max(count, recency) as count
    from told
    group by all
)
select unit, item, period_kind, period_end
from newest_told
group by all
having count(distinct count) > 1
