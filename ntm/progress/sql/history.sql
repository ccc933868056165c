-- After evaluate_days: the standing of each commune on each day by each shown set. One row a unit, day and set.
select
    asked_unit.real_unit as unit, unit.district_code, asked_unit.as_of, asked_set.level, asked_set.set_id,
    said.status, said.met_count, said.of_count, said.not_met_numbers
from asked_unit
join unit on unit.id = asked_unit.real_unit
join asked_set on asked_set.province_code = asked_unit.province_code
join level_now as said on said.unit = asked_unit.unit and said.set_id = asked_set.set_id
where asked_set.is_shown
order by asked_unit.as_of, asked_unit.real_unit
