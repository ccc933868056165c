-- Status of each asked set of one depth. One row a unit and set; a set without indicators gives its row too.
-- Met needs every indicator, the included level, and a set whose indicators are all known.
insert into level_now by name
with counted as (
    select
        unit, set_id,
        count(*) as of_count,
        count(*) filter (status = 'met') as met_count,
        count(*) filter (status = 'not_met') as not_met_count,
        count(*) filter (status <> 'no_data') as known_count,
        list(number order by position) filter (status = 'not_met') as not_met_numbers,
        list(number order by position) filter (status in ('incomplete', 'no_data')) as unknown_numbers,
        round(avg(low), 12) as low, round(avg(high), 12) as high,
        max(closed) as closed, arg_max(period_kind, closed) as period_kind, arg_max(period_end, closed) as period_end,
        min(relied_cutoff) as relied_cutoff,
        list_sort(list_distinct(flatten(list(flags)))) as flags
    from indicator_judged
    semi join (select set_id from asked_set where depth = $depth) as judged using (set_id)
    group by unit, set_id
),
asked as (
    select asked_unit.unit, asked_set.*
    from asked_unit
    join asked_set using (province_code)
    where asked_set.depth = $depth
)
select
    asked.unit, asked.level, asked.set_id,
    case
        when coalesce(counted.not_met_count, 0) > 0 or coalesce(included.status = 'not_met', false) then 'not_met'
        when asked.is_complete and counted.met_count = counted.of_count and coalesce(included.status, 'met') = 'met' then 'met'
        when coalesce(counted.known_count, 0) > 0 then 'incomplete'
        else 'no_data'
    end as status,
    coalesce(counted.met_count, 0) as met_count, coalesce(counted.of_count, 0) as of_count,
    coalesce(counted.not_met_numbers, []) as not_met_numbers, coalesce(counted.unknown_numbers, []) as unknown_numbers,
    included.status as included_status,
    coalesce(counted.low, 0) as low, coalesce(counted.high, 1) as high,
    counted.closed, counted.period_kind, counted.period_end, counted.relied_cutoff, coalesce(counted.flags, []) as flags
from asked
left join counted on counted.unit = asked.unit and counted.set_id = asked.set_id
left join level_now as included on included.unit = asked.unit and included.set_id = asked.includes
