-- A commune's profile from the kept tables, its requirements with the figure's file. One row a requirement.
select need.*, batch.file_name
from requirement_status as need
left join batch on batch.id = need.batch
where need.unit = $unit
