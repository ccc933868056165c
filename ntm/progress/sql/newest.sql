-- The newest figure of each unit, item, stage and kind (counted or estimate) closed on $as_of or before.
-- Excludes voided batches and withdrawn figures. One scan of the history.
create or replace temp table newest as
with said as (
    select
        unit, item, stage, is_estimate, max(recency) as recency,
        arg_max(
            {
                period_kind: period_kind, period_end: period_end, cutoff: cutoff, is_met: is_met, numerator: numerator,
                denominator: denominator, number: number, slack: slack, batch: batch, line: line, sheet: sheet,
                cell: cell, written: written
            },
            recency
        ) as figure
    from observation
    semi join source_unit using (unit)
    anti join dead_batch using (batch)
    anti join withdrawn using (batch, line)
    where cutoff <= $as_of
    group by unit, item, stage, is_estimate
)
select unit, item, stage, is_estimate, recency, unnest(figure)
from said
