-- Items under which verdicts on the standard set's indicators are given. One row each.
select item, number
from law_verdict
where set_id = getvariable('standard')
