-- The state of each requirement as numbers, for arithmetic. One row a unit, set, indicator and requirement.
-- `need` in what is counted: whole ones where counts are known, else the threshold itself.
select
    unit, set_id, number, coalesce(position, -1) as position, coalesce(item, -1) as item,
    list_position(['holds', 'paced', 'no_basis', 'referred'], state) as state, coalesce(status = 'met', false) as is_met,
    coalesce(
        case
            when size is not null then (size * threshold_num + threshold_den - 1) // threshold_den
            else threshold_num / threshold_den
        end, 0
    )::double as need
from forecast_leaf
order by set_id, number, position, unit
