-- The asked communes with their standing by one set, and when they cease to be. One row a commune.
select
    unit.id as unit, unit.code, unit.valid_from, unit.valid_to, unit.name, unit.district_code, unit.province_code, said.status
from asked_unit
join unit on unit.id = asked_unit.unit
left join level_answer as said on said.unit = asked_unit.unit and said.set_id = $set_id
where $provinces::varchar[] is null or list_contains($provinces::varchar[], asked_unit.province_code)
order by unit.district_code, unit.code, unit.valid_from
