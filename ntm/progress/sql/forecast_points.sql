-- The history of every measured requirement of some indicators: of each quarter its newest known figure, of the last half
-- year every one. Of a merged commune also the periods that all its predecessors counted, added up. Excludes estimates,
-- voided and withdrawn figures. One row a unit, item and day.
create or replace temp table forecast_point as
with measured as (
    select distinct item
    from law_requirement
    where law = $law and measure_kind <> 'yes_no' and list_contains($indicators::varchar[], set_id || '/' || number)
),
-- A corrected figure is the newest of its day, so it stands for its period.
own as (
    select
        observation.unit, observation.item,
        if(cutoff > $as_of::date - interval 6 month, cutoff, date_trunc('quarter', cutoff)::date) as part,
        max(cutoff) as day, max(recency) as recency, arg_max(numerator, recency) as numerator,
        arg_max(denominator, recency) as denominator, arg_max(number, recency) as number
    from observation
    semi join asked_unit using (unit)
    semi join measured using (item)
    anti join dead_batch using (batch)
    anti join withdrawn using (batch, line)
    where cutoff between $first_day and $as_of and not is_estimate and (numerator is not null or number is not null)
    group by observation.unit, observation.item, part
),
-- Nobody knows which part of a divided commune's counts went along: no sums for those that took one in.
former as (
    select to_unit as unit, from_unit as source_unit, count(*) over (partition by to_unit) as needed
    from unit_change
    semi join asked_unit on asked_unit.unit = unit_change.to_unit
    qualify not bool_or(is_partial) over (partition by to_unit)
),
said as (
    select
        former.unit, source_unit, needed, observation.item, period_kind, period_end,
        arg_max({day: cutoff, numerator: numerator, denominator: denominator, recency: recency}, recency) as figure
    from observation
    join former on former.source_unit = observation.unit
    semi join measured using (item)
    anti join dead_batch using (batch)
    anti join withdrawn using (batch, line)
    where cutoff between $first_day and $as_of and not is_estimate and numerator is not null
    group by all
),
summed as (
    select
        unit, item, max(figure.day) as day, max(figure.recency) as recency, sum(figure.numerator)::bigint as numerator,
        sum(figure.denominator)::bigint as denominator
    from said
    group by unit, item, period_kind, period_end, needed
    having count(*) = needed
),
newest_sum as (
    select unit, item, day, arg_max(numerator, recency) as numerator, arg_max(denominator, recency) as denominator
    from summed
    anti join own using (unit, item, day)
    group by unit, item, day
)
select
    unit, item, day, false as is_former, numerator, denominator, coalesce(numerator / denominator, number::double) as value
from own
union all by name
select unit, item, day, true as is_former, numerator, denominator, numerator / denominator as value
from newest_sum
