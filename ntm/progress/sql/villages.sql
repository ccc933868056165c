-- The newest list of thôn behind each measure of some units, closed on $as_of or before, as known at $known_at, with its cells.
-- Excludes estimates, voided batches and withdrawn counts. `is_outdated`: a later period's count says more of the measure than the list.
-- One row a thôn, in the order of the list.
with dead as (
    select id as batch from batch where loaded_at > $known_at
    union
    select batch from void_batch($known_at)
),
taken as (
    select batch, line
    from act
    where line is not null and acted_at <= $known_at
    group by batch, line
    having arg_max(kind, seq) = 'withdraw'
),
listed as (
    select village_mark.*, village_mark.rowid as place
    from village_mark
    anti join dead using (batch)
    anti join taken on taken.batch = village_mark.batch and taken.line = village_mark.line
    where list_contains($units::integer[], village_mark.unit) and cutoff <= $as_of and not is_estimate
),
newest as (
    select unit, item, max(recency) as recency
    from listed
    group by unit, item
),
counted as (
    select observation.unit, observation.item, max(recency >> 32) as closed
    from observation
    semi join newest on newest.unit = observation.unit and newest.item = observation.item
    anti join dead on dead.batch = observation.batch
    anti join taken on taken.batch = observation.batch and taken.line = observation.line
    where cutoff <= $as_of and not is_estimate
    group by all
)
select
    listed.unit, item.key as measure, village, is_met, lacks, sheet, cell, batch.id as batch, batch.file_name as file,
    listed.period_kind, listed.period_end, listed.line is not null as is_counted,
    coalesce(counted.closed > listed.recency >> 32, false) as is_outdated
from listed
join newest using (unit, item, recency)
join item on item.id = listed.item
join batch on batch.id = listed.batch
left join counted on counted.unit = listed.unit and counted.item = listed.item
order by listed.unit, listed.item, place
