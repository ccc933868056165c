-- The newest figure of each unit, item, stage and kind (counted or estimate) closed on $as_of or before.
-- Excludes voided batches and withdrawn figures. One scan of a few columns of the history finds the rows; a second reads of
-- these what judging needs, skipping blocks without the asked units. `place` leads to the rest: the cell and its words.
create or replace temp table newest as
with winner as (
    select unit, item, stage, is_estimate, max(recency) as recency, arg_max(observation.rowid, recency) as place
    from observation
    join source_unit using (unit)
    anti join dead_batch using (batch)
    anti join withdrawn using (batch, line)
    where cutoff <= $as_of
    group by unit, item, stage, is_estimate
)
select
    winner.*, period_kind, period_end, is_met, numerator, denominator, number, slack,
    -- What recency was made of (batches.closed_key): cheaper to unpack than to read.
    date '1970-01-01' + (winner.recency >> 35)::integer as cutoff, (winner.recency & 4294967295)::integer as batch
from winner
join observation on observation.rowid = winner.place
where observation.unit between $first_unit and $last_unit
