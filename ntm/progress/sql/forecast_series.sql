-- Points of the series that a requirement follows, each in the unit that is counted today. One row a unit, item and day.
with paced as (
    select unit, item, any_value(size) as size, bool_or(size is not null or measure_kind = 'count') as is_counted
    from forecast_leaf
    where state = 'paced'
    group by unit, item
)
select
    unit, item, count(*) over (partition by unit, item) as points, day - date '1970-01-01' as day,
    value * coalesce(size, 1) as value, is_counted::integer as is_counted
from forecast_point
join paced using (unit, item)
order by points, item, unit, day
