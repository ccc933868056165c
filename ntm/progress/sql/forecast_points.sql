-- The history of every measured requirement of some sets: for each period its newest known figure, one point a cut-off day.
-- Of a merged commune also the periods that all its predecessors counted, added up. Excludes estimates, voided and withdrawn
-- figures. A series with more than $most_points keeps the newest of each quarter. One row a unit, item and day.
create or replace temp table forecast_point as
with source as (
    select unit, unit as source_unit, 1 as needed, false as is_former
    from asked_unit
    union all
    select to_unit, from_unit, count(*) over (partition by to_unit), true
    from unit_change
    join asked_unit on asked_unit.unit = unit_change.to_unit
    qualify not bool_or(is_partial) over (partition by to_unit)
),
measured as (
    select distinct item
    from law_requirement
    where law = $law and measure_kind <> 'yes_no' and list_contains($indicators::varchar[], set_id || '/' || number)
),
said as (
    select
        source.unit, source_unit, needed, is_former, observation.item, period_kind, period_end, max(recency) as recency,
        arg_max({day: cutoff, numerator: numerator, denominator: denominator, number: number}, recency) as figure
    from observation
    join source on source.source_unit = observation.unit
    semi join measured on measured.item = observation.item
    anti join dead_batch using (batch)
    anti join withdrawn using (batch, line)
    where cutoff between $first_day and $as_of and not is_estimate and (numerator is not null or number is not null)
    group by all
),
added as (
    select
        unit, item, is_former, max(recency) as recency, max(figure.day) as day, sum(figure.numerator)::bigint as numerator,
        sum(figure.denominator)::bigint as denominator, if(count(*) = 1, max(figure.number), null) as number
    from said
    group by unit, item, period_kind, period_end, needed, is_former
    having count(*) = needed and (needed = 1 or count(figure.numerator) = needed)
),
daily as (
    select
        unit, item, day, arg_max(is_former, recency) as is_former,
        arg_max({numerator: numerator, denominator: denominator, number: number}, recency) as figure
    from added
    group by unit, item, day
),
thinned as (
    select
        *, count(*) over (partition by unit, item) > $most_points as is_long,
        row_number() over (partition by unit, item, date_trunc('quarter', day) order by day desc) = 1 as is_last_of_quarter
    from daily
)
select
    unit, item, day, is_former, figure.numerator, figure.denominator,
    coalesce(figure.numerator / figure.denominator, figure.number::double) as value
from thinned
where is_last_of_quarter or not is_long
qualify row_number() over (partition by unit, item order by day desc) <= $most_points
