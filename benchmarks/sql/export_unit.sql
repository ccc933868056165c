-- Communes of the day. One row each.
select id as unit
from unit
where is_assessed and valid_from <= getvariable('day') and coalesce(valid_to > getvariable('day'), true)
