-- Requirements of the shown sets with their source file. One row a commune, set, indicator and requirement.
select need.*, batch.file_name as file
from requirement_answer as need
join asked_unit on asked_unit.unit = need.unit
join asked_set on asked_set.province_code = asked_unit.province_code and asked_set.set_id = need.set_id and asked_set.is_shown
left join batch on batch.id = need.batch
order by need.unit, need.set_id, need.number, need.position
