-- As newest.sql, for each asked unit and day: what was the newest on each of many days. Small scopes only.
create or replace temp table newest as
with said as (
    select
        asked_unit.unit, item, stage, is_estimate, max(recency) as recency,
        arg_max(
            {
                period_kind: period_kind, period_end: period_end, cutoff: cutoff, is_met: is_met, numerator: numerator,
                denominator: denominator, number: number, slack: slack, batch: batch, line: line, sheet: sheet,
                cell: cell, written: written
            },
            recency
        ) as figure
    from observation
    join asked_unit on asked_unit.real_unit = observation.unit and observation.cutoff <= asked_unit.as_of
    anti join dead_batch using (batch)
    anti join withdrawn using (batch, line)
    group by asked_unit.unit, item, stage, is_estimate
)
select unit, item, stage, is_estimate, recency, unnest(figure)
from said
