-- Requirements of the standard set. One row each.
select number, item, measure_kind, threshold_num, threshold_den, is_open
from law_requirement
where set_id = getvariable('standard')
