-- After evaluate_days: the status of each indicator of the shown sets on each day. One row a unit, day, set and indicator.
select
    asked_unit.real_unit as unit, asked_unit.as_of, asked_set.level, said.set_id, said.number, said.position, said.status,
    said.flags, said.period_kind, said.period_end, said.verdict_stage
from asked_unit
join asked_set using (province_code)
join indicator_judged as said on said.unit = asked_unit.unit and said.set_id = asked_set.set_id
where asked_set.is_shown
order by asked_unit.as_of, said.position
