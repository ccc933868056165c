-- A commune's profile from the kept tables, its levels. One row a level.
select *
from level_status
where unit = $unit
