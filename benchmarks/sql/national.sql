-- Made-up figures of the whole country: every unit of the old structure x item x month. Seeded by $seed; one row a cell.
-- Shares rise over the years; one figure in a hundred is an estimate, one ratio in twenty a percentage without counts,
-- a December is concluded by the council, every other month the commune's own.
insert into observation by name
with place as (
    select id as unit, dense_rank() over (order by province_code) as province, row_number() over (partition by province_code order by id) as line
    from unit
    where valid_from <= $first and valid_to = $after
),
asked as (
    select id as item, row_number() over (order by id) as column_number, key, coalesce(kind, 'verdict') as kind
    from item
    join wanted using (key)
),
month as (
    select n, last_day(($first + to_months(n::integer))::date) as period_end from range($months) as months(n)
),
drawn as (
    select
        unit, item, kind, column_number, place.line as place_line, period_end, month.n * 63 + province as batch,
        hash(unit, item, month.n, $seed) as dice, hash(unit, $seed) as nature,
        0.35 + 0.5 * month.n / $months + (nature % 1000) / 4000.0 as chance,
        (dice % 10000) / 10000.0 < chance as is_good,
        5 + nature % 16 as whole,
        kind = 'ratio' and dice >> 20 & 31 = 0 as is_percentage
    from place, asked, month
),
counted as (
    select
        *, least(whole, round(whole * (0.3 + 0.7 * least(1, chance + (dice >> 8 & 255) / 1000.0))))::bigint as part,
        round(100.0 * part / whole, 1)::decimal(5, 1) as percent
    from drawn
)
select
    unit, item, ((date_diff('day', date '1970-01-01', period_end)::bigint * 8 + 5) << 32) + batch as recency,
    'month' as period_kind, period_end, period_end as cutoff,
    if(month(period_end) = 12 and kind = 'verdict', 3, 0) as stage, dice >> 40 & 127 = 0 as is_estimate,
    if(kind <> 'ratio', is_good, null) as is_met,
    if(kind = 'ratio' and not is_percentage, part, null) as numerator,
    if(kind = 'ratio' and not is_percentage, whole, null)::bigint as denominator,
    if(is_percentage, percent / 100, null) as number,
    if(is_percentage, 0.0005, if(kind = 'ratio', null, 0)) as slack,
    batch, place_line * 32 + column_number as line, 'Biểu 01' as sheet, chr(66 + column_number::integer) || (place_line + 6) as cell,
    case
        when is_percentage then replace(percent::varchar, '.', ',') || '%'
        when kind = 'ratio' then part || '/' || whole
        when is_good then 'Đạt'
        else 'Chưa đạt'
    end as written
from counted
order by unit, item, recency
