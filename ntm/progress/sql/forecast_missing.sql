-- What stands between each commune and the level. One row a unit, indicator and requirement that is not met; where figures
-- meet all requirements of an indicator that a verdict says is not met, one row of the indicator with ref null.
select
    unit, set_id, number, if(reason = 'verdict_against_figures', null, ref) as ref,
    any_value(measure_kind) as measure_kind, any_value(threshold) as threshold, any_value(threshold_num) as threshold_num,
    any_value(threshold_den) as threshold_den, any_value(is_met) as is_met, any_value(numerator) as numerator,
    any_value(denominator) as denominator, any_value(size) as size, any_value(figure) as figure, any_value(verdict_is_met) as verdict_is_met,
    any_value(if(state = 'paced', item, null)) as item
from forecast_leaf
where coalesce(kind, 'measure') = 'measure' and state <> 'holds' and (state = 'no_basis' or status <> 'met')
group by unit, set_id, number, if(reason = 'verdict_against_figures', null, ref)
order by unit, set_id, min(indicator_position), min(position)
