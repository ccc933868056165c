-- The national picture from the kept tables: communes by province, level and status. One row each.
select province.name, place_status.level, place_status.status, sum(commune_count) as communes
from place_status
join province on province.code = place_status.province_code and province.valid_to = $after
group by all
