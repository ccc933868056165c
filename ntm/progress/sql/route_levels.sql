-- Standing of each asked commune by the shown sets, as just evaluated (level_now). One row a unit and level.
select level_now.unit, unit.code, unit.name, asked_set.level, level_now.status
from level_now
join asked_unit on asked_unit.unit = level_now.unit
join asked_set
    on asked_set.province_code = asked_unit.province_code and asked_set.set_id = level_now.set_id and asked_set.is_shown
join unit on unit.id = level_now.unit
order by asked_set.depth, unit.district_code, unit.code
