-- Communes by province, district, level and status, from the kept levels. One row a place, set and status.
delete from place_status;
insert into place_status
select province_code, district_code, level, set_id, status, count(*)
from level_status
join unit on unit.id = level_status.unit
group by all;
