-- As newest.sql, for each asked unit and day: what was the newest on each of many days. Small scopes only.
create or replace temp table newest as
with winner as (
    select
        asked_unit.unit, asked_unit.real_unit, item, stage, is_estimate, max(recency) as recency, arg_max(observation.rowid, recency) as place
    from observation
    join asked_unit on asked_unit.real_unit = observation.unit and observation.cutoff <= asked_unit.as_of
    anti join dead_batch using (batch)
    anti join withdrawn using (batch, line)
    group by asked_unit.unit, asked_unit.real_unit, item, stage, is_estimate
)
select winner.* exclude (real_unit), period_kind, period_end, cutoff, is_met, numerator, denominator, number, slack, batch
from winner
join observation on observation.unit = winner.real_unit and observation.rowid = winner.place
