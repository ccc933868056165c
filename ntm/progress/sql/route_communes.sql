-- Assessed communes of the scope with their standing by the shown set of one level. One row a commune.
select
    unit.id as unit, unit.code, unit.valid_from, unit.name, unit.kind, unit.district_code, district.name as district,
    district.kind as district_kind, asked_unit.province_code, asked_set.set_id, said.status
from asked_unit
join unit on unit.id = asked_unit.unit
left join district on district.code = unit.district_code
join asked_set on asked_set.province_code = asked_unit.province_code and asked_set.is_shown and asked_set.level = $level
left join level_answer as said on said.unit = asked_unit.unit and said.set_id = asked_set.set_id
order by unit.district_code, unit.code
