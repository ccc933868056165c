-- Where the names behind a count and a count that was only reported differ, of some units: the newest of each voice in a period.
-- Excludes estimates, voided batches and withdrawn figures. One row a unit, measure and period, of those whose counts differ.
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
named as (
    select distinct batch, line, unit, item
    from village_mark
    where line is not null and list_contains($units::integer[], unit)
),
told as (
    select
        observation.unit, observation.item, observation.period_kind, observation.period_end, recency,
        named.line is not null as is_named, numerator || '/' || denominator as count, sheet, cell
    from observation
    semi join named as place on place.unit = observation.unit and place.item = observation.item
    left join named on named.batch = observation.batch and named.line = observation.line
    anti join dead on dead.batch = observation.batch
    anti join taken on taken.batch = observation.batch and taken.line = observation.line
    where cutoff <= $as_of and numerator is not null and not is_estimate
),
paired as (
    select
        unit, item, period_kind, period_end,
        arg_max({count: count, sheet: sheet, cell: cell}, recency) filter (is_named) as named,
        arg_max({count: count, sheet: sheet, cell: cell}, recency) filter (not is_named) as reported
    from told
    group by all
)
select
    unit, item.key as measure, period_kind, period_end, named.count as named, named.sheet as named_sheet, named.cell as named_cell,
    reported.count as reported, reported.sheet as reported_sheet, reported.cell as reported_cell
from paired
join item on item.id = paired.item
where named.count <> reported.count
order by unit, measure, period_end
