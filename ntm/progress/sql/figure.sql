-- The figure that counts for each asked unit and measure, over all stages; estimates only when $with_estimates.
-- A successor without an own figure gets its predecessors' counts added up, when all of them reported one period.
create or replace temp table figure as
with last_own as (
    select unit, arg_max(place, recency) as place
    from newest
    semi join asked_unit using (unit)
    where not is_estimate or $with_estimates
    group by unit, item
),
own as (
    select newest.*
    from newest
    join last_own using (unit, place)
),
-- Links of a unit that took in part of another cannot be added up: nobody knows the part's share.
mergers as (
    select to_unit as unit, count(*) as predecessor_count
    from unit_change
    join asked_unit on asked_unit.unit = unit_change.to_unit
    group by to_unit
    having not bool_or(is_partial)
),
reported as (
    select
        mergers.unit, observation.unit as predecessor, item, period_kind, period_end, mergers.predecessor_count,
        max(recency) as recency, arg_max({numerator: numerator, denominator: denominator, cutoff: cutoff}, recency) as count
    from observation
    join unit_change on unit_change.from_unit = observation.unit
    join mergers on mergers.unit = unit_change.to_unit
    anti join dead_batch using (batch)
    anti join withdrawn using (batch, line)
    where cutoff <= $as_of and numerator is not null and (not is_estimate or $with_estimates)
    group by all
),
summed as (
    select
        unit, item, period_kind, period_end, max(recency) as recency, max(count.cutoff) as cutoff,
        sum(count.numerator)::bigint as numerator, sum(count.denominator)::bigint as denominator
    from reported
    group by unit, item, period_kind, period_end, predecessor_count
    having count(distinct predecessor) = predecessor_count
),
last_summed as (
    select unit, item, arg_max(summed, recency) as figure
    from summed
    anti join own using (unit, item)
    group by unit, item
)
select
    unit, item, recency, period_kind, period_end, cutoff, is_met, numerator, denominator, number, slack, is_estimate,
    false as is_summed, batch, place
from own
union all by name
select
    unit, item, figure.recency, figure.period_kind, figure.period_end, figure.cutoff, figure.numerator,
    figure.denominator, false as is_estimate, true as is_summed
from last_summed
