-- Indicators that one load's counts bring to the threshold and leave incomplete, because of other requirements nothing is known.
-- One row a unit, set and indicator, with the count that reaches it (of several the first) and the requirements that are unknown.
-- After evaluate(). Excluded: indicators of which any known requirement is not met or has an open threshold.
with open_indicator as (
    select unit, set_id, number
    from indicator_now
    where status = 'incomplete' and list_contains($sets::varchar[], set_id)
),
weighed as (
    select
        unit, set_id, number,
        list(ref order by position) filter (where status = 'no_data') as unknown,
        list(ref order by position) filter (where status = 'met' and measure_kind = 'ratio' and not is_summed) as reached,
        bool_and(status = 'met' or not has_figure) as is_clear
    from requirement_now
    semi join open_indicator using (unit, set_id, number)
    group by all
),
counted as (
    select weighed.*, observation.* exclude (unit, item, batch, number), observation.number as share, item.key as ref
    from weighed
    join item on list_contains(weighed.reached, item.key)
    join observation on observation.unit = weighed.unit and observation.item = item.id
        and observation.batch = $batch and not observation.is_estimate
        and observation.period_kind = $period_kind and observation.period_end = $period_end
    where is_clear and len(unknown) > 0
    qualify row_number() over (partition by weighed.unit, weighed.set_id, weighed.number order by list_position(reached, item.key), line) = 1
)
select
    unit.code, unit.valid_from, unit.name, set_id, number, unknown, ref, numerator, denominator, share,
    sheet, cell, written
from counted
join unit on unit.id = counted.unit
order by set_id, number, unit.code
