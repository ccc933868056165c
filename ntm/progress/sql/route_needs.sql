-- Requirements of the indicators of route_indicators.sql that are not met, with what is known of each.
-- One row a unit, set, indicator and requirement; met ones are left out: there is nothing to do about them.
select need.unit, need.set_id, need.number, need.ref, need.status, need.numerator, need.denominator, need.figure
from requirement_present as need
join asked_unit on asked_unit.unit = need.unit
join asked_set on asked_set.province_code = asked_unit.province_code and asked_set.is_shown and asked_set.level = $level
join level_answer as standing on standing.unit = need.unit and standing.set_id = asked_set.set_id
where need.status <> 'met' and standing.status <> 'met'
order by need.unit, need.set_id, need.number, need.position
