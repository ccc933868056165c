-- What was taken for granted, or why there is no forecast. One row a unit and reason, with the indicators and measures.
with reasons as (
    select unit, set_id, number, ref, reason, indicator_position, position
    from forecast_leaf
    where reason is not null
    union all
    select unit, set_id, number, ref, 'summed_history', indicator_position, position
    from forecast_leaf
    where state = 'paced' and is_former
),
one_each as (
    select
        unit, reason, number || if(set_id = $set_id, '', ' (' || set_id || ')') as indicator, set_id = $set_id as is_own,
        min(indicator_position) as place, list(ref order by position) filter (ref is not null) as refs
    from reasons
    group by unit, reason, set_id, number
)
select
    unit, reason, list(indicator order by is_own desc, place, indicator) as indicators,
    flatten(list(coalesce(refs, []) order by is_own desc, place, indicator)) as requirements
from one_each
group by unit, reason
order by unit, reason
