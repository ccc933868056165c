-- Indicators that are not met, of communes that do not meet the shown set of one level; of every set that this one refers to.
-- One row a unit, set and indicator.
select said.unit, said.set_id, said.number, said.verdict_is_met
from indicator_present as said
join asked_unit on asked_unit.unit = said.unit
join asked_set on asked_set.province_code = asked_unit.province_code and asked_set.is_shown and asked_set.level = $level
join level_answer as standing on standing.unit = said.unit and standing.set_id = asked_set.set_id
where said.status <> 'met' and standing.status <> 'met'
