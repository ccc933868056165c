-- Units whose figures may speak for the asked ones: themselves and their direct predecessors. One row a unit.
create or replace temp table source_unit as
select unit from asked_unit
union
select unit_change.from_unit
from unit_change
join asked_unit on asked_unit.unit = unit_change.to_unit
